"""季度通报, 预警函 and 催报通知 of the city: from the accepted files, with the officer's own sentences.

The sentences are a memo of the store, one a period; figures refresh around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.desk import coverage, deadlines, judging, papers, rechecking, rendering, reporting, totalling
from jzdesk.desk.gathered import Gathering
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import roles, workflow
from jzdesk.models.across.axis import Axis
from jzdesk.models.across.ranked import axis_of
from jzdesk.models.bulletin import boards, slow
from jzdesk.models.bulletin.values import (
    BULLETIN,
    KINDS,
    PLACES,
    URGE,
    WARNING,
    Board,
    Bulletin,
    Stand,
    level_of,
)
from jzdesk.models.catalogue import CITY
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import clean_text
from jzdesk.reports.bulletin import bulletin_document
from jzdesk.words import say

DOCX, PDF = ".docx", ".pdf"
ACTION = "bulletin"
_DRAWN = roles.PM25


def bulletin(office: Office, period: Period) -> Bulletin:
    """Return what the papers of a quarter are made of."""
    need_quarter(office, period)
    covered = coverage.coverage(office, period)
    came = deadlines.arrivals(office, period)
    sheets = _sheets(office, period)
    catalogue = office.catalogue
    counties = {unit: sheet for unit, sheet in sheets.items() if unit != CITY}
    states = {unit["unit"]: _state(unit["state"]) for unit in covered["units"]}
    names = {unit: catalogue.division(unit).name for unit in counties}
    names |= {CITY: say("desk.bulletin.itself")} if CITY in sheets else {}
    ranked = boards.boards(catalogue, counties, states, _approved(office, period, counties))
    return Bulletin(
        period=str(period), title=period.title, month=period.last_day.month, office=office.name,
        day=office.today.isoformat(), practice=office.practice, due=covered["due"] or "",
        number=covered["of"], received=covered["received"], accepted=len(counties),
        stands=tuple(_stand(office, unit, covered, came, counted=unit["unit"] in counties)
                     for unit in covered["units"]),
        basis=catalogue.clause(roles.DISPATCH), boards=ranked, air=_air(ranked, counties),
        lamps=tuple(slow.lamps_of(sheet) for sheet in counties.values()),
        slow=tuple(one for unit, name in names.items() for one in slow.slow_in(sheets[unit], name)),
        said=said(office, period),
    )  # fmt: skip


def need_quarter(office: Office, period: Period) -> None:
    """Refuse a period that has no such papers."""
    office.need_city()
    if office.backfilled(period):
        first = office.catalogue.reported_from
        raise RefusedError(say("desk.bulletin.backfilled", period=period.title, first=first))
    if period.kind != "quarter":
        raise RefusedError(say("desk.bulletin.quarters", period=period.title))


def _sheets(office: Office, period: Period) -> dict[str, Sheet]:
    """Return the sheet of every office whose file counts, in the order of the catalogue."""
    found = dict(coverage.each_content(office, period))
    order = [unit for unit in (*office.catalogue.counties, CITY) if unit in found]
    return {unit: rechecking.sheet_of(office, found[unit]) for unit in order}


def _air(ranked: Sequence[Board], counties: Mapping[str, Sheet]) -> Axis | None:
    """Return the ranking by PM2.5 on one axis; None where no two counties can be compared."""
    board = next(one for one in ranked if one.code == _DRAWN)
    return axis_of(board, counties, None) if any(g.entries[0].place for g in board.groups) else None


def _approved(office: Office, period: Period, counties: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """Return the sheets of counties with 核定数 up to a quarter, these in the place of what was reported."""
    found: dict[str, Sheet] = {}
    for at in judging.periods_set(office, period):
        for (key, unit), one in judging.approved(office, at).items():
            if unit in counties:
                sheet = found.get(unit, counties[unit])
                found[unit] = judging.put_in(sheet, at, key, one.number, judging.STAGES[judging.APPROVED])
    return found


def _state(state: str) -> str:
    return say("desk.bulletin.not_received") if state == workflow.UNFILLED else state


def _stand(
    office: Office, unit: Mapping[str, Any], covered: Mapping[str, Any], came: Mapping[str, str], *,
    counted: bool,
) -> Stand:  # fmt: skip
    """Return how far a county is; what decides 及时 is the day its first file came."""
    code, due = unit["unit"], covered["due"]
    on, received = came.get(code, ""), unit["revision"] is not None
    last = on or ("" if received else office.today.isoformat())
    days = (date.fromisoformat(last) - date.fromisoformat(due)).days if due and last else 0
    called = office.catalogue.on(office.today.isoformat()).division(code)
    return Stand(
        code, unit["name"], called.office, _state(unit["state"]), counted, received, on,
        code in covered["urge"], max(days, 0),
    )  # fmt: skip


# The officer's own sentences


def _memo(period: Period) -> str:
    return f"bulletin/{period}"


def said(office: Office, period: Period) -> dict[str, str]:
    """Return the officer's own sentences by their place, in the order of the papers."""
    told = office.store.memos(_memo(period)).get(_memo(period), {})
    return {place: str(told[place]) for place in PLACES if place in told}


def place_of(name: str) -> str:
    """Return the place of a name as it is read, or of its code."""
    for place in PLACES:
        if name in {place, say(f"desk.bulletin.place.{place}")}:
            return place
    known = "、".join(say(f"desk.bulletin.place.{place}") for place in PLACES)
    raise UsageError(say("desk.bulletin.no_place", name=name, places=known))


