"""图表分析: the period's charts, drawn beside the window's own work, and the cell behind every bar."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from jzdesk.desk import rendering
from jzdesk.desk.rendering import Charts, Drawn, Point
from jzdesk.errors import JzdeskError
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.chart_cards import DPI, ChartCard, PointCard, SaveCard, place_of
from jzdesk.ui.pages.chart_choice import ChartChoice
from jzdesk.ui.pages.chart_saving import ChartSaving
from jzdesk.ui.session import Session
from jzdesk.ui.theme import PAD, SIDE_LEAST, SIDE_WIDTH, Theme
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, retone, row
from jzdesk.ui.widgets.scrolled import Lengthwise
from jzdesk.words import say


class ChartsPage(QWidget):
    """Signals: `jump_requested` to a page and a key."""

    jump_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, within: QWidget
    ) -> None:
        super().__init__(within)
        self.setObjectName("chartsPage")
        self._theme, self._session, self._messages, self._jobs = theme, session, messages, jobs
        self._wanted: Charts | None = None
        self._shown: tuple[str, int] = ("", 0)
        self._asked: tuple[str, int] = ("", 0)
        self.errand = Errand(jobs, self)
        self.errand.told.connect(self._told)
        self.errand.stopped.connect(self._given_up)
        self.errand.refused.connect(self._refused)
        self.cards: dict[str, ChartCard] = {}
        self.busy = Card(name="chartsBusy")
        self.busy_text = label(say("ui.charts.busy"), "secondary", wrap=True, name="chartsBusyText")
        self.gathering = Errand(jobs, self)
        self.gathering.stopped.connect(self._given_up)
        self.gathering.refused.connect(self._refused)
        self.stop = button(say("ui.window.cancel"), "chartsStop", self._stop)
        self.again = button(say("ui.charts.again"), "chartsAgain", self._draw_again)
        self.busy.body.addWidget(self.busy_text)
        self.busy.body.addLayout(row(self.stop, self.again, None))
        self.nothing = Card(say("ui.charts.nothing"), name="chartsNothing")
        self.nothing_text = label("", "secondary", wrap=True, name="chartsNothingText")
        self.nothing.body.addWidget(self.nothing_text)
        self.point, self.save = PointCard(), SaveCard()
        self.point.picked.connect(self._picked)
        self._saving = ChartSaving(self, self.save, session, messages, jobs)
        self.choice = ChartChoice(theme)
        self.choice.changed.connect(self.refresh)
        self._arrange()
        self.choice.setVisible(session.office.is_city)  # not before it lies in the page: it would be a window
        for part in (self.nothing, self.point, self.save):  # until it is known what there is
            part.hide()
        self.refresh()

    def _arrange(self) -> None:
        self._charts = column(spacing=PAD)
        left = column(self.choice, self.nothing, spacing=PAD, margins=(20, PAD, 0, PAD))
        left.addLayout(self._charts)
        left.addStretch(1)
        self.area, self._inner = _scrolled(left)
        # Beside the charts, not among them: what is pointed at stays in sight, and nothing moves
        side, _ = _scrolled(
            column(self.point, self.save, self.busy, None, spacing=PAD, margins=(0, PAD, 0, PAD))
        )
        side.setMinimumWidth(SIDE_LEAST)
        side.setMaximumWidth(SIDE_WIDTH)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 20, 0)
        outer.setSpacing(PAD)
        outer.addWidget(self.area, 7)
        outer.addWidget(side, 3)

    # Showing

    @Slot()
    def refresh(self) -> None:
        """Show the session's period; it is drawn anew only where its figures look different.

        What is of all counties is gathered from their files, a little at a time.
        """
        session = self._session
        self.gathering.let_go()
        if not (session.office.is_city and self.choice.of_counties):
            self._show(session.charts())
            return
        code = self.choice.code
        self.errand.let_go()
        self.gathering.begin_steps(
            lambda: rendering.gathering_charts(session.office, session.period, code), self._show
        )
        self._tell_busy(say("ui.charts.gathering"))

    def _show(self, wanted: Charts) -> None:
        counties = wanted.across is not None
        self.choice.show_measures(wanted.measures, wanted.chosen)
        known, self._wanted = self._wanted, wanted
        turned = known is None or (known.period, known.across is None) != (
            wanted.period,
            wanted.across is None,
        )
        self._show_cards(wanted, anew=turned)
        if turned:
            self.point.show_point(None)
            self.save.show_files(())
        period = wanted.period.title
        self.nothing.setVisible(not wanted.outlines)
        self.nothing_text.setText(
            say(f"ui.charts.nothing_{'counties' if counties else 'text'}", period=period)
        )
        self.point.setVisible(any(not outline.empty for outline in wanted.outlines))
        self._saving.show(wanted)
        self._draw()

    def _show_cards(self, wanted: Charts, *, anew: bool) -> None:
        if anew or [o.name for o in wanted.outlines] != list(self.cards):
            clear(self._charts)
            self.cards = {}
            self._shown = ("", 0)
            for outline in wanted.outlines:
                card = ChartCard(self._theme, outline)
                card.pointed.connect(self.point.show_point)
                card.pointed.connect(self._bring_into_view)
                card.picked.connect(self._picked)
                card.fill_requested.connect(self._fill)
                self._charts.addWidget(card)
                self.cards[outline.name] = card
            self._order()
        for outline in wanted.outlines:
            self.cards[outline.name].show_outline(outline)

    def _order(self) -> None:
        """Have Tab go through the charts first, though they were made last."""
        charts = [part for card in self.cards.values() for part in (card.view, card.fill)]
        charts += [*self.choice.chips.values(), self.choice.measure]
        save = (self.save.png, self.save.pdf, self.save.stop, self.save.open)
        for one, next_ in pairwise([*charts, self.point.go, *save, self.stop, self.again]):
            QWidget.setTabOrder(one, next_)

    def take_focus(self) -> None:
        """Put the focus on the first chart, or on what can be done where there is none."""
        for card in self.cards.values():
            first = card.fill if card.outline.empty else card.view
            if first.isVisibleTo(self):
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.stop.isVisibleTo(self):
            self.stop.setFocus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Draw for the screen the window is on."""
        super().showEvent(event)
        self._order()  # an order given before a page is in its window is lost
        self._draw()

    def event(self, event: QEvent) -> bool:
        """Draw anew when the window has come to a screen of another scaling."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.isVisible():
            self._draw()
        return super().event(event)

    # Drawing

    def _dpi(self) -> int:
        return round(DPI * self.devicePixelRatioF())

    def _draw(self) -> None:
        """Have drawn what is wanted, unless it is shown or under way already."""
        if self.gathering.busy:
            return
        if self._wanted is None or all(outline.empty for outline in self._wanted.outlines):
            self.errand.let_go()
            self.busy.hide()
            return
        asked = (self._wanted.sameness, self._dpi())
        if asked == self._shown:
            self.errand.let_go()
            self._rest()
            return
        if self.errand.busy and asked == self._asked:
            self._show_busy()
            return
        self._asked = asked
        self.errand.begin_anew(partial(rendering.drawing, self._wanted, asked[1]), self._drawn)
        self._show_busy()

    def _show_busy(self) -> None:
        self._tell_busy(say("ui.charts.busy_text"))
        for card in self.cards.values():
            card.show_busy()

    def _tell_busy(self, text: str) -> None:
        self.busy_text.setText(text)
        retone(self.busy_text, "secondary", "look")
        self.stop.show()
        self.again.hide()
        self.busy.show()

    def _rest(self) -> None:
        had_focus = self.stop.hasFocus()
        self.busy.hide()
        if had_focus:
            self.take_focus()

    @Slot(object)
    def _told(self, how_far: list[int]) -> None:
        done, of = how_far
        busy = say("ui.window.how_far", what=say("ui.charts.busy"), n=done + 1, of=of)
        self.busy_text.setText(busy)

    def _drawn(self, drawn: tuple[Drawn, ...]) -> None:
        self._shown = self._asked
        for chart in drawn:
            if chart.name in self.cards:
                self.cards[chart.name].show_drawn(chart, self._asked[1] / DPI)
        self._rest()
        self.point.show_point(_same(self.point.point, drawn))

    @Slot()
    def _given_up(self) -> None:
        self._not_drawn(say("ui.charts.stopped"))

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._not_drawn(error.sentence)
        retone(self.busy_text, "must", "look")

    def _not_drawn(self, sentence: str) -> None:
        self.busy_text.setText(sentence)
        self.again.show()
        if self.stop.hasFocus():
            self.again.setFocus()
        self.stop.hide()
        for card in self.cards.values():
            card.show_given_up()
        self.point.show_point(None)

    @Slot()
    def _draw_again(self) -> None:
        self.stop.show()
        self.stop.setFocus()
        self.refresh()

    @Slot()
    def _stop(self) -> None:
        self.gathering.stop()
        self.errand.stop()

    # Going on from here

    @Slot(object)
    def _bring_into_view(self, point: Point | None) -> None:
        card = self.sender()
        if point is not None and isinstance(card, ChartCard) and card.view.hasFocus():
            box = card.view.box_of(point).center().toPoint()
            place = card.view.mapTo(self._inner, box)
            self.area.ensureWidgetVisible(card, 0, PAD)
            self.area.ensureVisible(place.x(), place.y(), 0, 120)

    @Slot(object)
    def _picked(self, point: Point) -> None:
        if point.office:
            self._to_office(point)
            return
        if point.key is None:
            return
        self.jump_requested.emit(point.key.form, point.key)
        if point.period != self._session.period:
            # After the jump: the form turns to the other period, and this page need not be drawn for it
            self._session.turn_to(point.period)
            self.jump_requested.emit(point.key.form, point.key)

    def _to_office(self, point: Point) -> None:
        """Go to a county's figure in 汇总, or to what came from it in 报送情况."""
        if point.period != self._session.period:
            self._session.turn_to(point.period)
        self._session.sought = (point.office, point.key)
        self.jump_requested.emit(place_of(point), None)

    @Slot(str)
    def _fill(self, form: str) -> None:
        self.jump_requested.emit(form, None)


def _same(known: Point | None, drawn: tuple[Drawn, ...]) -> Point | None:
    """Return the point that stands where a known one stood before the charts were drawn anew."""
    if known is None:
        return None
    mine = (known.key, known.name, known.period)
    return next((p for c in drawn for p in c.points if (p.key, p.name, p.period) == mine), None)


def _scrolled(lines: QLayout) -> tuple[Lengthwise, QWidget]:
    """Return lines in an area that scrolls up and down, and what it scrolls."""
    inner = QWidget()
    inner.setLayout(lines)
    return Lengthwise(inner), inner
