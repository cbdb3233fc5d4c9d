"""All that charts show beyond one period."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.models.sheet import Sheet
from jzdesk.models.trends.rungs import Rung, rungs_of
from jzdesk.models.trends.tasks import Stages, stages_of
from jzdesk.models.trends.tracks import Light, Track, lights_of, tracks_of, yearly_tracks_of
from jzdesk.models.trends.works import Works, works_of


@dataclass(frozen=True, slots=True)
class Trends:
    """An office's way up to a period: indicators, targets that are no figure, projects, tasks.

    `rungs` and `yearly` are what only a year's form tells.
    """

    tracks: tuple[Track, ...] = ()
    lights: tuple[Light, ...] = ()
    works: Works | None = None
    stages: Stages | None = None
    rungs: tuple[Rung, ...] = ()
    yearly: tuple[Track, ...] = ()


NO_TRENDS = Trends()


def trends_of(sheet: Sheet) -> Trends:
    """Return an office's way up to the period of a sheet, as it is known there."""
    return Trends(
        tracks_of(sheet), lights_of(sheet), works_of(sheet), stages_of(sheet), rungs_of(sheet),
        yearly_tracks_of(sheet),
    )  # fmt: skip
