"""Charts and paper made by the second process: gathered from the store here, drawn there, put away here.

The store is touched before and after, on the caller's thread; `run` touches none and may be done in
another thread, and stopped from a third.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jzdesk import files, paths
from jzdesk.desk import across, form_paper, keyring, papers, reporting, signing
from jzdesk.desk.across import Measure
from jzdesk.desk.aside import Steps, at_once, in_slices
from jzdesk.desk.office import Office
from jzdesk.models import roles, snapshot
from jzdesk.models.across.whole import Across
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.plainly import plain
from jzdesk.models.snapshot import Frozen
from jzdesk.models.trends.whole import NO_TRENDS, Trends
from jzdesk.reports import rendering
from jzdesk.reports.chart_city import COUNTIES, FORMS, PERIODS, city_charts
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.chart_trends import YEARLY
from jzdesk.reports.summary import SummaryInput
from jzdesk.words import say
from jzdesk.worker.renderer import Renderer

Tell = Callable[[Any], None]
Plain = dict[str, Any]
Then = tuple["Rendering", Callable[[Any], Any]]
"""Work to be done aside, and what the thread that owns the store does with its result."""
PNG, PDF = "png", "pdf"
_FORMS = {
    "emissions": roles.EMISSIONS, "sources": roles.EMISSIONS, "investment": roles.PROJECTS,
    "curve": roles.PROJECTS, "stages": roles.TASKS,
    "targets": roles.QUALITY, "paths": roles.QUALITY, "lights": roles.QUALITY, "rungs": roles.QUALITY,
    **dict.fromkeys(YEARLY, roles.QUALITY),
}  # fmt: skip
"""The role of the form that a chart is of."""
_PLACES = {COUNTIES: "inbox", FORMS: "coverage", PERIODS: "coverage"}
"""Where what a chart of the counties lacks comes from."""


class Rendering:
    """Jobs for the drawing child, one after the other, and what is made of its answers.

    `tell` hears how many of them are done and how many there are, as a pair.
    """

    def __init__(self, jobs: Sequence[Mapping[str, Any]], made: Callable[[list[Plain]], Any]) -> None:
        self._jobs = jobs
        self._made = made
        self._renderer = Renderer(cache_folder())

    def run(self, tell: Tell) -> Any:
        """Draw; `StoppedError` when it was stopped."""
        with self._renderer as child:
            answers = []
            for number, job in enumerate(self._jobs):
                if len(self._jobs) > 1:
                    tell([number, len(self._jobs)])
                answers.append(child.ask(job, tell))
        return self._made(answers)

    def stop(self) -> None:
        """Give it up, from any thread."""
        self._renderer.stop()


def cache_folder() -> Path:
    """Return where the drawing library may keep what it knows about fonts."""
    return paths.home() / "cache" / "drawing"


def job(what: str, frozen: Frozen, *, draft: bool, **more: Any) -> Plain:
    """Return a job for the drawing child as plain data."""
    seen = {"content": dict(frozen.content), "catalogue": frozen.catalogue.to_json(), "draft": draft}
    return {"job": "render", "what": what, **seen, **more}


def data_of(answer: Mapping[str, Any]) -> bytes:
    """Return the bytes of an answer."""
    return base64.b64decode(answer["data"])


# Charts


@dataclass(frozen=True, slots=True)
class Outline:
    """A chart before it is drawn: its name and title, its form, and the sentence for it if it is empty.

    `height` is millimetres; `way` is the word for going to the form, or to another page in its place.
    """

    name: str
    title: str
    form: str
    empty: str
    height: float
    way: str = "fill"


@dataclass(frozen=True, slots=True)
class Point:
    """A bar or a mark of a drawn chart: its box in pixels, what it says, and the cell it stands for.

    `office` is the division code of the county it belongs to, in a chart of several.
    """

    left: int
    top: int
    right: int
    bottom: int
    key: Key | None
    period: Period
    name: str
    figure: str
    unit: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as PNG with its points."""

    name: str
    data: bytes
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of a period as they are to be drawn. `sameness` is equal when they would look the same.

    Those of a city's counties are drawn from `across`, and `measures` are what can be shown on its axis.
    """

    period: Period
    outlines: tuple[Outline, ...]
    draft: bool
    sameness: str
    frozen: Frozen | None
    way: Trends = NO_TRENDS
    across: Across | None = None
    measures: tuple[Measure, ...] = ()

    @property
    def chosen(self) -> str:
        """The measure on the axis, where there is any."""
        return self.across.axes[0].code if self.across is not None and self.across.axes else ""

    @property
    def seen(self) -> Frozen:
        """The period as it is drawn; ask only where there is an outline."""
        if self.frozen is None:
            raise ValueError(self.period)
        return self.frozen


def charts(office: Office, period: Period) -> Charts:
    """Return what the charts of a period show; no outline where the period has none."""
    if not office.sheet(period).forms:
        return Charts(period, (), True, "", None)
    frozen, draft = reporting.standing(office, period)
    way = papers.trends(office, period)
    outlines = tuple(
        Outline(c.name, c.title, frozen.catalogue.id_as(_FORMS[c.name]), "" if c.items else c.empty, c.height)
        for c in charts_of(frozen, way)
    )
    ids = {frozen.catalogue.id_as(role) for role in _FORMS.values()}
    shown = {name: frozen.content["forms"].get(name) for name in sorted(ids)}
    seen = [
        str(period),
        frozen.content["catalogue"],
        frozen.content["signers"]["issued_on"],
        shown,
        plain(way),
    ]
    return Charts(period, outlines, draft, _same(seen), frozen, way)


def charts_of_counties(office: Office, period: Period, code: str) -> Charts:
    """Return what the charts of the city's counties show: one measure, the first where there is no such."""
    return at_once(gathering_charts(office, period, code))


