"""Keeps what is being typed, also when the program itself fails while saving it."""

from __future__ import annotations

import sys

from jzdesk.ui.main_window import MainWindow
from jzdesk.ui.pages.form import FormPage
from jzdesk.ui.tables.scene import Refused
from jzdesk.words import say


def keep(work: MainWindow) -> bool:
    """Save what is being typed and where the cursor is; tell whether nothing unsaved is left.

    A fault while saving is told like any other, and the text is kept as one that was refused: it stands in
    its cell again, now and at the next start.
    """
    page = work.places.page
    typed = page.cursor_.typing_now() if isinstance(page, FormPage) else []
    period = work.session.period
    try:
        done = work.places.flush()
        work.places.remember()
    except Exception as error:
        for key, text in typed:
            work.session.remember_cell(key)
            work.session.refusals.put(period, key, Refused(text, say("ui.crash.kept")))
        sys.excepthook(type(error), error, error.__traceback__)
        return False
    return done
