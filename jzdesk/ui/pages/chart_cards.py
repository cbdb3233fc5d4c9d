"""The cards of 图表分析: a chart in its frame, the figure pointed at, and where the charts can be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot

from jzdesk.desk.rendering import PDF, PNG, Charts, Drawn, Outline, Point
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chart_view import ChartView
from jzdesk.ui.widgets.parts import Card, button, label, pill, row
from jzdesk.words import say

DPI = 116
"""At which the smallest letters of a chart are as large as the grids' on the screen."""


class ChartCard(Card):
    """One chart: its title, then its picture, or that it is being drawn, or why there is none.

    Signals: `pointed` and `picked` a point; `fill_requested` the form to be filled.
    """

    pointed = Signal(object)
    picked = Signal(object)
    fill_requested = Signal(str)

    def __init__(self, theme: Theme, outline: Outline) -> None:
        super().__init__(outline.title, name=f"chartCard_{outline.name}")
        self._outline = outline
        self.title.setWordWrap(True)
        self.head.setStretchFactor(self.title, 1)
        self.busy = pill(say("ui.charts.busy"), "plain", name=f"chartBusy_{outline.name}")
        self.head.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignTop)
        self.view = ChartView(theme, outline.name)
        self.view.pointed.connect(self.pointed)
        self.view.picked.connect(self.picked)
        self.sentence = label("", "secondary", wrap=True, name=f"chartText_{outline.name}")
        self.fill = button(
            say(f"ui.charts.{outline.way}"), f"chartFill_{outline.name}", self._fill, look="link"
        )
        self.room = label("", "faint", name=f"chartRoom_{outline.name}")
        self.room.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.view)
        self.body.addWidget(self.room)
        self.body.addWidget(self.sentence)
        self.body.addLayout(row(self.fill, None))
        self.show_outline(outline)

    @property
    def outline(self) -> Outline:
        """What the chart is of."""
        return self._outline

    def show_outline(self, outline: Outline) -> None:
        """Show title and, where there is nothing to draw, why and what to do."""
        self._outline = outline
        self.title.setText(outline.title)
        self.view.setAccessibleName(outline.title)
        self.room.setMinimumHeight(round(outline.height / 25.4 * DPI))
        self.sentence.setText(outline.empty)
        self.sentence.setVisible(bool(outline.empty))
        self.fill.setVisible(bool(outline.empty))
        self._show(busy=False)

    def _show(self, *, busy: bool) -> None:
        wanted = not self._outline.empty
        self.busy.setVisible(busy and wanted and self.view.drawn)
        self.room.setText(say("ui.charts.busy") if busy else "")
        self.view.setVisible(wanted and self.view.drawn)
        self.view.fade(pale=busy)
        self.room.setVisible(wanted and not self.view.drawn)

    def show_busy(self) -> None:
        """Show that it is being drawn; a picture that is there pales."""
        self.busy.setText(say("ui.charts.busy"))
        self._show(busy=True)

    def show_drawn(self, drawn: Drawn, ratio: float) -> None:
        """Show the picture."""
        self.view.show_chart(drawn, ratio)
        self._show(busy=False)

    def show_given_up(self) -> None:
        """Show that it was not drawn."""
        self.busy.setText(say("ui.charts.old"))
        self.room.setText(say("ui.charts.not_drawn"))

    @Slot()
    def _fill(self) -> None:
        self.fill_requested.emit(self._outline.form)


def place_of(point: Point) -> str:
    """Return the page that tells more of a county's point: 汇总 of its figure, else 报送情况."""
    return "coverage" if point.key is None else "totals"


class PointCard(Card):
    """What is pointed at. Signals: `picked` it is to be opened."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("ui.charts.pointed"), name="pointCard")
        self._point: Point | None = None
        self.name = label("", wrap=True, name="pointName")
        self.figure = label("", "figure", wrap=True, name="pointFigure")
        self.period = label("", "small", wrap=True, name="pointPeriod")
        self.go = button(say("ui.charts.go"), "pointGo", self._go)
        self.hint = label(say("ui.charts.hint"), "faint", wrap=True, name="pointHint")
        for part in (self.name, self.figure, self.period):
            self.body.addWidget(part)
        self.body.addLayout(row(self.go, None))
        self.body.addWidget(self.hint)
        self.show_point(None)

    @property
    def point(self) -> Point | None:
        """What is shown."""
        return self._point

    def show_point(self, point: Point | None) -> None:
        """Show a point, or how to choose one."""
        self._point = point
        for part in (self.name, self.figure, self.period):
            part.setVisible(point is not None)
        self.go.setVisible(point is not None and bool(point.key or point.office))
        if point is not None:
            self.go.setText(say(f"ui.charts.go_{place_of(point)}" if point.office else "ui.charts.go"))
            self.name.setText(point.name)
            self.figure.setText(say("ui.charts.figure", figure=point.figure, unit=point.unit).strip())
            self.period.setText(point.period.title)

    @Slot()
    def _go(self) -> None:
        if self._point is not None:
            self.picked.emit(self._point)


class SaveCard(Card):
    """Where the charts can be saved. Signals: `save_requested` with the ending; `stop_requested`."""

    save_requested = Signal(str)
    stop_requested = Signal()
    open_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("ui.charts.save"), name="saveCard")
        self._folder: Path | None = None
        self.text = label("", "secondary", wrap=True, name="saveText")
        self.png = button(say("ui.charts.save_png"), "savePng", self._png)
        self.pdf = button(say("ui.charts.save_pdf"), "savePdf", self._pdf)
        self.stop = button(say("ui.window.cancel"), "saveStop", self.stop_requested.emit)
        self.wrong = label("", "must", wrap=True, name="saveWrong")
        self.done = label("", "small", wrap=True, name="saveDone")
        self.open = button(say("ui.hand_in.open_folder"), "saveOpen", self._open, look="link")
        self.body.addWidget(self.text)
        self.body.addLayout(row(self.png, self.pdf, self.stop, None))
        for part in (self.wrong, self.done):
            self.body.addWidget(part)
        self.body.addLayout(row(self.open, None))
        self.rest()
        self.show_files(())

    def show_state(self, wanted: Charts) -> None:
        """Say of what stage the figures are, and offer saving where there is something to save."""
        word = "counted" if wanted.across is not None else "draft" if wanted.draft else "frozen"
        self.text.setText(say(f"ui.charts.{word}"))
        self.setVisible(any(not outline.empty for outline in wanted.outlines))

    def show_busy(self) -> None:
        """Show that files are being made."""
        for part in (self.png, self.pdf):
            part.setEnabled(False)
        self.stop.show()
        self.show_files(())
        self.done.setText(say("ui.charts.save_busy"))
        self.done.show()

    def rest(self, sentence: str = "") -> None:
        """Show that nothing is being made, and what went wrong."""
        for part in (self.png, self.pdf):
            part.setEnabled(True)
        self.stop.hide()
        self.done.hide()
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def show_files(self, files: tuple[Path, ...]) -> None:
        """Show what was made."""
        self.wrong.hide()
        self._folder = files[0].parent if files else None
        names = "\n".join(path.name for path in files)
        self.done.setText(say("ui.charts.saved", folder=self._folder, names=names) if files else "")
        self.done.setVisible(bool(files))
        self.open.setVisible(bool(files))

    @Slot()
    def _png(self) -> None:
        self.save_requested.emit(PNG)

    @Slot()
    def _pdf(self) -> None:
        self.save_requested.emit(PDF)

    @Slot()
    def _open(self) -> None:
        if self._folder is not None:
            self.open_requested.emit(self._folder)
