"""Charts of an office's way up to a period: paths to targets, lamps, investment, tasks."""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.models import quantity, roles
from jzdesk.models.assess.lamps import thresholds
from jzdesk.models.form import Form
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.trends.rungs import Rung
from jzdesk.models.trends.tasks import Stage, Stages
from jzdesk.models.trends.tracks import Light, Mark, Track
from jzdesk.models.trends.whole import Trends
from jzdesk.models.trends.works import Step
from jzdesk.reports.chart_data import PRACTICE, WIDTH, Chart, Spot, chart_of
from jzdesk.reports.charts.letters import wrapped
from jzdesk.words import say

PATHS, LIGHTS, CURVE, STAGES, RUNGS = "paths", "lights", "curve", "stages", "rungs"
YEARLY = ("paths_yearly", "paths_yearly_2", "paths_yearly_3")
"""The pages of what only a year's form tells over the years."""
RUNG, RUNGS_AROUND, MOST_RUNGS = 4.7, 23.0, 40
"""Millimetres a share, the room around them, and how many of them a page holds with its caption."""
_PAGE = 205.0
TEXT_ROOM, TEXT_SIZE, TEXT_LINE = 56.0, 6.5, 2.9
"""The column of sentences beside a path: millimetres, points, millimetres a line."""
_LIGHTS, _STAGES = 7.5, 16.0
STAGE_LINE, MOST_STAGES = 4.6, 30
"""Millimetres a task, and how many of them a page holds with its caption."""
NOTE_LINE = 3.2
"""Millimetres a line of the notes below the tasks."""
_HEAD, _LEAST, _AROUND = 7.0, 27.0, 16.5


def trend_charts(frozen: Frozen, trends: Trends, form: Form) -> Iterator[Chart]:
    """Yield the charts of one form; those with nothing to show are left out."""
    around = PRACTICE if frozen.content["practice"] else 0.0
    if form.role == roles.PROJECTS and trends.works is not None:
        yield chart_of(frozen, CURVE, (trends.works,), unit=form.unit_of_measure)
    if form.role == roles.TASKS and trends.stages is not None:
        notes = NOTE_LINE * len(stage_notes(trends.stages))
        height = _STAGES + notes + STAGE_LINE * min(len(trends.stages.items), MOST_STAGES) + around
        yield chart_of(frozen, STAGES, (trends.stages,), height=height)
    if form.role == roles.QUALITY and trends.lights:
        height = _LIGHTS + sum(light_height(light) for light in trends.lights) + around
        yield chart_of(frozen, LIGHTS, trends.lights, height=height)
    if form.role == roles.QUALITY and trends.tracks:
        height = _AROUND + sum(path_height(track) for track in trends.tracks) + around
        yield chart_of(frozen, PATHS, trends.tracks, height=height)
    if form.role == roles.QUALITY and trends.rungs:
        height = RUNGS_AROUND + RUNG * min(len(trends.rungs), MOST_RUNGS)
        yield chart_of(frozen, RUNGS, trends.rungs, height=height)
    if form.role == roles.QUALITY:
        for name, tracks in zip(YEARLY, _pages(trends.yearly), strict=False):
            height = _AROUND + sum(path_height(track) for track in tracks) + around
            yield chart_of(frozen, name, tracks, height=height)


def _pages(tracks: tuple[Track, ...]) -> Iterator[tuple[Track, ...]]:
    """Yield the strips in parts, each with its frame no higher than a page of the report."""
    part: list[Track] = []
    for track in tracks:
        if part and _AROUND + PRACTICE + sum(path_height(t) for t in (*part, track)) > _PAGE:
            yield tuple(part)
            part = []
        part.append(track)
    if part:
        yield tuple(part)


def path_height(track: Track) -> float:
    """Return how high the strip of one indicator is."""
    return max(_LEAST, _HEAD + TEXT_LINE * len(path_lines(track)) + 2)


def path_lines(track: Track) -> list[str]:
    """Return what is told beside a path, in lines."""
    told = [*_newest(track), *_target(track), *track.told]
    return [line for text in told for line in wrapped(text, TEXT_SIZE, TEXT_ROOM)]


def _newest(track: Track) -> Iterator[str]:
    last = track.marks[-1]
    figure = f"{quantity.show(last.value, track.places)}{sign(track)}"
    yield say("reports.charts.paths.newest", period=last.period.title, figure=figure)


def _target(track: Track) -> Iterator[str]:
    if not track.target:
        yield say("reports.charts.paths.no_target")
    elif track.aim is None:
        yield say("reports.charts.paths.target", target=track.target)
    else:
        word = "target_of" if track.aim.same_basis else "target_other"
        yield say(f"reports.charts.paths.{word}", year=track.aim.year, target=track.target)


def stage_notes(stages: Stages) -> list[str]:
    """Return what is told below the tasks, in lines: the marks, what is left out, the lamps."""
    hidden = len(stages.items) - MOST_STAGES
    parts = [say("reports.charts.stages.scale")]
    parts += [say("reports.charts.stages.hidden", number=hidden)] if hidden > 0 else []
    told = stages.undated or stages.recurring
    beside = say("reports.charts.stages.beside", undated=stages.undated, recurring=stages.recurring)
    note = "".join([*parts, *([beside] if told else [])])
    return [line for text in (note, thresholds()) for line in wrapped(text, TEXT_SIZE, WIDTH)]


def light_lines(light: Light) -> list[str]:
    """Return why a lamp is what it is, in lines."""
    return wrapped(light.reason, TEXT_SIZE, TEXT_ROOM)


def light_height(light: Light) -> float:
    """Return how high the line of one lamp is."""
    return 3.2 + TEXT_LINE * max(1, len(light_lines(light)))


def light_spot(light: Light, period: Period) -> Spot:
    """Return what a lamp stands for."""
    return Spot(light.key, period, light.name, light.verdict, "")


def step_spot(step: Step, unit: str) -> Spot:
    """Return what a point of the investment's curve stands for."""
    figure = "" if step.done is None else quantity.show(step.done, 2)
    return Spot(step.key, step.period, say("reports.charts.spot.step"), figure, unit)


def stage_spot(stage: Stage, period: Period) -> Spot:
    """Return what the mark of a task stands for."""
    return Spot(
        stage.key, period, stage.name, say("reports.charts.spot.stage", lamp=stage.word, text=stage.text), ""
    )


def rung_spots(rung: Rung, period: Period) -> tuple[Spot, Spot]:
    """Return what the bar and the stroke of a share stand for."""
    name = say("reports.charts.spot.actual_year", name=rung.name)
    own = Spot(rung.key, period, name, quantity.show(rung.value, rung.places), "%")
    told = say("reports.charts.spot.target", name=rung.name)
    return own, Spot(None, period, told, rung.text, "%")


def sign(track: Track) -> str:
    """Return % where that is the unit."""
    return "%" if track.unit == "%" else ""


def mark_spot(track: Track, mark: Mark) -> Spot:
    """Return what a figure on a path stands for."""
    word = "actual_year" if mark.period.kind == "year" else "actual_quarter"
    name = say(f"reports.charts.spot.{word}", name=track.name)
    return Spot(mark.key, mark.period, name, quantity.show(mark.value, track.places), track.unit)
