"""Records looked at together, with the plan in hand: what is lacking, twice there, or against the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from jzdesk.models import quantity
from jzdesk.models.allotment import reading
from jzdesk.models.allotment.allotment import Records, ordered
from jzdesk.models.allotment.reading import Problem, columns_of
from jzdesk.models.allotment.subjects import (
    DUE,
    PROJECTS,
    RETIRED,
    RULES,
    SUBJECTS,
    TARGETS,
    TASKS,
    THRESHOLDS,
    WAIVERS,
    Record,
    Subject,
    categories_of,
)
from jzdesk.models.assess.case import class_place
from jzdesk.models.building import reported_from
from jzdesk.models.period import Period
from jzdesk.models.value import clean_text
from jzdesk.words import say

Data = Mapping[str, Any]
Placed = list[tuple[int, dict[str, str]]]
Lines = Mapping[str, Sequence[tuple[int, Mapping[str, str]]]]
"""Typed lines by subject, each with its place."""

_LATEST = timedelta(days=366)
_OWN = {PROJECTS: ("name", "category"), TASKS: ("name",)}
"""What the city must say of things of its own."""
_CITY = "410800"
SOFT = "核实性"


@dataclass(frozen=True)
class _Plan:
    """The plan's data, with its lists by code."""

    data: Data

    @cached_property
    def _items(self) -> dict[str, dict[str, Mapping[str, Any]]]:
        named = {
            "projects": "code",
            "milestones": "code",
            "indicators": "code",
            "rules": "number",
            "forms": "id",
        }
        return {name: {item[by]: item for item in self.data[name]} for name, by in named.items()}

    def item(self, name: str, code: str) -> Mapping[str, Any] | None:
        """Return one thing of a list."""
        return self._items.get(name, {}).get(code)


def judged(base: Data, lines: Lines, known: Sequence[Record] = (), used: frozenset[str] = frozenset()) -> (
    tuple[dict[str, tuple[Record, ...]], list[Problem]]
):  # fmt: skip
    """Return the records that typed lines stand for, and everything wrong with them.

    `base` is the plan without any allotment, `known` what the city has made of its own so far (under whose
    code a line of the same name goes on), `used` the codes that were ever given.
    """
    placed: dict[str, Placed] = {}
    problems: list[Problem] = []
    plan = _Plan(base)
    for subject in SUBJECTS:
        found, faults = reading.records_of(subject, lines.get(subject.code, ()), base)
        if subject.code == RULES:
            faults += reading.settle_columns(found, base)
        problems += faults
        if subject.open:
            problems += _strangers(subject, found, base, used)
            _number(subject, found, base, known, used)
        placed[subject.code] = found
        problems += _wrong(subject, found, plan)
    said: dict[str, Sequence[Record]] = {code: [r for _, r in found] for code, found in placed.items()}
    said[RETIRED.code] = _retired(said, known)
    return ordered(said), list(dict.fromkeys(problems))


def _retired(said: Mapping[str, Sequence[Record]], known: Sequence[Record]) -> list[Record]:
    """Return the city's own projects and tasks that are no longer handed down to anybody."""
    here = {r.get("code") for code in _OWN for r in said[code]}
    names = ("code", "name", "category")
    gone = {
        r["code"]: {n: r[n] for n in names if n in r}
        for r in known
        if "name" in r and r["code"][:1] in {"P", "M"} and r["code"] not in here
    }
    return list(gone.values())


def sound(base: Data, records: Records, used: frozenset[str]) -> bool:
    """Tell whether records in their stored form could have come from `judged`."""
    own = {r["code"] for s in SUBJECTS if s.open for r in records.get(s.code, ()) if "code" in r}
    gone = records.get(RETIRED.code, ())
    lines = {code: list(enumerate(said)) for code, said in records.items() if code != RETIRED.code}
    again, problems = judged(base, lines, gone, used | own)
    taken = own | {i["code"] for name in ("projects", "milestones") for i in base[name]}
    return not problems and again == ordered(records) and all(_was_own(r, taken, base) for r in gone)


