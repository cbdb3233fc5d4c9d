"""What a 下发文件 can say, as data: its subjects, and the fields of a record of each.

The workbook, the editor, the reading of typed texts, the shape of a file and the list of changes are all
made from this one description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.words import say

Record = Mapping[str, str]
"""What is said of one thing, field by field in its stored form; a field left out is not said."""

TEXT, NUMBER, UNIT, DAY, MONTH, TERM, PERIOD, CHOICE, CODE, NAMED, COLUMN = (
    "text", "number", "unit", "day", "month", "term", "period", "choice", "code", "named", "column",
)  # fmt: skip
"""Kinds of fields. `TERM` is a year, a month or a day; `CODE` names something in the catalogue,
`NAMED` too, where people know it by its name and not by its code."""

PROJECTS, TASKS, TARGETS, DUE, FORMS, OFFICES, THRESHOLDS, WAIVERS, RULES = (
    "projects", "tasks", "targets", "due", "forms", "offices", "thresholds", "waivers", "rules",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `key` ones tell records apart; `many` takes several in a line, one record for each.

    `options` are the codes of a choice; `width` is that of its column, in characters.
    """

    code: str
    kind: str = TEXT
    key: bool = False
    required: bool = False
    many: bool = False
    places: int = 2
    options: tuple[str, ...] = ()
    width: float = 14.0

    def title(self, subject: str) -> str:
        """Return what the field is called in a subject."""
        return say(f"models.allotment.field.{subject}.{self.code}")

    def choices(self, categories: Mapping[str, str]) -> dict[str, str]:
        """Return what may be chosen, each code with its word; `categories` are the plan's of projects."""
        if self.code == "category":
            return dict(categories)
        return {option: say(f"models.allotment.option.{self.code}.{option}") for option in self.options}


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject. `items` is the catalogue's list that its `code` names, empty where there is none.

    Where it is `open` the city may add things of its own, under codes that begin with `prefix`. What is
    `offered` stands in the workbook before anything is said: a line that holds no more is none.
    """

    code: str
    fields: tuple[Field, ...]
    items: str = ""
    open: bool = False
    prefix: str = ""
    offered: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return say(f"models.allotment.subject.{self.code}")

    @property
    def keys(self) -> tuple[Field, ...]:
        """The fields that tell records apart."""
        return tuple(f for f in self.fields if f.key)

    def field(self, code: str) -> Field | None:
        """Return a field by its code."""
        return next((f for f in self.fields if f.code == code), None)

    def key_of(self, record: Record) -> tuple[str, ...]:
        """Return what tells a record apart from the others of its subject."""
        return tuple(record.get(f.code, "") for f in self.keys)


OPS = (">=", "<=", "=", "reduce_pct", "class_at_least")
LIMITS = ("pct", "floor", "min", "max", "near", "times")
"""The thresholds of rules that the city may set; those of 强制性 rules are not among them."""
BASES = ("standard", "actual")
KINDS = ("change_last_year", "change_previous", "at_least", "at_most", "not_above", "needs")
"""Kinds of rules the city may make; each is one of `models.checks` with its parameters."""

_SINCE, _PAPER = Field("since", DAY, width=14), Field("document", width=24)


def categories_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the categories of a plan's projects, each code with its word."""
    return {str(i["category"]): str(i["name"]) for i in data["investment"] if not i.get("total")}


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        PROJECTS,
        (
            Field("code", CODE, key=True, width=9),
            Field("name", width=40),
            Field("category", CHOICE, width=26),
            Field("unit", UNIT, required=True),
            Field("planned", NUMBER, width=16),
            Field("plan_start", MONTH, width=12),
            Field("plan_end", MONTH, width=12),
            Field("responsible", width=24),
            Field("content", width=34),
            _SINCE,
            _PAPER,
        ),
        items="projects", open=True, prefix="P", offered=("code", "name", "category"),
    ),
    Subject(
        TASKS,
        (
            Field("code", CODE, key=True, width=9),
            Field("unit", UNIT, key=True, required=True, many=True, width=28),
            Field("name", width=48),
            Field("quantity", NUMBER, width=12),
            Field("quantity_unit", width=10),
            Field("due", TERM, width=14),
            Field("lead", width=24),
            _SINCE,
            _PAPER,
        ),
        items="milestones", open=True, prefix="M", offered=("code", "name"),
    ),
    Subject(
        TARGETS,
        (
            Field("code", NAMED, key=True, width=44),
            Field("unit", UNIT, key=True, required=True, many=True, width=28),
            Field("year", TERM, key=True, required=True, width=9),
            Field("op", CHOICE, required=True, options=OPS, width=14),
            Field("value", required=True, width=12),
            Field("basis", CHOICE, options=BASES, width=10),
            _SINCE,
            Field("document", required=True, width=24),
        ),
        items="indicators", offered=("code",),
    ),
    Subject(
        DUE,
        (
            Field("period", PERIOD, key=True, required=True, width=12),
            Field("due", DAY, required=True),
            Field("document", required=True, width=24),
        ),
        offered=("period",),
    ),
    Subject(
        FORMS,
        (
            Field("code", CODE, key=True, required=True, width=16),
            Field("document", required=True, width=24),
            Field("issued_by", width=24),
            Field("valid_until", DAY),
        ),
        items="forms", offered=("code",),
    ),
    Subject(
        OFFICES,
        (
            Field("unit", UNIT, key=True, required=True, width=20),
            Field("since", DAY, key=True, required=True),
            Field("name", required=True, width=36),
        ),
    ),
    Subject(
        THRESHOLDS,
        (
            Field("code", CODE, key=True, required=True, width=9),
            Field("limit", CHOICE, key=True, required=True, options=LIMITS, width=16),
            Field("value", NUMBER, required=True, places=4, width=12),
            Field("wording", width=50),
            _PAPER,
        ),
        items="rules", offered=("code", "limit"),
    ),
    Subject(
        WAIVERS,
        (
            Field("code", CODE, key=True, required=True, width=9),
            Field("unit", UNIT, key=True, required=True, many=True, width=28),
            Field("since", DAY, key=True, required=True),
            Field("until", DAY, required=True),
            Field("document", required=True, width=24),
            Field("reason", required=True, width=40),
        ),
        items="rules",
    ),
    Subject(
        RULES,
        (
            Field("code", CODE, key=True, width=9),
            Field("form", CODE, required=True, width=18),
            Field("kind", CHOICE, required=True, options=KINDS, width=24),
            Field("column", COLUMN, required=True, width=20),
            Field("other", COLUMN, width=20),
            Field("value", NUMBER, places=4, width=12),
            Field("wording", required=True, width=44),
            Field("remedy", required=True, width=36),
            Field("from", PERIOD, required=True, width=12),
            _PAPER,
        ),
        open=True, prefix="S",
    ),
)  # fmt: skip


RETIRED = Subject("retired", (Field("code", CODE, key=True), Field("name"), Field("category", CHOICE)))
"""The city's own projects and tasks that nobody has any more: what was reported of them keeps its row."""


def subject(code: str) -> Subject:
    """Return a subject by its code."""
    return next(s for s in SUBJECTS if s.code == code)
