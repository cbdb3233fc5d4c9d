"""Typed texts turned into records, or refused by field with what is wrong and what to do.

A text is read by the kind of its field alone; `judged` then looks at the records together, with the plan
in hand. The city's workbook, its editor and a file from outside are all judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import quantity, value
from jzdesk.models.allotment.subjects import (
    CHOICE,
    CODE,
    COLUMN,
    DAY,
    MONTH,
    NAMED,
    NUMBER,
    PERIOD,
    RULES,
    TERM,
    UNIT,
    Field,
    Subject,
    categories_of,
)
from jzdesk.models.period import Period
from jzdesk.words import say

_SPLIT = re.compile(r"[、，,；;\s]+")
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one record, and what to do; `field` is empty for the whole record."""

    subject: str
    at: int
    field: str
    why: str
    remedy: str


class NotReadError(RefusedError):
    """A text that is none of its field; its finding says what to do."""


def _no(word: str, **fields: object) -> NotReadError:
    remedy = say(f"models.allotment.remedy.{word}", **fields)
    return NotReadError(say(f"models.allotment.why.{word}", **fields), [remedy])


def read(field: Field, text: str, data: Mapping[str, Any], subject: Subject) -> tuple[str, ...]:
    """Return the stored forms of what is typed into a field: one, or several where it takes `many`.

    Empty for an empty text. Raises `NotReadError`.
    """
    typed = quantity.trimmed(text)
    if not typed:
        return ()
    if field.kind == UNIT:
        return _units(field, typed, data)
    try:
        return (_ONE[field.kind](field, typed, data, subject),)
    except NotReadError:
        raise
    except JzdeskError as error:
        remedy = say(f"models.allotment.remedy.{field.kind}", places=field.places)
        raise NotReadError(error.sentence.rstrip("。"), [remedy]) from error


