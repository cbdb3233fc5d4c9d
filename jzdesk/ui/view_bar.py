"""A copy that is looked at: the band that says so all the time, and what is closed to writing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from jzdesk.desk import restoring
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.restoring import Viewed
    from jzdesk.ui.pages.form import FormPage


class ViewBar(QFrame):
    """Says which copy is seen, and that nothing can be changed in it."""

    def __init__(self, office: Viewed) -> None:
        super().__init__()
        self.setObjectName("viewBar")
        self.setProperty("look", "viewing")
        told = restoring.inside_words(office.inside)
        self.text = label(say("ui.view.bar", **told), "viewing", wrap=True, name="viewBarText")
        about = say("ui.view.text", file=office.source, **told)
        self.about = label(about, "viewingtext", wrap=True, name="viewBarAbout")
        self.close_it = button(say("ui.view.close"), "viewClose", self._close)
        line = row(spacing=16, margins=(20, 8, 16, 8))
        line.addLayout(column(self.text, self.about, spacing=2), 1)
        line.addWidget(self.close_it)
        self.setLayout(line)
        self.setAccessibleName(self.text.text())

    @Slot()
    def _close(self) -> None:
        self.window().close()


def close_to_writing(page: FormPage) -> None:
    """Take from a form's page what would write something; its cells are locked already."""
    page.head.books.hide()
    page.findings.hide()
    for part in (page.side.origin, page.side.evidence, page.side.said, page.side.more):
        part.setEnabled(False)
