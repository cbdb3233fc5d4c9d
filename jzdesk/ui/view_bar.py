"""A copy that is looked at: the band that says so all the time, and what is closed to writing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Slot
from PySide6.QtWidgets import QFrame, QPushButton

from jzdesk.desk import restoring
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.restoring import Viewed
    from jzdesk.ui.pages.coverage import CoveragePage
    from jzdesk.ui.pages.form import FormPage
    from jzdesk.ui.pages.totals import TotalsPage

TEMPLATE_LINKS = QRegularExpression("^totalsTemplates")


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


def close_coverage(page: CoveragePage) -> None:
    """Take from who has handed in what the ways to write of it."""
    for act in (page.bulletin, page.said, page.paper, page.out):
        act.hide()


def close_totals(page: TotalsPage) -> None:
    """Take from the totals the ways to set a figure, to write of one, and to papers that are kept."""
    page.way.hide()
    for act in page.findChildren(QPushButton, TEMPLATE_LINKS):
        act.hide()
    for act in (*page.source.judges.values(), page.source.said):
        act.setEnabled(False)
