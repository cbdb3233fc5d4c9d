"""Which rows of a form are in sight: all, or those in the chosen state that fit what is looked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from jzdesk.desk import arranging
from jzdesk.desk.cell_states import ALL, REFUSED, States, Tally
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.form_tables import FormTables
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.tables.state_words import word_of
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.form_head import FormHead
from jzdesk.ui.widgets.legend import Legend
from jzdesk.ui.widgets.notice import Notice
from jzdesk.words import say


class FormFilter(QObject):
    """Rows are chosen when a state is, or a text: one that is mended stays in sight until they are anew.

    A row that comes into the state meanwhile, or that was added, is shown at once; so is one whose
    text could not be saved. Going to a cell that is hidden shows all rows again.

    Signals: `shown` the rows in sight, or all there are, may be others.
    """

    shown = Signal()

    def __init__(self, theme: Theme, head: FormHead, tables: FormTables) -> None:
        super().__init__(tables)
        self.state, self.typed = ALL, ""
        self.note = Notice(look="card", name="filterNote")
        self._theme, self._head, self._tables = theme, head, tables
        self._legend: Legend | None = None
        self._period: Period | None = None
        self._scene: Scene | None = None
        self._rows: frozenset[str] = frozenset()
        self._states: States = {}
        self._tally = Tally({}, {})
        self._hidden: frozenset[str] = frozenset()
        head.chips.chosen.connect(self.choose)
        head.chips.entered.connect(self._enter)
        head.legend_requested.connect(self.open_legend)
        tables.cursor_.buried.connect(self.lift)
        self.note.asked.connect(self.choose_all)

    def show_scene(self, scene: Scene, tally: Tally) -> None:
        """Go on with a form that has changed; another period starts with all its rows."""
        if scene.sheet.period != self._period:
            self._period = scene.sheet.period
            self.state, self.typed, self._hidden = ALL, "", frozenset()
        self._scene = scene
        self._states, self._tally = scene.states, tally
        self._rows = frozenset(row.code for row in scene.sheet.rows(scene.form.id))
        self._head.show_tally(tally)
        self._hidden = (self._hidden & self._rows) - self._matching()
        self._show()

    @property
    def active(self) -> bool:
        """Some rows may be out of sight."""
        return self.state != ALL or bool(self.typed.strip())

    @property
    def count(self) -> tuple[int, int]:
        """How many rows that are filled are in sight, and how many there are."""
        scene = self._scene
        codes = {r.code for r in scene.sheet.rows(scene.form.id) if not r.derived} if scene else set[str]()
        return len(codes - self._hidden), len(codes)

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Show the rows that fit a text, by name, code or 拼音 initials."""
        if text != self.typed:
            self.typed = text
            self._sort_out()

    @Slot()
    def go_first(self) -> None:
        """Go on into the rows in sight."""
        if not self.note.isVisible():
            self._tables.cursor_.focus()

    @Slot()
    def show_again(self) -> None:
        """Hide anew what is out of sight: the lines stand in other places."""
        self._show()

    @Slot(str)
    def choose(self, state: str) -> None:
        """Show the rows with a cell in a state and go to the first; what is being typed is saved first."""
        keyboard = self._head.chips.has_focus
        self._tables.cursor_.flush()
        self.state = state
        self._sort_out()
        if state != ALL:
            self._go_wanted()
        if keyboard:
            self._head.chips.choose(state, focus=True)

    @Slot()
    def choose_all(self) -> None:
        """Show all rows again, with the cursor where it was."""
        self.lift()
        self._tables.cursor_.focus()

    @Slot()
    def lift(self) -> None:
        """Show all rows again."""
        if self.active:
            self.state, self.typed = ALL, ""
            self._sort_out()

    def renew(self) -> None:
        """Look the rows over again: the page is seen anew. Where none is left all are shown."""
        if self.active:
            if self.state != ALL and not self._wanted():
                self.state = ALL
            self._sort_out()

    @Slot()
    def open_legend(self) -> None:
        """Show what the signs mean, and how many cells have them."""
        if self._legend is None:
            self._legend = Legend(self._theme, self._head)
            self._legend.chosen.connect(self.choose)
        button = self._head.legend
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self._legend.open_at(corner, self._tally, self.state)

    @property
    def legend(self) -> Legend | None:
        """The legend, if it was opened before."""
        return self._legend

    def _wanted(self) -> frozenset[Key]:
        return frozenset(key for key, states in self._states.items() if self.state in states)

    def _matching(self) -> frozenset[str]:
        """Return the rows in the chosen state that fit the text, with those whose text was refused."""
        rows = self._rows
        if self.state != ALL:
            rows = self._with({self.state})
        if self.typed.strip() and self._scene is not None:
            rows &= arranging.searcher(self._scene.sheet, self._scene.form)(self.typed)
        return rows | self._with({REFUSED})

    def _with(self, wanted: set[str]) -> frozenset[str]:
        return frozenset(key.row for key, states in self._states.items() if wanted & states)

    def _sort_out(self) -> None:
        self._hidden = self._rows - self._matching() if self.active else frozenset()
        self._show()

    def _show(self) -> None:
        left = self._tables.show_without(self._hidden, chosen=self.active)
        self._head.chips.choose(self.state)
        none = self.active and not left
        self.note.show_notice(self._why_none() if none else "", say("ui.states.show_all"))
        self.shown.emit()

    def _why_none(self) -> str:
        name, typed = word_of(self.state), self.typed.strip()
        if not typed:
            return say("ui.states.none", name=name)
        if self.state == ALL:
            return say("ui.lists.none", typed=typed)
        return say("ui.lists.none_in", typed=typed, name=name)

    def _go_wanted(self) -> None:
        """Go to the first cell in the state; where there is none, to what shows all rows again."""
        wanted = self._wanted()
        for grid in self._tables.cursor_.grids:
            found = grid.model.first_of(wanted)
            if found is not None:
                self._tables.cursor_.go_to(found)
                return
        if self.note.isVisible():
            self.note.way.setFocus()

    @Slot()
    def _enter(self) -> None:
        if not self.note.isVisible():
            self._tables.cursor_.focus()
