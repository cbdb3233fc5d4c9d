"""市局往来: what was sent to the city for the last periods, and what came back; in the city, who has sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from jzdesk.desk import deadlines, loop, safekeeping
from jzdesk.models import loop as loops
from jzdesk.models import workflow
from jzdesk.models.letters import ANSWER, RECEIPT, RETURN
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.loop import Letter, Remark
    from jzdesk.models.period import Period
    from jzdesk.store.submissions import Submission

MOST = 2
"""So many periods are told of."""
_HANDED = frozenset({"submitted", "accepted"})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence and, beside it, a short word in a tone."""

    text: str
    mark: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Dealing:
    """What was handed in last for a period and what became of it."""

    period: Period
    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many of the counties have handed in, how many were accepted, and who is missing or came late."""

    of: int
    received: int
    accepted: int
    missing: tuple[str, ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The last good copy of the store and the last one put elsewhere (ISO; empty for none), days ago each.

    `there` says that the last one still lies where it was put; `elsewhere` is what somebody carried away,
    `second` what went to a folder on another disk, if that is wanted.
    """

    last: str = ""
    age: int = 0
    there: bool = True
    elsewhere: str = ""
    elsewhere_age: int = 0
    second: str = ""
    second_age: int = 0
    second_wanted: bool = False


def dealings(office: Office, period: Period) -> tuple[Dealing, ...]:
    """Return the dealings with the city about a period and those before it, the newest first."""
    last: dict[Period, Submission] = {}
    for one in office.store.submissions(office.unit):
        known = last.get(one.period)
        newer = known is None or known.revision < one.revision
        if one.state in _HANDED and newer and one.period.last_day <= period.last_day:
            last[one.period] = one
    order = sorted(last, key=lambda p: (p.last_day, p.first_day), reverse=True)
    return tuple(_dealing(office, last[p]) for p in order[:MOST])


def _dealing(office: Office, one: Submission) -> Dealing:
    title = say("desk.dealings.title", period=one.period.title, n=one.revision)
    letters = [x for x in loop.letters(office, office.unit, one.period) if x.revision == one.revision]
    remarks = loop.remarks(office, office.unit, one.period) if letters else ()
    said = (_said_in(one, x, remarks) for x in loops.in_order(letters))
    return Dealing(one.period, title, (_sent(office, one, letters), *said))


def _sent(office: Office, one: Submission, letters: Sequence[Letter]) -> Said:
    record = office.store.period(one.period)
    facts = record.facts
    wait = "" if letters else say("desk.dealings.waiting")
    if facts.get("revision") != one.revision or record.state == workflow.PACKED:
        return Said(say("desk.dealings.packed"), say("desk.dealings.to_send"), "explain")
    if not facts.get("sent_on"):  # taken back from the file alone, which does not say
        return Said(say("desk.dealings.sent_some_day"), wait)
    return Said(say("desk.dealings.sent", day=day(facts["sent_on"]), way=facts.get("way", "")), wait)


def _said_in(one: Submission, letter: Letter, remarks: Sequence[Remark]) -> Said:
    """Return in words what a letter said, and beside it what became of that."""
    content = letter.content
    if letter.kind == RECEIPT:
        told = say("desk.dealings.accepted", day=day(str(content["accepted_on"])))
        return Said(told, say("desk.dealings.tail", tail=one.code[-4:]), "good")
    on = day(str(content["issued_on"]))
    if letter.kind == ANSWER:
        return Said(say("desk.dealings.answered", day=on, n=len(content["answers"])))
    mine = [r for r in remarks if r.slip == letter.code]
    waiting = sum(not r.answered for r in mine)
    word, tone = ("returned", "must") if letter.kind == RETURN else ("queried", "explain")
    told = say(f"desk.dealings.{word}", day=on, n=len(mine))
    if waiting:
        return Said(told, say(f"desk.dealings.{word}_open", n=waiting), tone)
    return Said(told, say(f"desk.dealings.{word}_done"), "good")


def day(iso: str) -> str:
    """Return an ISO day as it is read, without its year."""
    told = date.fromisoformat(iso)
    return say("desk.dealings.day", month=told.month, day=told.day)


def gathered(office: Office, period: Period) -> Gathered:
    """Return how far the counties' reports of a period have come in."""
    due, came = deadlines.deadline(office, period), deadlines.arrivals(office, period)
    counties = office.catalogue.counties
    files = [s for s in office.store.submissions(None, period) if s.unit in counties]
    name = office.catalogue.division
    return Gathered(
        of=len(counties), received=len({s.unit for s in files}),
        accepted=len({s.unit for s in files if s.state == "accepted"}),
        missing=deadlines.missing_counties(office, period),
        late=tuple(
            name(c).name for c in counties
            if deadlines.timeliness(due, came.get(c, "")) == deadlines.LATE
        ),
    )  # fmt: skip


def kept(office: Office) -> Kept:
    """Return how old the last good copies are."""
    last, away = safekeeping.last_backup(office), safekeeping.last_carried(office)
    second = safekeeping.last_second(office)
    return Kept(
        last=last.at if last else "", age=_age(office, last.at) if last else 0,
        there=last.present if last else True,
        elsewhere=away.at if away else "", elsewhere_age=_age(office, away.at) if away else 0,
        second=second.at if second else "", second_age=_age(office, second.at) if second else 0,
        second_wanted=safekeeping.second_folder(office) is not None,
    )  # fmt: skip


def _age(office: Office, at: str) -> int:
    return (office.now.date() - date.fromisoformat(at[:10])).days
