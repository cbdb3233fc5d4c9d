"""Paper and pictures from plain data alone: what the second process is asked for, as it comes in JSON.

A job says `what` is wanted and holds the canonical content and the catalogue it is seen through; the
answer holds bytes as base64. Nothing here knows a store or writes a file.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from jzdesk.models import handover, publication
from jzdesk.models.across.whole import Across
from jzdesk.models.bulletin import values
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import result
from jzdesk.models.period import Period
from jzdesk.models.plainly import of_plain, plain
from jzdesk.models.snapshot import Frozen
from jzdesk.models.trends.whole import NO_TRENDS, Trends
from jzdesk.reports import charts, listing, to_docx, to_pdf, to_xlsx
from jzdesk.reports.bulletin import bulletin_document
from jzdesk.reports.chart_city import city_charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.charts import Place
from jzdesk.reports.document import FORM_PAGES, Document, Page
from jzdesk.reports.evaluation import evaluation_document
from jzdesk.reports.forms import forms_document
from jzdesk.reports.handover import handover_document
from jzdesk.reports.manual import ManualInput, manual_document
from jzdesk.reports.publication import publication_document
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.review import review_document
from jzdesk.reports.rules import RulesInput, rules_document
from jzdesk.reports.summary import Noted, SummaryInput, SummaryUnit, summary_document

Tell = Callable[[Any], None]
Job = Mapping[str, Any]


def render(job: Job, tell: Tell) -> dict[str, Any]:
    """Return what a job asks for.

    `charts` gives pictures with their places (`dpi`); `chart_files` every chart in each of its `endings`;
    `forms` (all, or `only` some), `report`, `review`, `rules`, `handover`, `manual`, `list`, `bulletin`,
    `evaluation`, `publication` and `summary` one file of the kind `ending` (forms on `paper`). `tell` hears
    [done, of].
    """
    what = job["what"]
    if what == "charts":
        drawn = _each(job, lambda chart: [_drawn(chart, job["dpi"])], tell)
        return {"charts": drawn}
    if what == "chart_files":
        return {"files": _each(job, lambda chart: _files(chart, job["endings"]), tell)}
    return {"data": _text(_bytes(_DOCUMENTS[what](job), job["ending"]))}


def _frozen(job: Job) -> Frozen:
    return Frozen(job["content"], Catalogue.from_json(job["catalogue"]))


def _charts(job: Job) -> tuple[Chart, ...]:
    """Return the charts of a job: of a city's counties, or of a content.

    It holds the way up to its period where that is to be drawn too.
    """
    if "across" in job:
        return tuple(city_charts(of_plain(Across, job["across"])))
    known = job.get("trends")
    return charts_of(_frozen(job), NO_TRENDS if known is None else of_plain(Trends, known))


def _each(job: Job, draw: Callable[[Chart], list[dict[str, Any]]], tell: Tell) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    wanted = _charts(job)
    for number, chart in enumerate(wanted):
        tell([number, len(wanted)])
        made += draw(chart)
    return made


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _drawn(chart: Chart, dpi: int) -> dict[str, Any]:
    data, places = charts.picture(chart, dpi=dpi)
    return {"name": chart.name, "data": _text(data), "places": [_place(p) for p in places]}


def _place(place: Place) -> dict[str, Any]:
    spot = place.spot
    return {
        "box": [place.left, place.top, place.right, place.bottom],
        "key": None if spot.key is None else str(spot.key), "period": str(spot.period),
        "name": spot.name, "figure": spot.figure, "unit": spot.unit, "office": spot.office,
    }  # fmt: skip


def _files(chart: Chart, endings: list[str]) -> list[dict[str, Any]]:
    draw = {"png": charts.png, "pdf": charts.pdf}
    return [{"name": f"{chart.stem}.{e}", "data": _text(draw[e](chart)[0])} for e in endings]


def _report(job: Job) -> Document:
    return report_document(_frozen(job), _charts(job), draft=job["draft"], page=_form_page(job))


def _forms(job: Job) -> Document:
    return forms_document(_frozen(job), draft=job["draft"], only=job.get("only"), page=_form_page(job))


def _form_page(job: Job) -> Page:
    return FORM_PAGES[job["paper"]]


def _rules(job: Job) -> Document:
    return rules_document(RulesInput(**job["rules"]), Catalogue.from_json(job["catalogue"]))


_DOCUMENTS: Mapping[str, Callable[[Job], Document]] = {
    "report": _report,
    "forms": _forms,
    "review": lambda job: review_document(_frozen(job), draft=job["draft"]),
    "rules": _rules,
    "handover": lambda job: handover_document(handover.of_plain(job["handover"])),
    "manual": lambda job: manual_document(of_plain(ManualInput, job["manual"])),
    "list": lambda job: listing.list_document(listing.from_plain(job["list"])),
    "bulletin": lambda job: bulletin_document(values.of_plain(job["bulletin"]), job["kind"], job["units"]),
    "evaluation": lambda job: evaluation_document(result.of_plain(job["evaluation"])),
    "publication": lambda job: publication_document(
        publication.from_public(job["publication"]), sheets=job["ending"] == ".xlsx"
    ),
    "summary": lambda job: summary_document(
        summary_from_plain(job["summary"], job["catalogue"]), sheets=job["ending"] == ".xlsx"
    ),
}


def _bytes(document: Document, ending: str) -> bytes:
    if ending == ".docx":
        return to_docx.render(document)[0]
    return to_xlsx.render(document) if ending == ".xlsx" else to_pdf.render(document)[0]


_BY_KEY = ("figures", "totals", "to_date", "approved", "difference")
_NOTED = ("standins", "judged")


def summary_to_plain(given: SummaryInput) -> dict[str, Any]:
    """Return what a table of totals shows as JSON can hold it, its catalogue left out."""
    return {
        "period": str(given.period),
        "units": [[u.code, u.name, u.state, u.counted] for u in given.units],
        "figures": {str(k): dict(v) for k, v in given.figures.items()},
        "totals": {str(k): v for k, v in given.totals.items()},
        "to_date": {str(k): v for k, v in given.to_date.items()},
        "received": given.received, "accepted": given.accepted, "practice": given.practice,
        "office": given.office, "issued_on": given.issued_on,
        **{n: [[str(o.key), o.unit, o.value, o.why] for o in getattr(given, n)] for n in _NOTED},
        "approved": {str(k): v for k, v in given.approved.items()},
        "difference": {str(k): v for k, v in given.difference.items()},
        "across": plain(given.across),
    }  # fmt: skip


def summary_from_plain(told: Mapping[str, Any], catalogue: str) -> SummaryInput:
    """Return what `summary_to_plain` was given, seen through this catalogue (JSON)."""
    fields: dict[str, Any] = {
        **told,
        "period": Period.parse(told["period"]),
        "units": [SummaryUnit(*unit) for unit in told["units"]],
        **{n: {Key.parse(k): v for k, v in told[n].items()} for n in _BY_KEY},
        **{n: tuple(Noted(Key.parse(key), *rest) for key, *rest in told[n]) for n in _NOTED},
        "across": None if told["across"] is None else of_plain(Across, told["across"]),
    }
    return SummaryInput(catalogue=Catalogue.from_json(catalogue), **fields)