def _was_own(record: Record, taken: set[str], base: Data) -> bool:
    """Tell whether a record names a project or task that the city once had, and no other has its code."""
    code, name = record.get("code", ""), record.get("name", "")
    good = record.get("category") in categories_of(base) if code[:1] == "P" else "category" not in record
    shaped = re.fullmatch(r"[PM]\d{3,6}", code, re.ASCII) is not None and code not in taken
    return good and shaped and name != "" and clean_text(name) == name


def _strangers(subject: Subject, found: Placed, base: Data, used: frozenset[str]) -> list[Problem]:
    """Return the codes written by hand that were never given out."""
    known = used | {item.get("code", "") for item in base.get(subject.items, ())}
    return [
        _problem(subject, at, "code", "code", {"text": record["code"]})
        for at, record in found
        if "code" in record and record["code"] not in known
    ]


def _number(
    subject: Subject, found: Placed, base: Data, known: Sequence[Record], used: frozenset[str]
) -> None:
    """Give the city's new things their codes: that of before for the same name, else one never used."""
    naming = "wording" if subject.code == RULES else "name"
    codes = {
        r[naming]: r["code"] for r in known if r.get("code", "").startswith(subject.prefix) and naming in r
    }
    taken = {*used, *(item.get("code", "") for item in base.get(subject.items, ()))}
    numbers = [int(c[1:]) for c in taken if re.fullmatch(rf"{subject.prefix}\d+", c, re.ASCII)]
    last = max(numbers, default=0)
    for _, record in found:
        name = record.get(naming)
        if "code" in record or name is None:
            continue
        if name not in codes:
            last += 1
            codes[name] = f"{subject.prefix}{last:03d}"
        record["code"] = codes[name]


def _problem(subject: Subject, at: int, field: str, word: str, told: Mapping[str, object]) -> Problem:
    why = say(f"models.allotment.why.{word}", **told)
    return Problem(subject.code, at, field, why, say(f"models.allotment.remedy.{word}", **told))


def _wrong(subject: Subject, found: Placed, plan: _Plan) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[tuple[str, ...]] = set()
    for at, record in found:
        faults: list[tuple[str, str, dict[str, object]]] = [
            *_lacking(subject, record),
            *_unlike_plan(subject, record, plan),
        ]
        if not faults:
            faults = [*_CHECKS.get(subject.code, _nothing)(record, plan)]
        key = subject.key_of(record)
        if key in seen and not faults:
            faults = [(subject.keys[-1].code, "twice", {})]
        seen.add(key)
        problems += [_problem(subject, at, *fault) for fault in faults]
    return problems


Faults = Iterator[tuple[str, str, dict[str, object]]]
"""The field, what is wrong with it by its word, and what the word is told."""


def _lacking(subject: Subject, record: Record) -> Faults:
    for field in subject.fields:
        if field.required and field.code not in record:
            yield field.code, "lacking", {"field": field.title(subject.code)}


def _unlike_plan(subject: Subject, record: Record, plan: _Plan) -> Faults:
    """Tell of what the city's own things lack, and of what it says otherwise of the plan's projects."""
    item = plan.item(subject.items, record.get("code", ""))
    for name in _OWN.get(subject.code, ()):
        if item is None and name not in record:
            title = next(f for f in subject.fields if f.code == name).title(subject.code)
            yield name, "lacking", {"field": title}
        if item is not None and name in record and name in item and subject.code == PROJECTS:
            yield name, "locked", {"was": item[name]}


def _nothing(_record: Record, _plan: _Plan) -> Faults:
    yield from ()


def _project(record: Record, plan: _Plan) -> Faults:
    item = plan.item("projects", record["code"]) or {}
    county = item.get("county")
    if county and county != record["unit"]:
        name = next(d["name"] for d in plan.data["divisions"] if d["code"] == county)
        yield "unit", "county", {"unit": name}
    if record.get("plan_end", "9") < record.get("plan_start", ""):
        yield "plan_end", "turned", {}


