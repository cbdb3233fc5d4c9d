"""The lines of a subject as workbook and editor show them: what is in force, and what may be said more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.models.allotment.changes import name_of
from jzdesk.models.allotment.judging import SOFT, limit_of
from jzdesk.models.allotment.reading import shown
from jzdesk.models.allotment.subjects import (
    DUE,
    FORMS,
    LIMITS,
    NAMED,
    TARGETS,
    THRESHOLDS,
    UNIT,
    Record,
    Subject,
)
from jzdesk.models.building import reported_from
from jzdesk.models.period import Period
from jzdesk.words import say

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands in its fields, as people read it, and what is said beside to know it by."""

    texts: Mapping[str, str]
    beside: str = ""


def lines_of(
    subject: Subject, records: Sequence[Record], base: Data, *, all_lines: bool = True
) -> list[Line]:
    """Return the lines of a subject: what is said, and with `all_lines` what else of the plan's could be.

    Records that say the same to several offices stand in one line.
    """
    things = _Things(subject, base)
    said = [_line(subject, group, base, things) for group in _grouped(subject, records)]
    if not all_lines:
        return said
    offered = list(_offered(subject, base, things))
    told = [tuple(line.texts.get(f, "") for f in _known_by(subject)) for line in said]
    places = {tuple(line.texts.get(f, "") for f in _known_by(subject)): n for n, line in enumerate(offered)}
    found: list[tuple[int, int, Line]] = []
    for n, (line, key) in enumerate(zip(said, told, strict=True)):
        found.append((places.get(key, len(offered)), n, line))
    found += [(n, -1, line) for key, n in places.items() if key not in told for line in (offered[n],)]
    return [line for _, _, line in sorted(found, key=lambda f: f[:2])]


def beside_title(subject: Subject) -> str:
    """Return the head over what is said beside; empty where nothing is."""
    by_name = subject.field("name") is not None or any(f.kind == NAMED for f in subject.fields)
    return say("models.allotment.beside") if subject.items and not by_name else ""


def _known_by(subject: Subject) -> tuple[str, ...]:
    """Return the fields by which an offered line is that of a record."""
    return tuple(f for f in subject.offered if f not in {"name", "category"})


def _grouped(subject: Subject, records: Sequence[Record]) -> Iterable[list[Record]]:
    many = next((f.code for f in subject.fields if f.many), "")
    found: dict[tuple[tuple[str, str], ...], list[Record]] = {}
    for record in records:
        same = tuple(sorted((n, v) for n, v in record.items() if n != many))
        found.setdefault(same, []).append(record)
    return found.values()


def _line(subject: Subject, group: Sequence[Record], base: Data, things: _Things) -> Line:
    texts: dict[str, str] = {}
    for field in subject.fields:
        stored = list(dict.fromkeys(r.get(field.code, "") for r in group))
        if field.kind == UNIT:
            texts[field.code] = units_text(stored, base)
        else:
            texts[field.code] = shown(field, stored[0], base)
    return _completed(subject, texts, group[0], base, things)


def units_text(codes: Sequence[str], base: Data) -> str:
    """Return the names of offices as one text."""
    every = [d["code"] for d in base["divisions"] if d["kind"] != "city"]
    if len(codes) > 1 and sorted(codes) == sorted(every):
        return say("models.allotment.every_county").split()[0]
    names = {d["code"]: d["name"] for d in base["divisions"]}
    return "、".join(
        say("models.allotment.city_itself") if names.get(c) and c == "410800" else names.get(c, c)
        for c in codes
    )


class _Things:
    """What the plan says of a subject's things, found by their codes; there are hundreds."""

    def __init__(self, subject: Subject, base: Data) -> None:
        self._subject, self._base = subject, base
        self.items: dict[str | None, Mapping[str, Any]] = {}
        for item in base.get(subject.items, ()):
            self.items.setdefault(item.get("code"), item)
        self.rules = {rule["number"]: rule for rule in base["rules"]}
        self._names: dict[str, str] = {}

    def name(self, code: str) -> str:
        """Return what the thing of a code is called."""
        if code not in self._names:
            self._names[code] = name_of(self._subject, {"code": code}, self._base)
        return self._names[code]


def _completed(subject: Subject, texts: dict[str, str], record: Record, base: Data, things: _Things) -> Line:
    """Return a line with what the plan says of the thing."""
    item = things.items.get(record.get("code"), {})
    for name in ("name", "category"):
        field = subject.field(name)
        if field is not None and not texts.get(name) and name in item:
            texts[name] = shown(field, item[name], base)
    return Line(texts, _beside(subject, record, things) if beside_title(subject) else "")


def _beside(subject: Subject, record: Record, things: _Things) -> str:
    name = things.name(record.get("code", ""))
    rule = things.rules.get(record.get("code"))
    if subject.code == THRESHOLDS and rule is not None:
        now = limit_of(rule, record.get("limit", "")) or ""
        return say("models.allotment.now", wording=name, value=now)
    return name


def _offered(subject: Subject, base: Data, things: _Things) -> Iterable[Line]:
    for record in _offers(subject, base):
        texts = {f.code: shown(f, record.get(f.code, ""), base) for f in subject.fields}
        yield _completed(subject, texts, record, base, things)


def _offers(subject: Subject, base: Data) -> Iterable[Record]:
    """Return what may be said something of: the plan's own things, in its order."""
    if subject.code == DUE:
        years = range(reported_from(base), int(base["plan"]["end"]) + 1)
        return [{"period": str(Period(y, k, n))} for y in years for k, n in _PERIODS]
    if subject.code == FORMS:
        return [{"code": f["id"]} for f in base["forms"]]
    if subject.code == THRESHOLDS:
        return [
            {"code": r["number"], "limit": limit} for r in base["rules"] if r["severity"] == SOFT
            for limit in LIMITS if limit_of(r, limit) is not None
        ]  # fmt: skip
    if subject.code == TARGETS:
        return [{"code": i["code"]} for i in base["indicators"] if i["answered_by"] == "county"]
    return [{"code": i["code"]} for i in base[subject.items]] if subject.offered else []


_PERIODS = [
    ("quarter", 1),
    ("quarter", 2),
    ("half", 1),
    ("quarter", 3),
    ("quarter", 4),
    ("half", 2),
    ("year", 0),
]
