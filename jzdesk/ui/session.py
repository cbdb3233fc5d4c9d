"""One office at work on one period: what the pages show, and every wish they have of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from jzdesk.desk import (
    cell_states,
    coverage,
    entering,
    inbox,
    keying,
    lines,
    naming,
    pasting,
    rendering,
    rows,
    stages,
    stepping,
    to_date,
    window,
)
from jzdesk.errors import JzdeskError
from jzdesk.models import to_date as cumulative
from jzdesk.models import workflow
from jzdesk.models.change import Changes
from jzdesk.models.checks import NOT_RUN
from jzdesk.models.entry import Key
from jzdesk.ui import glance, refusals, replies, settling
from jzdesk.ui.faults import as_refusal
from jzdesk.ui.tables import scene as scenes
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.desk.paste_plan import Plan
    from jzdesk.models.checks import Finding
    from jzdesk.models.period import Period
    from jzdesk.ui.tables.scene import Refused, Scene

Remember = Callable[..., None]


class Session(QObject):
    """The open store seen through one period.

    Signals: `changed` an operation has changed something (with its `Changes`); `turned` another period
    is shown; `saved` a cell is durable (with the time); `kept` a refused text was kept or given up;
    `backed_up` a copy of the store was made; `restore_requested` a copy is to take its place (file,
    password), `viewed` one was opened to be looked at, `start_requested` another store is wished for.
    """

    changed = Signal(object)
    turned = Signal()
    saved = Signal(str)
    kept = Signal()
    backed_up = Signal()
    restore_requested = Signal(object, str)
    viewed = Signal(object)
    start_requested = Signal()

    def __init__(
        self, office: Office, period: Period, remember: Remember, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.period = period
        self._remember = remember
        self._look: window.Look | None = None
        self._handed: window.Handed | None = None
        self._marks: dict[Key, cell_states.Mark] | None = None
        self._scenes: dict[str, Scene] = {}
        self.sought: tuple[str, Key | None] | None = None
        """The county, and its figure, that one page leads to on another."""
        self.refusals = refusals.Refusals(office)
        self.replies = replies.Replies(office)
        self.glance = glance.Glance(self)

    # Looking

    @property
    def look(self) -> window.Look:
        """The period as it stands; looked at once after each operation."""
        if self._look is None:
            self._look = window.look(self.office, self.period, self._handed)
            self._handed = self._look.handed
        return self._look

    @property
    def refused(self) -> dict[Key, Refused]:
        """What was typed in this period and could not be saved."""
        return self.refusals.of(self.period)

    @property
    def unsaved(self) -> list[tuple[Period, Key]]:
        """Where something was typed, in any period, that could not be saved."""
        return self.refusals.places

    def scene(self, form_id: str) -> Scene:
        """Return what a form's tables are painted from."""
        look, form = self.look, self.look.sheet.catalogue.form(form_id)
        made = scenes.Scene(
            look.sheet, form, look.editable, self.marks(), self.refused, look.changed, look.said,
            self._locked_why,
        )  # fmt: skip
        self._scenes[form_id] = made = made.after(self._scenes.get(form_id))
        return made

    def tally(self, scene: Scene) -> cell_states.Tally:
        """Return how many of a form's cells are in each state."""
        look, blanks = self.look, window.blank_rules(scene.sheet)
        return cell_states.tally(scene.states, look.findings, blanks, handed=look.handed is not None)

    def marks(self) -> dict[Key, cell_states.Mark]:
        """Return what the checks say of each cell."""
        if self._marks is None:
            self._marks = cell_states.marks_of(self.look.findings, window.blank_rules(self.look.sheet))
        return self._marks

    def findings(self, form_id: str) -> list[Finding]:
        """Return what is worth reading of a form: first what blocks, blanks left out."""
        blanks = window.blank_rules(self.look.sheet)
        open_ = {k for f in self.look.findings if f.rule in blanks for k in f.keys}
        mine = [
            f for f in self.look.findings
            if f.keys and f.keys[0].form == form_id and f.rule not in blanks
            and not (f.result == NOT_RUN and open_.intersection(f.keys))
        ]  # fmt: skip
        return sorted(mine, key=cell_states.order_of)

    def turn_to(self, period: Period) -> None:
        """Show another period."""
        if period == self.period:
            return
        self.period = period
        self._forget()
        self._remember(last_period=str(period))
        self.turned.emit()

    def remember_cell(self, key: Key | None) -> None:
        """Keep where the cursor is, for the next start."""
        if key is not None:
            self._remember(last_cell=str(key), last_period=str(self.period))

    def _forget(self) -> None:
        self._look = self._marks = None
        self.glance = glance.Glance(self)

    def done(self, changes: Changes) -> None:
        """Show what an operation has changed."""
        self._forget()
        if changes:
            self.saved.emit(f"{self.office.now:%H:%M:%S}")
        self.changed.emit(changes)

    def refresh(self) -> None:
        """Look again after something outside a cell has happened; a copy may have been made before it."""
        self.done(Changes(self.period, rows=True, state=True))
        self.backed_up.emit()

    # Entering

    def write(self, key: Key, text: str) -> str | None:
        """Save what was typed at a key; return the sentence when it is not saved, and keep the text."""
        if self.office.viewing:
            return say("ui.view.locked")
        try:
            changes = self._enter(key, text)
        except JzdeskError as error:
            refused = scenes.Refused(text, entering.first_error(error))
            self.refusals.put(self.period, key, refused)
            self.kept.emit()
            return refused.sentence
        for place in (key, *cumulative.both(self.look.sheet, key)):
            self.give_up(place)
        self.remember_cell(key)
        self.done(changes)
        return None

    @as_refusal
    def _enter(self, key: Key, text: str) -> Changes:
        sheet = self.office.sheet(self.period)
        if cumulative.quarter_key(sheet, key) is not None:
            return to_date.enter_cumulative(self.office, self.period, key, text)
        text = keying.meant(sheet, key, text)
        # Judged first: its sentence is the cell's own, without the key before it.
        entering.judge_one(sheet, key, text)
        words = naming.with_code(self.office, sheet, key, text)
        return entering.set_values(self.office, self.period, words)[1]

    def names(self, kind: str) -> naming.Names:
        """Return the names of a kind that this office has used before."""
        return naming.known(self.office, kind)

    def why_not(self, key: Key) -> str:
        """Return why nothing can be typed at a key."""
        if self.office.viewing:
            return say("ui.view.locked")
        if not self.look.editable and key not in self.look.sheet.unlocked:
            return self._locked_why or say("ui.form.locked", state=self.look.state)
        try:
            entering.judge_one(self.look.sheet, key, "0")
        except JzdeskError as error:
            return error.sentence
        return ""

    @property
    def _locked_why(self) -> str:
        """Why a cell of a returned period is locked: the city did not name it."""
        returned = self.look.state == workflow.RETURNED
        return say("ui.form.not_named", state=self.look.state) if returned else ""

    def give_up(self, key: Key) -> None:
        """Forget what was refused at a key."""
        if self.refusals.drop(self.period, key):
            self.kept.emit()

    @as_refusal
    def add_row(self, form_id: str, block: str, name: str) -> Key:
        """Add a row of the office's own and return the key of its name."""
        place = Key(form_id, f"+{block}", "name")
        words = naming.with_code(self.office, self.look.sheet, place, name)
        saved, changes = entering.set_values(self.office, self.period, words)
        key = Key.parse(saved[0])
        self.done(changes)
        return key

    @as_refusal
    def declare_nil(self, form_id: str, declared: bool) -> None:
        """Declare a form a 零报告, or take that back."""
        word = entering.NIL if declared else ""
        self.done(entering.set_values(self.office, self.period, [form_id, word])[1])

    @as_refusal
    def note(self, key: Key, text: str) -> None:
        """Put a note beside a cell."""
        self.done(entering.write_note(self.office, self.period, key, text))

    @as_refusal
    def stage_reason(self, key: Key, text: str) -> None:
        """Say why a stage of a yearly figure was entered."""
        self.done(stages.write_reason(self.office, self.period, key, text))

    def open_lines(self, key: Key) -> lines.Opened:
        """Return the 底稿 of a figure."""
        return lines.open_lines(self.office, self.period, key)

    @as_refusal
    def set_lines(self, key: Key, words: Sequence[Sequence[str]]) -> None:
        """Write the 底稿 of a figure; the cell becomes its sum, and what was refused there is forgotten."""
        changes = lines.set_lines(self.office, self.period, key, words)
        self.refusals.drop(self.period, key)
        self.done(changes)

    @as_refusal
    def write_plan(self, plan: Plan) -> None:
        """Write what a pasted block changes; what was refused in its cells is forgotten."""
        changes = pasting.write(self.office, plan)
        for key in changes.keys:
            self.refusals.drop(self.period, key)
        settling.of(self).show(changes, partial(self.done, changes))

    @as_refusal
    def mend(self, finding: Finding) -> None:
        """Enter what a finding proposes, as one step."""
        words = [part for key, text in finding.mend for part in (str(key), text)]
        changes = entering.set_values(self.office, self.period, words)[1]
        for key, _ in finding.mend:
            self.refusals.drop(self.period, key)
        self.done(changes)

    def own_row(self, key: Key) -> rows.OwnRow | None:
        """Return what is known of the row of a key if the office added it itself."""
        return rows.own_row(self.office, self.period, key.form, key.row)

    @as_refusal
    def end_row(self, key: Key, *, stop: bool) -> None:
        """Let a row of the office's own end with this period, or go on."""
        act = rows.stop_row if stop else rows.go_on
        self.done(act(self.office, self.period, key.form, key.row))

    @as_refusal
    def explain(self, finding: Finding, text: str) -> None:
        """Let a finding, or those that ask together, stand with an explanation."""
        self.done(entering.explain_finding(self.office, self.period, finding, text))

    @as_refusal
    def step(self, *, back: bool) -> str:
        """Take back the last step of entering, or do it again; return what it was."""
        done = stepping.undo(self.office) if back else stepping.redo(self.office)
        if done.period is not None and done.period != self.period:
            self.turn_to(done.period)
        settling.of(self).show(done.changes, partial(self.done, done.changes))
        return done.sentence

    # Whole periods

    def charts(self) -> rendering.Charts:
        """Return what the charts of the period show."""
        return rendering.charts(self.office, self.period)

    def coverage(self) -> dict[str, Any]:
        """Return who has handed in what."""
        return coverage.coverage(self.office, self.period)

    @property
    def waiting(self) -> int:
        """How many received files wait to be accepted."""
        return len(inbox.pending(self.office))