def _task(record: Record, plan: _Plan) -> Faults:
    item = plan.item("milestones", record["code"]) or {}
    if "quantity" in record and "quantity_unit" not in record and not item.get("quantity_unit"):
        yield "quantity_unit", "no_measure", {}
    if "quantity_unit" in record and "quantity" not in record and not item.get("quantity"):
        yield "quantity", "no_quantity", {}


def _target(record: Record, plan: _Plan) -> Faults:
    item = plan.item("indicators", record["code"]) or {}
    first, last = int(plan.data["plan"]["start"]), int(plan.data["plan"]["end"])
    if not first <= int(record["year"]) <= last:
        yield "year", "outside", {"first": first, "last": last}
    if record["op"] == "class_at_least":
        if class_place(record["value"]) is None:
            yield "value", "no_class", {"text": record["value"]}
        return
    if item["unit"] == "定性" or item["behaviour"] == "grade":
        yield "op", "qualitative", {"name": item["name"]}
    elif not quantity.is_plain(record["value"]):
        yield "value", "no_figure", {"text": record["value"]}


def _due(record: Record, plan: _Plan) -> Faults:
    period, day = Period.parse(record["period"]), date.fromisoformat(record["due"])
    if period.year < reported_from(plan.data):
        yield "period", "backfilled", {"period": period.title}
    elif not period.first_day <= day <= period.last_day + _LATEST:
        yield "due", "far", {"period": period.title}


def limit_of(rule: Mapping[str, Any], limit: str) -> str | None:
    """Return a rule's threshold as it stands; None where it has none of that name that is a figure."""
    found = rule.get(limit)
    return found if isinstance(found, str) and quantity.is_plain(found) else None


def reworded(rule: Mapping[str, Any], old: str, new: str) -> str | None:
    """Return a rule's wording with its threshold replaced; None where it does not stand there just once."""
    number = rf"(?<![\d.]){re.escape(old)}(?![\d.])"
    found = re.findall(number, rule["wording"])
    return re.sub(number, new, rule["wording"]) if len(found) == 1 else None


def _threshold(record: Record, plan: _Plan) -> Faults:
    rule = plan.item("rules", record["code"])
    old = None if rule is None else limit_of(rule, record["limit"])
    if rule is None or old is None:
        yield "limit", "no_limit", {"rule": record["code"]}
    elif rule["severity"] != SOFT:
        yield "code", "mandatory", {"rule": record["code"]}
    elif "wording" not in record and reworded(rule, old, record["value"]) is None:
        yield "wording", "wording", {"old": old}


def _waiver(record: Record, _plan: _Plan) -> Faults:
    if record["until"] < record["since"]:
        yield "until", "turned", {}


def _rule(record: Record, plan: _Plan) -> Faults:
    if not _numbers(plan, record["form"], record["column"]) and record["kind"] != "needs":
        yield "column", "no_number", {}
    if record["kind"] in {"not_above", "needs"}:
        if "other" not in record:
            yield "other", "two_columns", {}
        elif record["kind"] == "not_above" and not _numbers(plan, record["form"], record["other"]):
            yield "other", "no_number", {}
    elif "value" not in record or (record["kind"].startswith("change") and Decimal(record["value"]) <= 0):
        yield "value", "no_value", {}


def _numbers(plan: _Plan, form: str, column: str) -> bool:
    known = next((f["columns"] for f in plan.data["forms"] if f["id"] == form), ())
    return column in columns_of(plan.data, form).values() and any(
        c["code"] == column and c["kind"] == "number" for c in known
    )


_CHECKS: Mapping[str, Callable[[Record, _Plan], Faults]] = {
    PROJECTS: _project, TASKS: _task, TARGETS: _target, DUE: _due, THRESHOLDS: _threshold,
    WAIVERS: _waiver, RULES: _rule,
}  # fmt: skip
