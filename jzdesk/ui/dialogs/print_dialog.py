"""How a paper is printed: which printer and pages, how often, on one or both sides. All of it by keys too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QSizeF, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from jzdesk.ui.printers import COLOURS, GREY, ONE, SIDES, Machine, paper_name
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.number_box import NumberBox
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.ui.widgets.tick_box import RoundBox, TickBox
from jzdesk.words import say

ALL, ODD, EVEN = "all", "odd", "even"
WHICH = (ALL, ODD, EVEN)
MOST_COPIES = 99
WIDTH = 560


class PrintDialog(QDialog):
    """What is chosen stands in `machine`, `pages`, `copies` and `collated` once it is accepted."""

    def __init__(
        self, parent: QWidget, theme: Theme, machines: Sequence[Machine], known: Mapping[str, str],
        sizes: Sequence[QSizeF], current: int,
    ) -> None:  # fmt: skip
        """Offer printers for pages of these sizes; `known` is how one printed last, `current` is seen."""
        super().__init__(parent)
        self.setObjectName("printDialog")
        self.setWindowTitle(say("ui.print.window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._machines, self._sizes, self._current = tuple(machines), tuple(sizes), current
        self._known = known
        self._make_choosers(theme)
        self._make_pages()
        self.note = label("", "explain", wrap=True, name="printNote")
        self.hint = label("", "faint", wrap=True, name="printHint")
        self.paper = label("", name="printPaper")
        self.cancel = button(say("ui.window.cancel"), "printCancel", self.reject)
        self.act = button(say("ui.print.act"), "printAct", self.accept, look="primary")
        self.act.setDefault(True)
        self._arrange()
        gone = known.get("printer", "")
        names = [one.name for one in self._machines]
        self.printer.setCurrentIndex(names.index(gone) if gone in names else 0)
        self._gone = gone if gone and gone not in names else ""
        self._turn()
        self._connect()
        fit(self, QSize(WIDTH, self.sizeHint().height()))
        self.act.setFocus()

    def _make_choosers(self, theme: Theme) -> None:
        self.printer = Chooser(theme, "printPrinter", say("ui.print.printer"))
        for one in self._machines:
            self.printer.addItem(one.name)
        self.sides = Chooser(theme, "printSides", say("ui.print.sides"))
        self.colour = Chooser(theme, "printColour", say("ui.print.colour"))
        self.which = Chooser(theme, "printWhich", say("ui.print.which"))
        for word in WHICH:
            self.which.addItem(say(f"ui.print.which_{word}"), word)

    def _make_pages(self) -> None:
        count = len(self._sizes)
        self.copies_box = _spin("printCopies", say("ui.print.copies"), MOST_COPIES, 1)
        self.collate = TickBox(say("ui.print.collate"))
        self.collate.setObjectName("printCollate")
        self.collate.setChecked(True)
        self.reverse = TickBox(say("ui.print.reverse"))
        self.reverse.setObjectName("printReverse")
        self.every, self.this, self.some = (
            RoundBox(say(f"ui.print.{word}", n=self._current + 1, of=count))
            for word in ("every", "this", "some")
        )
        group = QButtonGroup(self)
        for number, made in enumerate((self.every, self.this, self.some)):
            made.setObjectName(f"printPages_{number}")
            group.addButton(made)
        self.first = _spin("printFirst", say("ui.print.first"), count, 1)
        self.last = _spin("printLast", say("ui.print.last"), count, count)
        self.every.setChecked(True)

    def _connect(self) -> None:
        self.printer.currentIndexChanged.connect(self._turn)
        self.which.currentIndexChanged.connect(self._offer)
        for made in (self.every, self.this, self.some):
            made.toggled.connect(self._offer)
        for box in (self.first, self.last):
            box.valueChanged.connect(self._ranged)
        self.copies_box.valueChanged.connect(self._offer)

    def _arrange(self) -> None:
        fields = QFormLayout()
        fields.setSpacing(10)
        range_ = row(self.some, self.first, label(say("ui.print.to")), self.last, None, spacing=6)
        for word, part in (
            ("printer", self.printer), ("pages", row(self.every, self.this, None, spacing=18)), ("", range_),
            ("which", row(self.which, self.reverse, None, spacing=12)),
            ("copies", row(self.copies_box, self.collate, None, spacing=12)),
            ("sides", row(self.sides, None)), ("colour", row(self.colour, None)),
            ("paper", row(self.paper, None)),
        ):  # fmt: skip
            head = label(say(f"ui.print.{word}") if word else "", "secondary")
            if isinstance(part, QHBoxLayout):
                fields.addRow(head, part)
            else:
                fields.addRow(head, part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addLayout(fields)
        outer.addWidget(self.hint)
        outer.addWidget(self.note)
        outer.addStretch(1)
        outer.addLayout(row(None, self.cancel, self.act))

    # What is chosen

    @property
    def machine(self) -> Machine:
        """The printer."""
        return self._machines[self.printer.currentIndex()]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages in the order of printing, counted from 0."""
        count = len(self._sizes)
        first, last = (self.first.value() - 1, self.last.value()) if self.some.isChecked() else (0, count)
        chosen = [self._current] if self.this.isChecked() else range(first, last)
        which = self.which.currentData()
        found = [n for n in chosen if self.this.isChecked() or which == ALL or (n % 2 == 0) == (which == ODD)]
        return tuple(reversed(found) if self.reverse.isChecked() else found)

    @property
    def copies(self) -> int:
        """How often each page is printed."""
        return self.copies_box.value()

    @property
    def collated(self) -> bool:
        """Each copy comes out whole."""
        return self.collate.isChecked()

    def word(self, chooser: Chooser) -> str:
        """Return what is chosen in a box, by its own word."""
        return str(chooser.currentData() or "")

    # What can be chosen

    @Slot()
    def _turn(self) -> None:
        """Offer what the printer can do, as it was chosen last where it can."""
        machine = self.machine
        _fill(
            self.sides, "sides", [w for w in SIDES if w in machine.sides], self._known.get("print_sides", "")
        )
        colours = [word for word in COLOURS if machine.coloured or word == GREY]
        usual = self._known.get("print_colour", "") or colours[-1]
        _fill(self.colour, "colour", colours, usual)
        told = [say("ui.print.gone", printer=self._gone, now=machine.name)] if self._gone else []
        said = machine.said(self._sizes)
        self.note.setText("\n".join([*told, said] if said else told))
        self.note.setVisible(bool(self.note.text()))
        self._offer()

    @Slot()
    def _offer(self) -> None:
        self.which.setEnabled(not self.this.isChecked())
        self.reverse.setEnabled(not self.this.isChecked())
        self.collate.setEnabled(self.copies > 1)
        self.paper.setText(self._papers())
        self.act.setEnabled(bool(self.pages))
        which, alone = self.which.currentData(), self.machine.sides == {ONE}
        word = which if which in {ODD, EVEN} else "by_hand" if alone and len(self._sizes) > 1 else ""
        told = say("ui.print.none") if not self.pages else say(f"ui.print.hint_{word}") if word else ""
        self.hint.setText(told)
        self.hint.setVisible(bool(told))

    def _papers(self) -> str:
        """Return how many pages of which paper are printed."""
        counts = Counter(paper_name(self._sizes[page]) for page in sorted(self.pages))
        return "、".join(say("ui.print.paper_count", paper=paper, n=n) for paper, n in counts.items())

    @Slot()
    def _ranged(self) -> None:
        """Mean the range as soon as one of its numbers is touched; its ends do not cross."""
        self.some.setChecked(True)
        if self.first.value() > self.last.value():
            (self.last if self.sender() is self.first else self.first).setValue(
                self.first.value() if self.sender() is self.first else self.last.value()
            )
        self._offer()


def _spin(name: str, spoken: str, most: int, value: int) -> NumberBox:
    made = NumberBox()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setRange(1, most)
    made.setValue(value)
    made.setFixedWidth(64)
    return made


def _fill(box: Chooser, name: str, words: Sequence[str], chosen: str) -> None:
    box.clear()
    for word in words:
        box.addItem(say(f"ui.print.{name}_{word}"), word)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setEnabled(len(words) > 1)
