"""Keeps what is being typed, also when the program itself fails while saving it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jzdesk.ui.tables import scene
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.main_window import MainWindow


def keep(work: MainWindow) -> bool:
    """Save what is being typed and where the cursor is; tell whether nothing unsaved is left.

    A fault while saving is told like any other, and the text is kept as one that was refused: it stands in
    its cell again, now and at the next start.
    """
    form = work.places.form
    typed = form.cursor_.typing_now() if form is not None else []
    period = work.session.period
    try:
        done = work.places.flush()
        work.places.remember()
    except Exception as error:
        for key, text in typed:
            work.session.remember_cell(key)
            work.session.refusals.put(period, key, scene.Refused(text, say("ui.crash.kept")))
        sys.excepthook(type(error), error, error.__traceback__)
        return False
    return done
