"""What the city hands down as the window shows it before it is written: every change, every refused cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.desk import adopting, keyring, receiving
from jzdesk.desk.adopting import Adoption
from jzdesk.desk.allotting import Plan
from jzdesk.desk.arriving import Read
from jzdesk.desk.aside import Steps
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.allotment.changes import Change
from jzdesk.models.period import Period
from jzdesk.words import say

NEW, CHANGED, GONE, REFUSED = "new", "changed", "gone", "refused"


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One line: what becomes of a thing, where or what it is, and the words."""

    status: str
    what: str
    text: str


@dataclass(frozen=True)
class Handed:
    """Something that is to be confirmed: a head, what is said of it, and every line; `can` it be done.

    `key_code` is the 密钥码 that has to be confirmed first, where that alone is in the way.
    """

    head: str
    told: str
    lines: tuple[HandedLine, ...]
    can: bool
    key_code: str = ""


def of_plan(plan: Plan, name: str) -> Handed:
    """Return what taking in an allotment workbook, or what stands in the editor, would do."""
    if plan.refused or plan.problems:
        wrong = tuple(
            HandedLine(REFUSED, f"{r.cell}　{r.found}", f"{r.why}。{r.remedy}") for r in plan.refused
        )
        return Handed(name, say("desk.handed.refused", n=len(wrong)), wrong, False)
    if plan.after is None:
        return Handed(name, say("desk.handed.nothing"), (), False)
    number = plan.after.number
    told = say("desk.handed.makes", n=number, changes=len(plan.changes))
    return Handed(name, told, tuple(_together(plan.changes)), True)


def of_file(office: Office, found: Read) -> Handed:
    """Return what taking in a 下发文件 would do; nothing is changed."""
    told = receiving.take(office, found, dry_run=True, day=office.today)
    lines = tuple(_plain(one) for one in told["changes"])
    message = told["message"]
    can = told["verdict"] == "taken"
    if can:
        message += say("desk.handed.concerns", n=len(lines))
    code = "" if can or not told["code"] else keyring.to_confirm(office, found.packet or {})
    return Handed(found.path.name, message, lines, can, code)


def taking_file(office: Office, found: Read) -> Steps[str]:
    """Take in a 下发文件, after the copy that comes first; returns what is said of it."""
    before = Beforehand(office)
    yield from before.securing()
    told = receiving.take(office, found, dry_run=False, day=office.today, before=before)
    if told["verdict"] == "refused":
        raise RefusedError(told["message"])
    return str(told["message"])


def of_adoption(office: Office, period: Period) -> Handed:
    """Return what the newest edition would change in an open period."""
    found: Adoption = adopting.look(office, period)
    gone = [HandedLine(GONE, v.label, v.sentence) for v in found.vanishing]
    other = [HandedLine(CHANGED, r.what, f"{r.old} → {r.new}") for r in found.replaced]
    return Handed(
        say("desk.handed.adopt", period=period.title), found.sentence,
        (*gone, *other, *map(_line, found.changes)),
        adopting.waits(office, period),
    )  # fmt: skip


def _together(changes: Sequence[Change]) -> Iterator[HandedLine]:
    """Yield one line for each change, and one for those that are the same for several offices."""
    groups: dict[tuple[str | None, ...], list[Change]] = {}
    for one in changes:
        thing = one.what.replace(f" {one.unit}", "", 1) if one.unit else one.what
        groups.setdefault((thing, one.old, one.new), []).append(one)
    for (thing, _, _), alike in groups.items():
        line = _line(alike[0])
        if len(alike) > 1:
            units = "、".join(one.unit for one in alike)
            what = say("desk.handed.several", what=thing, n=len(alike), units=units)
            line = HandedLine(line.status, what, line.text)
        yield line


def _line(one: Change) -> HandedLine:
    return _plain({"old": one.old, "new": one.new, "what": one.what})


def _plain(one: Mapping[str, Any]) -> HandedLine:
    status = NEW if one["old"] is None else GONE if one["new"] is None else CHANGED
    what = str(one["what"])
    rest = one["new"] if status == NEW else one["old"] if status == GONE else f"{one['old']} → {one['new']}"
    return HandedLine(status, what, str(rest or ""))