def merged(office: Office, period: Period, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the officer's sentences with others at places, an empty one left out; nothing is kept yet."""
    told = said(office, period) | {place: _cleaned(place, text) for place, text in texts.items()}
    return {place: told[place] for place in PLACES if told.get(place)}


def keep(office: Office, period: Period, texts: Mapping[str, str]) -> bool:
    """Keep the officer's sentences at places; an empty one goes. Tell whether anything changed."""
    need_quarter(office, period)
    known, wanted = said(office, period), merged(office, period, texts)
    if wanted == known:
        return False
    changed = [place for place in PLACES if wanted.get(place) != known.get(place)]
    why = say("desk.bulletin.trail", places="、".join(say(f"desk.bulletin.place.{p}") for p in changed))
    with office.store.operation(ACTION, period, how="typed", why=why, at=office.stamp, step=False) as op:
        op.memo(_memo(period), wanted or None)
    return True


def _cleaned(place: str, text: str) -> str:
    try:
        return clean_text(text)
    except RefusedError as error:
        name = say(f"desk.bulletin.place.{place}")
        raise RefusedError(say("desk.bulletin.refused", place=name, why=error.sentence)) from error


# Papers


def concerned(given: Bulletin, kind: str) -> tuple[str, ...]:
    """Return the counties a letter has a reason to go to; the bulletin goes to all."""
    if kind == WARNING:
        return given.warned
    owing = (stand.unit for stand in (*given.wanted, *given.late))
    return tuple(dict.fromkeys(owing)) if kind == URGE else ()


def told_of(given: Bulletin, kind: str, unit: str) -> str:
    """Return a county with why a letter goes to it: the level of its warning, or how late it is."""
    stand, found = given.stand(unit), given.slow_of(unit)
    if kind == WARNING:
        return say(f"desk.bulletin.told_{level_of(found)}", name=stand.name, n=len(found))
    word = "told_state" if not stand.days else "told_late" if stand.received else "told_over"
    return say(f"desk.bulletin.{word}", name=stand.name, state=stand.state, days=stand.days)


def need_kind(kind: str) -> None:
    """Refuse a kind of paper that there is not."""
    if kind not in KINDS:
        raise UsageError(say("desk.bulletin.no_kind", kind=kind))


def check(given: Bulletin, kind: str, unit: str | None) -> tuple[str, ...]:
    """Return the counties a paper is about; refuse one that would say nothing."""
    need_kind(kind)
    if kind == BULLETIN:
        if unit is not None:
            raise UsageError(say("desk.bulletin.whole"))
        return ()
    known = {stand.unit for stand in given.stands}
    if unit is not None and unit not in known:
        raise UsageError(say("desk.bulletin.no_county", unit=unit))
    about = concerned(given, kind)
    if unit is None and not about:
        raise RefusedError(say(f"desk.bulletin.none_{kind}", period=given.title))
    if unit is not None and unit not in about:
        stand = given.stand(unit)
        word = "warning_out" if kind == WARNING and not stand.counted else f"not_{kind}"
        raise RefusedError(say(f"desk.bulletin.{word}", unit=stand.name, period=given.title))
    return about if unit is None else (unit,)


def write(given: Bulletin, kind: str, unit: str | None, out: Path) -> Path:
    """Write one of the papers (`.docx` or `.pdf`)."""
    reporting.need_suffix(out, DOCX, PDF)
    reporting.write(bulletin_document(given, kind, check(given, kind, unit)), out)
    return out


def _job(given: Bulletin, kind: str, unit: str | None, ending: str) -> rendering.Plain:
    about = list(check(given, kind, unit))
    return {
        "job": "render", "what": "bulletin", "bulletin": given.plain(), "kind": kind, "units": about,
        "ending": ending,
    }  # fmt: skip


def gathering(office: Office, period: Period) -> Gathering:
    """Return the work of gathering what the papers are made of: a `Bulletin`."""
    return Gathering(office, partial(bulletin, period=period))


def looking(office: Office, period: Period, kind: str, unit: str | None) -> Gathering:
    """Return the work of making a paper of what stands in the store now: the bytes of the PDF."""
    return Gathering(office, partial(bulletin, period=period), lambda given: making(given, kind, unit))


def exporting(office: Office, period: Period, kind: str, unit: str | None, out: Path) -> Gathering:
    """Return the work of writing a paper, of what stands in the store now; its result is the file."""
    reporting.need_suffix(out, DOCX, PDF)
    papers.folder(out.parent)
    return Gathering(office, partial(bulletin, period=period), lambda given: writing(given, kind, unit, out))


def making(given: Bulletin, kind: str, unit: str | None) -> Rendering:
    """Return the work of making a paper to be looked at; its result is the bytes of the PDF."""
    return Rendering([_job(given, kind, unit, PDF)], lambda answers: rendering.data_of(answers[0]))


def writing(given: Bulletin, kind: str, unit: str | None, out: Path) -> Rendering:
    """Return the work of writing a paper as its ending says; its result is the file."""
    reporting.need_suffix(out, DOCX, PDF)
    papers.folder(out.parent)
    return rendering.one_file(_job(given, kind, unit, out.suffix.lower()), out)


def file_of(office: Office, given: Bulletin, kind: str, unit: str | None) -> Path:
    """Return where a paper is kept unless told otherwise, without its ending: beside the totals."""
    name = given.stand(unit).name if unit else ""
    folder = totalling.folder(office, Period.parse(given.period))
    return folder / say(f"desk.bulletin.file_{kind}", period=given.period, unit=name)
