"""历史与比对: every period with its versions; what was done, what differs, and each form as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from jzdesk.desk import looking_back
from jzdesk.desk.looking_back import Version
from jzdesk.desk.trail import Line
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.history_segments import COMPARE, LOG, REPRINT, SEGMENTS, Segments
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.ui.widgets.scrolled import TURNS
from jzdesk.ui.widgets.when import short_day
from jzdesk.words import say

LIST_WIDTH = 356


@dataclass(frozen=True)
class Entry:
    """One line of the list: a version, or all periods; a period is named in its first line."""

    version: Version | None
    first: bool


class HistoryPage(QWidget):
    """Signals: `jump_requested` to a page and a key."""

    jump_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing,
        within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName("historyPage")
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.dialog: PreviewDialog | None = None
        self._chosen: Version | None = None
        self._period: Period | None = None
        self._any = False
        self._due: tuple[tuple[Version, ...], Version | None] | None = None
        """What is yet to be compared."""
        self._followed = session.period
        self.model: ListModel[Entry] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "versions")
        self.view.setAccessibleName(say("ui.history.list"))
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.view.picked.connect(self._enter)
        self.view.followed.connect(self._open_whole)
        self._arrange()
        self.stack = Segments(self._card, theme, session, messages, jobs, printing)
        self._card.body.addWidget(self.stack, 1)
        self.log = self.stack.log
        self.log.jump_requested.connect(self._to_line)
        self.stack.cell_requested.connect(self._to_cell)
        self.stack.reprinted.connect(self._open)
        self.setProperty(TURNS, 1000)
        self._choose_segment(LOG)
        self.refresh()

    def _arrange(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        outer.setSpacing(PAD)
        outer.addWidget(self._list_card())
        self._card = self._detail_card()
        outer.addWidget(self._card, 1)

    def _list_card(self) -> Card:
        card = Card(say("ui.history.list"), name="versionsCard", pad=0)
        card.setMinimumWidth(LIST_WIDTH)
        card.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        card.head.addStretch(1)
        self.unit = Chooser(self._theme, "historyUnit", say("ui.history.unit"))
        self.unit.currentIndexChanged.connect(self._unit_changed)
        card.head.addWidget(self.unit)
        self.unit.setVisible(self._session.office.is_city)
        self.empty = label("", "secondary", wrap=True, name="historyEmpty")
        inset = row(margins=(PAD, 0, PAD, PAD))
        inset.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.view, 1)
        card.body.addLayout(inset)
        return card

    def _detail_card(self) -> Card:
        card = Card(name="historyCard", pad=0)
        self.title = label("", "head", name="historyTitle")
        self.about = Elided("", "secondary", name="historyAbout")
        group = QButtonGroup(self)
        self.buttons = {n: button(say(f"ui.history.{n}"), f"segment_{n}", look="chip") for n in SEGMENTS}
        for name, made in self.buttons.items():
            made.setCheckable(True)
            made.setProperty("segment", name)
            made.clicked.connect(self._segment_clicked)
            group.addButton(made)
        head = row(self.title, self.about, *self.buttons.values(), margins=(PAD, PAD - 2, PAD, 2))
        head.setStretchFactor(self.about, 1)
        card.body.addLayout(head)
        return card

    # Showing

    def refresh(self) -> None:
        """Show the periods with their versions; the chosen one stays chosen."""
        office = self._session.office
        if self._followed != self._session.period:
            self._followed, self._chosen, self._period = self._session.period, None, None
        if office.is_city:
            self._offer_units()
        found = looking_back.versions(office, self.unit.currentData() or "")
        entries = [Entry(None, True)] if found else []
        entries += [Entry(v, not n or found[n - 1].period != v.period) for n, v in enumerate(found)]
        self.view.selectionModel().blockSignals(True)
        self.model.show_items(entries)
        self.view.selectionModel().blockSignals(False)
        self.view.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        other = self.unit.currentData() not in {None, "", office.unit}
        self.empty.setText(say("ui.history.empty_unit" if other else "ui.history.empty"))
        self._select(self._row_of(entries))

    def _offer_units(self) -> None:
        chosen = self.unit.currentData()
        self.unit.blockSignals(True)
        self.unit.clear()
        for code, name in looking_back.units(self._session.office):
            self.unit.addItem(name, code)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        self.unit.blockSignals(False)

    def _row_of(self, entries: list[Entry]) -> int:
        """Return the line to choose: the same version again, else the period's first, else the newest."""
        if self._any:
            return 0 if entries else -1
        chosen, period = self._chosen, self._period or self._session.period
        for n, entry in enumerate(entries):
            version = entry.version
            if version and chosen and (version.number, version.unit, version.period) == (
                chosen.number, chosen.unit, chosen.period
            ):  # fmt: skip
                return n
        for n, entry in enumerate(entries):
            if entry.version and entry.version.period == period:
                return n
        return 1 if entries else -1

    def _select(self, line: int) -> None:
        if line < 0:
            self._show(None)
            return
        if self.view.currentIndex().row() != line:
            self.view.setCurrentIndex(self.model.index(line, 0))  # which shows it
        else:
            self._show(self.model.item(line))

    def _show(self, entry: Entry | None) -> None:
        version = entry.version if entry else None
        self._any = entry is not None and version is None
        self._chosen = version
        self._period = version.period if version else self._period
        self.title.setText(version.period.title if version else say("ui.history.all"))
        self.about.setText(_about(version) if version else "")
        same = tuple(
            e.version
            for e in self.model.items
            if e.version and version and e.version.period == version.period
        )
        for name, made in self.buttons.items():
            made.setEnabled(name == LOG or version is not None)
        if version is None:
            self._choose_segment(LOG)
        self.log.show_period(version.period if version else None)
        if self.stack.prints:
            self.stack.reprint.show_version(version)
        self._due = (same, version)
        self._show_due()

    def _show_due(self) -> None:
        """Compare versions once that is looked at: it takes longer than all the rest."""
        if self._due is not None and self._segment == COMPARE:
            self.stack.compare.show_versions(*self._due)
            self._due = None

    @Slot()
    def _row_changed(self) -> None:
        line = self.view.currentIndex().row()
        if line < 0:
            return
        before, entry = self._chosen, self.model.item(line)
        now = entry.version
        if now is not None and (before is None or before.now != now.now) and self._segment != COMPARE:
            self._choose_segment(LOG if now.now else REPRINT)
        self._show(entry)

    @Slot()
    def _unit_changed(self) -> None:
        self._chosen = None
        self.refresh()

    # Segments

    def _choose_segment(self, name: str) -> None:
        self._segment = name
        self.buttons[name].setChecked(True)
        if name == REPRINT and not self.stack.prints:
            self.stack.reprint.show_version(self._chosen)
        self.stack.setCurrentWidget(self.stack.panel(name))
        self._show_due()

    @Slot()
    def _segment_clicked(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self._choose_segment(str(pressed.property("segment")))

    @Slot(object)
    def _enter(self, _entry: Entry) -> None:
        self.stack.panel(self._segment).take_focus()

    @Slot(object)
    def _open_whole(self, _entry: Entry) -> None:
        """Show cover and forms of the version whose link was followed, as they were sent."""
        self.stack.reprint.print_whole()

    def take_focus(self) -> None:
        """Put the focus into the list of versions, where there are any."""
        if self.model.items:
            self.view.setFocus()
        else:
            self.log.take_focus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    # Going elsewhere

    @Slot(object)
    def _to_line(self, line: Line) -> None:
        self._to_cell(Period.parse(line.period), Key.parse(line.key))

    @Slot(object, object)
    def _to_cell(self, period: Period, key: Key) -> None:
        if self._chosen is not None and self._chosen.unit != self._session.office.unit:
            return  # a county's figures are not entered here
        self._session.turn_to(period)
        self.jump_requested.emit(key.form, key)

    @Slot(object)
    def _open(self, file: Path) -> None:
        """Show a reprint as it comes out of the printer."""
        if not self.isVisible() or self._chosen is None:
            return
        version = self._chosen
        shown = Shown(file.stem, version.title, "accent", file.read_bytes(), file, file)
        self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
        self.dialog.open()


def _about(version: Version) -> str:
    return "　".join(part for part in (version.title, version.state, short_day(version.on)) if part)


def _period(entry: Entry) -> Part:
    if entry.version is None:
        return Part(say("ui.history.all"))
    return Part(entry.version.period.title if entry.first else "", TEXT)


def _title(entry: Entry) -> Part:
    version = entry.version
    if version is None:
        return Part("")
    tip = say("ui.history.tail", tail=version.code[-4:]) if version.code else ""
    return Part(version.title, TEXT, "secondary" if version.now else "", tip or version.title)


def _day(entry: Entry) -> Part:
    return Part(short_day(entry.version.on) if entry.version else "", TEXT, "secondary")


def _state(entry: Entry) -> Part:
    """Return how far a period is; a version that was sent says so by its title, and can be opened."""
    version = entry.version
    if version is None:
        return Part("")
    if version.now:
        return Part(version.state, PILL, version.tone)
    return Part(say("ui.history.open"), LINK, "", say("ui.history.open_tip", state=version.state))


_COLUMNS = (
    ListColumn[Entry](say("ui.history.period"), 122, _period),
    ListColumn[Entry](say("ui.history.version_head"), 0, _title),
    ListColumn[Entry](say("ui.history.day"), 76, _day),
    ListColumn[Entry](say("ui.history.state"), 78, _state),
)