def _units(field: Field, typed: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    names = {d["name"]: d["code"] for d in data["divisions"]} | {
        d["code"]: d["code"] for d in data["divisions"]
    }
    names |= {say("models.allotment.city_itself"): "410800"}
    every = [d["code"] for d in data["divisions"] if d["kind"] != "city"]
    found: list[str] = []
    for name in (n for n in _SPLIT.split(quantity.fold(typed)) if n):
        if field.many and name in say("models.allotment.every_county").split():
            found += every
        elif name in names:
            found.append(names[name])
        else:
            raise _no("unit", text=quantity.visible(name))
    if len(found) > 1 and not field.many:
        raise _no("one_unit")
    return tuple(dict.fromkeys(found))


def _text(_field: Field, typed: str, _data: Mapping[str, Any], _subject: Subject) -> str:
    return value.clean_text(typed)


def _number(field: Field, typed: str, _data: Mapping[str, Any], subject: Subject) -> str:
    unit = say(f"models.allotment.unit_of.{subject.code}") if subject.code == "projects" else ""
    number = quantity.parse(typed, unit, field.places)
    if subject.code in {"projects", "tasks"}:
        return quantity.plain(number, field.places)
    return quantity.plain_any(number)


def _day(_field: Field, typed: str, _data: Mapping[str, Any], _subject: Subject) -> str:
    return value.parse_date(typed).isoformat()


def _month(_field: Field, typed: str, _data: Mapping[str, Any], _subject: Subject) -> str:
    found = _MONTH.fullmatch(quantity.fold(typed))
    if found is None or not 1 <= int(found[2]) <= 12:
        raise _no("month", text=quantity.visible(typed))
    return f"{found[1]}-{int(found[2]):02d}"


def _term(field: Field, typed: str, data: Mapping[str, Any], subject: Subject) -> str:
    folded = quantity.fold(typed)
    year = _YEAR.fullmatch(folded)
    if year:
        return year[1]
    if field.code == "year":
        raise _no("year", text=quantity.visible(typed))
    if _MONTH.fullmatch(folded):
        return _month(field, typed, data, subject)
    try:
        return _day(field, typed, data, subject)
    except RefusedError:
        raise _no("term", text=quantity.visible(typed)) from None


def _period(_field: Field, typed: str, _data: Mapping[str, Any], _subject: Subject) -> str:
    folded = quantity.fold(typed)
    years = range(int(_data["plan"]["start"]) - 1, int(_data["plan"]["end"]) + 1)
    titled = {Period(y, k, i).title: Period(y, k, i) for y in years for k, i in _EVERY}
    return str(titled.get(folded) or Period.parse(folded))


_EVERY = [("year", 0), *(("half", n) for n in (1, 2)), *(("quarter", n) for n in (1, 2, 3, 4))]


def _choice(field: Field, typed: str, data: Mapping[str, Any], _subject: Subject) -> str:
    plain, choices = _plain(typed), field.choices(categories_of(data))
    for option, word in choices.items():
        if plain in {_plain(option), _plain(word)}:
            return option
    raise _no("choice", text=quantity.visible(typed), options="、".join(choices.values()))


def _code(field: Field, typed: str, data: Mapping[str, Any], subject: Subject) -> str:
    items = data["forms"] if field.code == "form" else data.get(subject.items, ())
    if any(typed == (item.get("code") or item.get("id") or item["number"]) for item in items):
        return typed  # what the program itself put there
    plain = _plain(typed)
    for item in items:
        names = [item.get(n) for n in ("code", "id", "number", "title", "short", "name")]
        if plain in {_plain(n) for n in names if isinstance(n, str)}:
            return str(item.get("code") or item.get("id") or item["number"])
    if subject.open and re.fullmatch(rf"{subject.prefix}\d{{3,6}}", typed, re.ASCII):
        return typed  # one of the city's own; whether there is such a one is judged with the others
    raise _no("code", text=quantity.visible(typed))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


_ONE: Mapping[str, Callable[[Field, str, Mapping[str, Any], Subject], str]] = {
    "text": _text, NUMBER: _number, DAY: _day, MONTH: _month, TERM: _term, PERIOD: _period,
    CHOICE: _choice, CODE: _code, NAMED: _code, COLUMN: _text,
}  # fmt: skip


def shown(field: Field, stored: str, data: Mapping[str, Any]) -> str:
    """Return a stored form as people read it."""
    if not stored:
        return ""
    if field.kind == UNIT:
        if stored == "410800":
            return say("models.allotment.city_itself")
        return next((d["name"] for d in data["divisions"] if d["code"] == stored), stored)
    if field.kind == CHOICE:
        return field.choices(categories_of(data)).get(stored, stored)
    if field.kind == CODE:
        return next((f["number"] for f in data["forms"] if f["id"] == stored), stored)
    if field.kind == NAMED:
        return _name(stored, data)
    if field.kind == PERIOD:
        return Period.parse(stored).title
    if field.kind == NUMBER:
        return quantity.show(Decimal(stored), len(stored.partition(".")[2]))
    return stored


def _name(code: str, data: Mapping[str, Any]) -> str:
    """Return an indicator's name, or its code where the name would be read as another's."""
    name = next((i["name"] for i in data["indicators"] if i["code"] == code), code)
    known_by_it = next((i["code"] for i in data["indicators"] if i["name"] == name), code)
    return name if known_by_it == code else code


def records_of(
    subject: Subject, lines: Iterable[tuple[int, Mapping[str, str]]], data: Mapping[str, Any]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Return the records that typed lines stand for, each with the line's place, and what cannot be read."""
    found: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    items = {item["code"]: item for item in data.get(subject.items, ()) if "code" in item}
    for at, line in lines:
        record: dict[str, str] = {}
        several: tuple[str, tuple[str, ...]] = ("", ("",))
        faults = len(problems)
        for field in subject.fields:
            try:
                stored = read(field, line.get(field.code, ""), data, subject)
            except NotReadError as error:
                problems.append(Problem(subject.code, at, field.code, error.sentence, error.findings[0]))
                continue
            if len(stored) > 1:
                several = (field.code, stored)
            elif stored:
                record[field.code] = stored[0]
        item = items.get(record.get("code", ""), {})
        for name in ("name", "category"):  # as the plan has it: nothing is said
            if name in item and record.get(name) == item[name]:
                del record[name]
        said = record.keys() | ({several[0]} if several[0] else set())
        offered = ("code" in record and not (item and {"name", "category"} & said)) or "period" in record
        if len(problems) == faults and said and not (offered and said <= set(subject.offered)):
            found += [(at, {**record, several[0]: one} if one else record) for one in several[1]]
    return found, problems


def columns_of(data: Mapping[str, Any], form: str) -> dict[str, str]:
    """Return the codes of a form's columns, by code, and by name where only one has it."""
    columns = next((f["columns"] for f in data["forms"] if f["id"] == form), ())
    named: dict[str, list[str]] = {}
    for column in columns:
        named.setdefault(_plain(column["name"]), []).append(column["code"])
    found = {name: codes[0] for name, codes in named.items() if len(codes) == 1}
    return found | {_plain(c["code"]): c["code"] for c in columns}


def settle_columns(records: Sequence[tuple[int, dict[str, str]]], data: Mapping[str, Any]) -> list[Problem]:
    """Put the codes of a form's columns in the place of their names; return what is no column."""
    problems: list[Problem] = []
    for at, record in records:
        known = columns_of(data, record.get("form", ""))
        for name in ("column", "other"):
            if name in record:
                code = known.get(_plain(record[name]))
                if code is None:
                    why = say("models.allotment.why.column", text=quantity.visible(record[name]))
                    problems.append(Problem(RULES, at, name, why, say("models.allotment.remedy.column")))
                else:
                    record[name] = code
    return problems