def gathering_charts(office: Office, period: Period, code: str) -> Steps[Charts]:
    """Find the same in steps."""
    counties = yield from in_slices(across.gathering(office, period))
    yield
    known = [measure.code for measure in counties.measures]
    first = [*counties.headlines, *known][:1]
    seen = counties.across([code] if code in known else first)
    yield
    outlines = [
        Outline(c.name, c.title, _PLACES[c.name], "" if c.items else c.empty, c.height, "receive")
        for c in city_charts(seen)
    ]
    outlines.sort(key=lambda one: one.name != COUNTIES)  # below the box in which its measure is chosen
    told = plain(seen)
    return Charts(
        period, tuple(outlines), False, _same(told), None, across=seen, measures=counties.measures
    )  # fmt: skip


def _same(seen: Any) -> str:
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def _job(wanted: Charts, what: str, **more: Any) -> Plain:
    """Return the job of drawing these charts."""
    if wanted.across is not None:
        return {"job": "render", "what": what, "across": plain(wanted.across), **more}
    return job(what, wanted.seen, draft=wanted.draft, trends=plain(wanted.way), **more)


def drawing(wanted: Charts, dpi: int) -> Rendering:
    """Return the work of drawing charts for a screen of `dpi`; its result is a tuple of `Drawn`."""
    return Rendering(
        [_job(wanted, "charts", dpi=dpi)],
        lambda answers: tuple(_drawn(chart, wanted) for chart in answers[0]["charts"]),
    )


def _drawn(chart: Mapping[str, Any], wanted: Charts) -> Drawn:
    return Drawn(chart["name"], data_of(chart), tuple(_point(place, wanted) for place in chart["places"]))


def _point(place: Mapping[str, Any], wanted: Charts) -> Point:
    period, name = Period.parse(place["period"]), place["key"]
    if wanted.frozen is not None and not wanted.frozen.catalogue.check_period(period):
        name = None  # a year before the plan's first has no forms to go to
    key = None if name is None else Key.parse(name)
    left, top, right, bottom = place["box"]
    return Point(
        left, top, right, bottom, key, period, place["name"], place["figure"], place["unit"], place["office"]
    )


def saving_charts(wanted: Charts, folder: Path, ending: str) -> Rendering:
    """Return the work of writing every chart into a folder as PNG or PDF; its result is the files."""

    def put(answers: list[Plain]) -> tuple[Path, ...]:
        target = papers.folder(folder)
        found = [(target / file_name(wanted, f["name"]), data_of(f)) for f in answers[0]["files"]]
        for path, data in found:
            files.put(path, data)
        return tuple(path for path, _ in found)

    return Rendering([_job(wanted, "chart_files", endings=[ending])], put)


def file_name(wanted: Charts, name: str) -> str:
    """Return a chart's file name in words: whose it is, of which period, and what it shows."""
    stem, _, ending = name.rpartition(".")
    if wanted.across is not None:
        place, what = wanted.across.place, "".join(axis.title for axis in wanted.across.axes)
        stem = COUNTIES if stem.startswith(COUNTIES) else stem
    else:
        place, what = wanted.seen.catalogue.division(wanted.seen.unit).name, ""
    title = say(f"desk.rendering.{stem}", what=what)
    return say("desk.rendering.file", place=place, period=wanted.period, title=title, ending=ending)


