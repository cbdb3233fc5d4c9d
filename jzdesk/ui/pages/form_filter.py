"""Which rows of a form are in sight: all, or those with a cell in the chosen state."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot

from jzdesk.desk.cell_states import ALL, REFUSED, States, Tally
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.form_tables import FormTables
from jzdesk.ui.tables.faces import Scene
from jzdesk.ui.tables.state_words import word_of
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.form_head import FormHead, Notice
from jzdesk.ui.widgets.legend import Legend
from jzdesk.words import say


class FormFilter(QObject):
    """Rows are chosen when a state is: one that is mended stays in sight until it is chosen anew.

    A row that comes into the state meanwhile, or that was added, is shown at once; so is one whose
    text could not be saved. Going to a cell that is hidden shows all rows again.
    """

    def __init__(self, theme: Theme, head: FormHead, tables: FormTables) -> None:
        super().__init__(tables)
        self.state = ALL
        self.note = Notice(look="card", name="filterNote")
        self._theme, self._head, self._tables = theme, head, tables
        self._legend: Legend | None = None
        self._period: Period | None = None
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
            self.state, self._hidden = ALL, frozenset()
        self._states, self._tally = scene.states, tally
        self._rows = frozenset(row.code for row in scene.sheet.rows(scene.form.id))
        self._head.show_tally(tally)
        self._hidden = (self._hidden & self._rows) - self._matching()
        self._show()

    @Slot(str)
    def choose(self, state: str) -> None:
        """Show the rows with a cell in a state and go to the first; what is being typed is saved first."""
        keyboard = self._head.chips.has_focus
        self._tables.cursor_.flush()
        self.state = state
        self._sort_out()
        if state != ALL:
            self._go_first()
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
        if self.state != ALL:
            self.state = ALL
            self._sort_out()

    def renew(self) -> None:
        """Look the rows over again: the page is seen anew. Where none is left all are shown."""
        if self.state != ALL:
            if not self._wanted():
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
        return frozenset(k.row for k, states in self._states.items() if {self.state, REFUSED} & states)

    def _sort_out(self) -> None:
        self._hidden = frozenset() if self.state == ALL else self._rows - self._matching()
        self._show()

    def _show(self) -> None:
        left = self._tables.show_without(self._hidden, chosen=self.state != ALL)
        self._head.chips.choose(self.state)
        none = self.state != ALL and not left
        name = word_of(self.state)
        self.note.show_notice(say("ui.states.none", name=name) if none else "", say("ui.states.show_all"))

    def _go_first(self) -> None:
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
