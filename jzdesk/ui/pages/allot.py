"""下发: what the city hands down, a table for each subject, checked as it is typed, then made a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jzdesk.desk import allot_draft, allotting
from jzdesk.desk.allotting import Plan
from jzdesk.errors import JzdeskError
from jzdesk.models import initials
from jzdesk.models.allotment.reading import Problem
from jzdesk.models.allotment.subjects import PROJECTS, SUBJECTS, Subject, categories_of, subject
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.tables.allot_model import AllotModel
from jzdesk.ui.tables.allot_table import AllotTable
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import Card, button, label, retone, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say


class AllotPage(QWidget):
    """Signals: `read_requested` a filled workbook lies at a path; `make_requested` what is written is to be
    handed down (the plan, its name).
    """

    read_requested = Signal(object)
    make_requested = Signal(object, str)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, within: QWidget
    ) -> None:
        super().__init__(within)
        self.setObjectName("allotPage")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._edition = ""
        self._plan = Plan({})
        self._now: allot_draft.Drafted = {}
        self.models = {s.code: AllotModel(theme, s, self) for s in SUBJECTS}
        self.stack = QStackedWidget(self)
        self.tables: dict[str, AllotTable] = {}
        """Those that were seen."""
        self._table_of(SUBJECTS[0].code)
        self.chips = {s.code: self._chip(s) for s in SUBJECTS}
        self._make_parts()
        self._arrange()
        for model in self.models.values():
            model.edited.connect(self._edited)
        jobs.finished.connect(self._finished)
        self.refresh()

    def _table_of(self, code: str) -> AllotTable:
        """Return a subject's table; it is made when it is first seen."""
        if code not in self.tables:
            catalogue = self._session.office.catalogue
            names = tuple(d.name for d in catalogue.divisions[1:])
            units = (say("models.allotment.city_itself"), *names)
            made = AllotTable(self.models[code], units, categories_of(catalogue.data), self.stack)
            for first in list(self.tables.values())[:1]:  # where Tab comes to it
                QWidget.setTabOrder(first, made)
            self.stack.addWidget(made)
            self.tables[code] = made
        return self.tables[code]

    def _chip(self, one: Subject) -> QPushButton:
        made = button(one.title, f"allotChip_{one.code}", look="chip")
        made.setCheckable(True)
        made.setProperty("subject", one.code)
        return made

    def _make_parts(self) -> None:
        self.group = QButtonGroup(self)
        for chip in self.chips.values():
            self.group.addButton(chip)
        self.group.buttonClicked.connect(self._chosen)
        self.now = label("", "secondary", name="allotNow")
        self.hint = label("", "faint", wrap=True, name="allotHint")
        self.search = QLineEdit()
        self.search.setObjectName("allotSearch")
        self.search.setAccessibleName(say("ui.allot.search"))
        self.search.setPlaceholderText(say("ui.allot.search_hint"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.only = TickBox(say("ui.allot.only_said"))
        self.only.setObjectName("allotOnly")
        self.only.setAccessibleName(say("ui.allot.only_said"))
        self.only.toggled.connect(self._narrow)
        self.told = label("", "secondary", wrap=True, name="allotTold")
        self.add = button(say("ui.allot.add"), "allotAdd", self._add)
        self.add.setToolTip(say("ui.allot.add_tip"))
        self.give_up = button(say("ui.allot.give_up"), "allotGiveUp", self._give_up)
        self.template = button(say("ui.allot.template"), "allotTemplate", self._template)
        self.read = button(say("ui.allot.read"), "allotRead", self._read)
        self.task = button(say("ui.allot.task"), "allotTask", self._task)
        self.task.setToolTip(say("ui.allot.task_tip"))
        self.make = button(say("ui.allot.preview"), "allotMake", self._make, look="primary")

    def _arrange(self) -> None:
        card = Card(name="allotCard", pad=0)
        card.body.addLayout(row(self.search, self.only, self.add, margins=(PAD, PAD - 4, PAD, 0), spacing=12))
        card.body.addLayout(row(self.hint, margins=(PAD, 0, PAD, 0)))
        card.body.addWidget(self.stack, 1)
        foot = row(spacing=8, margins=(PAD, 0, PAD, 12))
        foot.addWidget(self.told, 1)
        for part in (self.give_up, self.task, self.make):
            foot.addWidget(part)
        card.body.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, PAD)
        outer.setSpacing(12)
        outer.addWidget(Flowing(tuple(self.chips.values()), spacing=6))
        outer.addWidget(Flowing((self.now, None, self.template, self.read)))
        outer.addWidget(card, 1)
        self._show(SUBJECTS[0].code)

    # Showing

    def refresh(self) -> None:
        """Show what is in force or being written; a newer edition takes the place of both."""
        office = self._session.office
        if self._edition != office.catalogue.edition:
            self._edition = office.catalogue.edition
            self._load()
        told = office.catalogue.allotment
        self.now.setText(
            say("ui.allot.now", n=told.number, day=told.issued_on)
            if told.number
            else say("ui.allot.now_none")
        )
        self.task.setEnabled(bool(told.number) and not self._jobs.busy)

    def _load(self) -> None:
        self._now = allot_draft.in_force(self._session.office)
        for code, lines in allot_draft.load(self._session.office, self._now).items():
            self.models[code].load(lines)
        self._judge()
        self._narrow()

    @property
    def subject(self) -> str:
        """The subject that is seen."""
        return next((code for code, chip in self.chips.items() if chip.isChecked()), SUBJECTS[0].code)

    @property
    def table(self) -> AllotTable:
        """The table that is seen."""
        return self._table_of(self.subject)

    def _show(self, code: str) -> None:
        self.chips[code].setChecked(True)
        self.stack.setCurrentWidget(self._table_of(code))
        self._hint()
        self.add.setVisible(any(field.many and subject(code).offered for field in subject(code).fields))
        self._narrow()

    def _hint(self) -> None:
        """Say how the subject is written, and of projects how far they are from the plan's own count."""
        text = say(f"models.allotment.hint.{self.subject}") + say("models.allotment.required")
        if self.subject == PROJECTS:
            text += allotting.projects_told(self._session.office, self._plan.records)
        self.hint.setText(text)

    @Slot(QAbstractButton)
    def _chosen(self, chip: QAbstractButton) -> None:
        self.flush()
        self._show(str(chip.property("subject")))

    @Slot()
    def _narrow(self) -> None:
        """Hide the lines that are not looked for."""
        table, model, typed = self.table, self.models[self.subject], initials.fold(self.search.text())
        for line in range(model.rowCount()):
            last = line == model.rowCount() - 1
            found = not typed or typed in initials.fold(model.text(line))
            shown = last or (found and (model.said(line) or not self.only.isChecked()))
            table.setRowHidden(line, not shown)

    def take_focus(self) -> None:
        """Put the focus into the table."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.models[self.subject].place(0, "unit"))
        self.table.setFocus()

    def flush(self) -> bool:
        """Keep what is being typed."""
        self.table.flush()
        return True

    # Writing

    @Slot()
    def _edited(self) -> None:
        allot_draft.keep(self._session.office, self._drafted(), self._now)
        self._judge()

    def _drafted(self) -> allot_draft.Drafted:
        return {code: model.lines for code, model in self.models.items()}

    def _judge(self) -> None:
        """Check everything that is written, and say what comes of it."""
        self._plan = allot_draft.judge(self._session.office, self._drafted())
        problems = self._plan.problems
        for code, model in self.models.items():
            mine = [p for p in problems if p.subject == code]
            model.mark({(p.at, p.field): f"{p.why}。{p.remedy}" for p in mine})
            said = sum(1 for _ in self._plan.records.get(code, ()))
            self.chips[code].setText(say("ui.allot.counted", name=model.subject.title, n=said))
            self.chips[code].setAccessibleName(self.chips[code].text())
        if problems:
            self.told.setText(say("ui.allot.wrong", n=len(problems), first=_sentence(problems[0])))
        elif self._plan.changes:
            self.told.setText(say("ui.allot.changed", n=len(self._plan.changes)))
        else:
            self.told.setText(say("ui.allot.clean"))
        retone(self.told, "must" if problems else "secondary", "look")
        self._hint()
        self.make.setEnabled(bool(self._plan.changes))
        self.give_up.setEnabled(bool(self._plan.changes or problems))

    @Slot()
    def _add(self) -> None:
        model, here = self.models[self.subject], self.table.currentIndex()
        if here.isValid() and here.row() < model.rowCount() - 1:
            self.table.go_to(model.again(here.row()))

    @Slot()
    def _give_up(self) -> None:
        self.table.flush()
        allot_draft.keep(self._session.office, self._now, self._now)
        self._load()
        self._messages.tell(say("ui.allot.given_up"))

    @Slot()
    def _make(self) -> None:
        self.flush()
        if self._plan.after is not None:
            self.make_requested.emit(self._plan, say("ui.allot.editor"))

    # Files

    @Slot()
    def _template(self) -> None:
        proposed = self._folder() / say("ui.allot.template_name")
        out = ChooseFile.to_save(self, say("ui.allot.choose_template"), proposed, say("ui.allot.kinds"))
        if out is None:
            return
        try:
            work = allotting.template(self._session.office, out.with_suffix(".xlsx"))
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self._jobs.run_aside(say("ui.allot.busy_template"), work, lambda made: ("allot_template", made))

    @Slot()
    def _read(self) -> None:
        path = ChooseFile.to_open(self, say("ui.allot.choose_read"), self._folder(), say("ui.allot.kinds"))
        if path is not None:
            self.read_requested.emit(path)

    @Slot()
    def _task(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.allot.choose_task"), str(self._folder()))
        if chosen:
            steps = allotting.tasking(self._session.office, Path(chosen))
            self._jobs.run_steps(say("ui.allot.busy_task"), steps)

    @Slot(object)
    def _finished(self, result: Any) -> None:
        match result:
            case ("allot_template", Path() as made):
                self._messages.tell(say("ui.allot.exported", path=made))
            case ("allot_task", list() as made):
                self._messages.tell(say("ui.allot.tasked", n=len(made), folder=made[0].parent))
                if unsigned := allotting.unsigned(self._session.office):
                    self._messages.warn(unsigned)

    def _folder(self) -> Path:
        return self._session.office.store.info.path.parent


def _sentence(one: Problem) -> str:
    field = subject(one.subject).field(one.field)
    title = field.title(one.subject) if field else ""
    place = {"subject": subject(one.subject).title, "row": one.at + 1, "field": title}
    return say("ui.allot.wrong_place", why=f"{one.why}。{one.remedy}", **place)