# Paper


def paper(office: Office, period: Period, *, kind: str, out: Path) -> Rendering:
    """Return the work of writing `report`, `forms` or `review` as it stands; its result is the file."""
    reporting.need_suffix(out, ".pdf", ".docx")
    return one_file(standing(office, period, kind, out.suffix.lower()), out)


def standing(office: Office, period: Period, kind: str, ending: str) -> Plain:
    """Return the job of drawing `report`, `forms` or `review` of a period as it stands."""
    frozen, draft = reporting.standing(office, period)
    paper = form_paper.standing(office, period)
    more = {"trends": plain(papers.trends(office, period))} if kind == "report" else {}
    return job(kind, frozen, draft=draft, ending=ending, paper=paper, **more)


def freezing(office: Office, wanted: signing.Freezing) -> Then:
    """Return the work of printing for signature, and what is to be done with the print."""
    frozen = papers.frozen_of(office, wanted.content)
    asked = job("forms", frozen, draft=False, ending=".pdf", paper=wanted.paper)
    work = Rendering([asked], lambda answers: data_of(answers[0]))
    return work, lambda printed: signing.finish_freeze(office, wanted, printed)


def submitting(office: Office, wanted: signing.Submitting) -> Then:
    """Return the work of printing the report and packing the upload file, and the hand-in after it."""
    frozen = papers.frozen_of(office, wanted.content)
    paper = form_paper.of_snapshot(office, wanted.number)
    way = plain(papers.trends(office, frozen.period))
    asked = [job("report", frozen, draft=False, ending=".pdf", paper=paper, trends=way)]
    if not office.is_city:
        asked.append(_pack(office, wanted.content, wanted.data))
    work = Rendering(asked, lambda answers: [data_of(answer) for answer in answers])
    return work, lambda made: signing.finish_submit(office, wanted, *made)


def packing(office: Office, content: Mapping[str, Any], data: bytes) -> Rendering:
    """Return the work of packing canonical bytes as an upload file; its result is the file's bytes."""
    return Rendering([_pack(office, content, data)], lambda answers: data_of(answers[0]))


def _pack(office: Office, content: Mapping[str, Any], data: bytes) -> Plain:
    seen = {"content": dict(content), "catalogue": papers.frozen_of(office, content).catalogue.to_json()}
    return {"job": "pack", "bytes": data.decode("utf-8"), "seal": _seal(office, data), **seen}


def letter(office: Office, content: Mapping[str, Any]) -> Rendering:
    """Return the work of making a file that is no upload; its result is the file's bytes."""
    data, unit = snapshot.encode(content), office.catalogue.division(content["unit"]).name
    asked = {"job": "letter", "bytes": data.decode("utf-8"), "unit": unit, "seal": _seal(office, data)}
    return Rendering([{**asked, "content": dict(content)}], lambda answers: data_of(answers[0]))


def _seal(office: Office, data: bytes) -> Plain | None:
    made = keyring.seal(office, data)
    return asdict(made) if made else None


def summary(given: SummaryInput, out: Path) -> Rendering:
    """Return the work of writing the city's table of totals; its result is the file."""
    reporting.need_suffix(out, ".pdf", ".xlsx", ".docx")
    return one_file(_summary_job(given, out.suffix.lower()), out)


def summary_paper(given: SummaryInput) -> Rendering:
    """Return the work of making the city's table of totals as a paper; its result is the PDF's bytes."""
    return Rendering([_summary_job(given, ".pdf")], lambda answers: data_of(answers[0]))


def _summary_job(given: SummaryInput, ending: str) -> Plain:
    seen = {"summary": rendering.summary_to_plain(given), "catalogue": given.catalogue.to_json()}
    return {"job": "render", "what": "summary", "ending": ending, **seen}


def reprint(frozen: Frozen, out: Path, form: str | None, paper: str) -> Rendering:
    """Return the work of printing cover and forms of a snapshot again, or one form; its result is a file."""
    more = {"paper": paper} | ({} if form is None else {"only": [form]})
    return one_file(job("forms", frozen, draft=False, ending=".pdf", **more), out)


def one_file(wanted: Plain, out: Path) -> Rendering:
    """Return the work of one job whose answer is the file to be written; its result is the file."""

    def put(answers: list[Plain]) -> Path:
        files.put(out, data_of(answers[0]))
        return out

    return Rendering([wanted], put)
