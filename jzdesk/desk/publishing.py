"""年度公布, and the tables of 黄牌、红牌 and 黑臭水体 by themselves: what goes out, what stays in, the file.

A county publishes what it handed in, the city what it accepted; cells that were not sent are never looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from jzdesk.desk import adding_up, coverage, handed, judging, papers, rendering, reporting
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import roles
from jzdesk.models.adding import way
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.period import Period
from jzdesk.models.publication import FORMS, KIND_OF, YEARLY, Publication, Watch, name_of
from jzdesk.models.published import Gathering, periods_of
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import shown, unit_of
from jzdesk.reports.publication import publication_document
from jzdesk.words import say

SUFFIXES = (".pdf", ".xlsx", ".docx")


def kind_of(office: Office, period: Period, wanted: str | None) -> str:
    """Return what is to be made public of a period; refuse a kind that its length does not go with."""
    kind = KIND_OF[period.kind]
    if wanted not in {None, kind}:
        raise RefusedError(say(f"desk.publishing.wrong_kind.{wanted}", period=period.title))
    if office.backfilled(period):
        first = office.catalogue.reported_from
        raise RefusedError(say("desk.publishing.backfilled", period=period.title, first=first))
    if not any(form.role in FORMS[kind] for form in office.catalogue.forms):
        raise RefusedError(say("desk.publishing.no_forms", plan=office.catalogue.data["plan"]["title"]))
    return kind


def publication(office: Office, period: Period, kind: str | None = None) -> Publication:
    """Return what goes out of a period and what stays in; refuse where nothing was handed in or accepted."""
    made_of = kind_of(office, period, kind)
    catalogue = office.catalogue.on(office.today.isoformat())
    periods = periods_of(made_of, period)
    absent = {p: _absent(office, p) for p in periods} if office.is_city else {}
    gathering = Gathering(catalogue, made_of, period, office.unit, absent, _approved(office, made_of, period))
    for each in periods:
        for frozen in _contents(office, each):
            gathering.take(frozen)
    if not gathering.taken:
        word = "nothing_accepted" if office.is_city else "nothing_handed_in"
        raise RefusedError(say(f"desk.publishing.{word}", period=period.title))
    _keep_judged(office, gathering.watch, made_of, periods)
    _keep_missing(office, gathering.watch, absent)
    return gathering.publication(
        office=office.name, issued_on=office.today.isoformat(), practice=office.practice
    )


def _contents(office: Office, period: Period) -> Iterator[Frozen]:
    """Yield what counts of a period: at a county what it handed in last, at the city what it accepted."""
    if office.is_city:
        for _, content in coverage.each_content(office, period):
            yield papers.frozen_of(office, content)
        return
    last = handed.last(office, period)
    if last is not None:
        content: Mapping[str, Any] = json.loads(office.store.submission_content(last.number))
        yield papers.frozen_of(office, content)


def _absent(office: Office, period: Period) -> dict[str, str]:
    """Return the word for each office whose file does not count in a period."""
    counting = coverage.counting(office, period)
    newest = coverage.newest(office, period)
    waiting = say("desk.publishing.waiting")
    return {
        unit: waiting if unit in newest else say("models.publication.unfilled")
        for unit in (d.code for d in office.catalogue.divisions)
        if unit not in counting
    }


def _approved(office: Office, kind: str, period: Period) -> dict[Key, Decimal]:
    """Return the city's words on the year's emissions (市级核定), 代用数 left out of them."""
    if not office.is_city or kind != YEARLY:
        return {}
    now = adding_up.accepted(office, period)
    form = office.catalogue.form_as(roles.EMISSIONS)
    sums = None if form is None else form.block_as(roles.TOTAL)
    if form is None or sums is None:
        return {}
    found: dict[Key, Decimal] = {}
    for row in sums.rows:
        key, column = Key(form.id, row.code, "final"), form.column("final")
        number = now.said(key, way(row, column)) if column is not None else None
        if number is not None:
            found[key] = number
    return found


# What stays in of what the city set itself


def _keep_judged(office: Office, watch: Watch, kind: str, periods: tuple[Period, ...]) -> None:
    if not office.is_city:
        return
    for period in periods:
        set_here = (("standin", judging.standins), ("approved", judging.approved))
        for word, found in set_here:
            for (key, unit), one in found(office, period).items():
                if office.catalogue.form(key.form).role in FORMS[kind]:
                    watch.keep(word, name_of(office.catalogue, unit), _told(office, period, key, one.value))


def _told(office: Office, period: Period, key: Key, value: str) -> str:
    form, column = office.catalogue.find(key)
    row: Row | None = next((r for r in form.rows if r.code == key.row), None)
    text = value if row is None else f"{shown(value, row, column)} {unit_of(row, column)}".strip()
    name = key.row if row is None else row.label
    return say("desk.publishing.figure", period=period.title, row=name, column=column.name, value=text)


def _keep_missing(office: Office, watch: Watch, absent: Mapping[Period, Mapping[str, str]]) -> None:
    """Note the files that are not in it: those that came and were not accepted, and those that did not."""
    periods: dict[tuple[str, str], list[str]] = {}
    for period, found in absent.items():
        for unit, state in found.items():
            periods.setdefault((unit, state), []).append(period.title)
    for (unit, state), titles in periods.items():
        every = len(titles) == len(absent) > 1
        told = say("desk.publishing.every") if every else "、".join(titles)
        watch.keep(
            "missing", name_of(office.catalogue, unit),
            say("desk.publishing.missing", periods=told, state=state),
        )  # fmt: skip


# Told, and written


def plain(made: Publication) -> dict[str, Any]:
    """Return what goes out and what stays in as JSON tells it."""
    return {
        "period": made.period, "kind": made.kind, "title": made.title,
        "published": [
            {"code": t.code, "title": t.title, "form": t.form, "rows": len(t.rows),
             "units": t.came, "of": t.asked, "notes": list(t.notes)}
            for t in made.tables
        ],
        "withheld": [asdict(one) for one in made.withheld],
    }  # fmt: skip


def write(made: Publication, out: Path) -> Path:
    """Write a publication as `.pdf`, `.xlsx` or `.docx`."""
    reporting.need_suffix(out, *SUFFIXES)
    reporting.write(publication_document(made, sheets=out.suffix.lower() == ".xlsx"), out)
    return out


def writing(made: Publication, out: Path) -> rendering.Rendering:
    """Return the work of writing a publication; its result is the file."""
    reporting.need_suffix(out, *SUFFIXES)
    papers.folder(out.parent)
    return rendering.one_file(_job(made, out.suffix.lower()), out)


def making(made: Publication) -> rendering.Rendering:
    """Return the work of making a publication as a PDF; its result is the bytes."""
    return rendering.Rendering([_job(made, ".pdf")], lambda answers: rendering.data_of(answers[0]))


def _job(made: Publication, ending: str) -> rendering.Plain:
    return {"job": "render", "what": "publication", "publication": made.public(), "ending": ending}


def file(office: Office, made: Publication, ending: str) -> Path:
    """Return where a publication goes unless told otherwise: beside the store."""
    name = say(f"desk.publishing.file.{made.kind}", place=made.place, period=made.period, ending=ending)
    return office.store.info.path.parent / say("desk.publishing.folder") / name
