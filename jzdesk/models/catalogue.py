"""The plan as values: divisions, forms with blocks, rows and columns, indicators, tasks, projects, rules.

A catalogue is read from plain data (`resources/plan/*` or the canonical JSON kept in a store) and
never changes afterwards. Numbers of the plan stay decimal strings exactly as printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from jzdesk.errors import UsageError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.words import say

CITY = "410800"
CENTRAL_DISTRICTS = ("410802", "410803", "410804", "410811")


@dataclass(frozen=True, slots=True)
class Division:
    """One reporting office's area; `kind` is `city`, `district`, `county` or `zone`."""

    code: str
    name: str
    kind: str
    office: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of an enumeration: a stable code and the word people see."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form.

    `kind` is `number`, `text`, `enum`, `date` or `month`. `unit`, `decimals` and `behaviour` left out
    are those of the row. A `standing` fact is looked up from the newest earlier period that has it; a
    `locked` one belongs to the plan or the city in rows that are theirs. `derived` columns name what
    they compute (`computes`), from the row's primary column unless `of` names another. `standing` is
    empty, `always`, or `year` for facts that hold until the year ends. `part` says on which sheet of a
    wide paper form the column stands (0: the first); `width` is in millimetres.
    """

    code: str
    name: str
    kind: str
    frequencies: tuple[str, ...]
    unit: str | None = None
    decimals: int | None = None
    behaviour: str | None = None
    options: tuple[Option, ...] = ()
    group: str | None = None
    required: bool = True
    standing: str = ""
    locked: bool = False
    signed: bool = False
    computes: str | None = None
    of: str | None = None
    part: int = 0
    width: float = 18.0
    stub: bool = False

    @property
    def derived(self) -> bool:
        """The column is computed, never entered."""
        return self.computes is not None

    def word(self, code: str) -> str:
        """Return the word of an option's code (the code itself when it is not one of ours)."""
        return next((o.word for o in self.options if o.code == code), code)

    def option(self, word: str) -> str | None:
        """Return the code of the option shown as `word`."""
        return next((o.code for o in self.options if o.word == word), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form for one office.

    `name` stands in the form, `label` also names the block and is used in sentences. `columns` are the
    codes it takes, `primary` the one that comparisons are about (with its own unit and decimals);
    `given` holds what plan or city have fixed (text as in files). A `sums` row is a 合计: the codes of
    the rows it adds up, or `*` for all others of its block.
    """

    code: str
    name: str
    unit: str
    frequencies: tuple[str, ...]
    behaviour: str
    decimals: int
    scope: tuple[str, ...]
    block: str
    columns: tuple[str, ...]
    label: str
    primary: str = ""
    primary_unit: str = ""
    primary_decimals: int = 0
    ref: str | None = None
    origin: str = "plan"
    sums: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    indicator: str | None = None
    definition: str | None = None
    adds: str = "sum"

    @property
    def derived(self) -> bool:
        """The row is a 合计."""
        return bool(self.sums)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form under one heading; `listed` ones take rows of the office's own.

    `heads` are the names its columns have here where the form's own name is too general.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    listed: bool = False
    template: Row | None = None
    prefix: str = "X"
    heads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its blocks of rows and its columns in the order of the paper."""

    id: str
    number: str
    title: str
    short: str
    frequencies: tuple[str, ...]
    list: bool
    unit_of_measure: str
    blocks: tuple[Block, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    stub: str = ""
    codes_shown: bool = False

    def column(self, code: str) -> Column | None:
        """Return the column named `code`."""
        return next((c for c in self.columns if c.code == code), None)

    def block(self, code: str) -> Block:
        """Return the block named `code`."""
        return next(b for b in self.blocks if b.code == code)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows that come with the catalogue."""
        return tuple(row for block in self.blocks for row in block.rows)

    def due(self, kind: str) -> bool:
        """Tell whether the form is filled in periods of this kind."""
        return kind in self.frequencies


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row the office added itself; its facts stand in its cells."""

    form: str
    code: str
    block: str
    since: Period
    until: Period | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `kind` names the code, `params` what it is applied to."""

    number: str
    form: str
    severity: str
    kind: str
    wording: str
    remedy: str
    since: str
    trial: bool
    frequencies: tuple[str, ...]
    params: Mapping[str, Any]


MANDATORY = "强制性"
PLAUSIBILITY = "核实性"


class Catalogue:
    """The whole catalogue in force for a period; built from plain data by `Catalogue(data)`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.divisions = tuple(Division(**d) for d in data["divisions"])
        self.forms = tuple(_form(f, self) for f in data["forms"])
        self.rules = tuple(_rule(r) for r in data["rules"])

    @classmethod
    def from_json(cls, text: str) -> Catalogue:
        """Return the catalogue written by `to_json`."""
        return cls(json.loads(text))

    def to_json(self) -> str:
        """Return the catalogue's data as canonical JSON (sorted keys, no spaces)."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def edition(self) -> str:
        """The edition that periods name, such as `jiaozuo-13fyp/1`."""
        return f"{self.data['plan']['id']}/{self.data['plan']['edition']}"

    @property
    def first_year(self) -> int:
        """The first year a period may lie in: the base year before the plan's start."""
        return int(self.data["plan"]["start"]) - 1

    @property
    def last_year(self) -> int:
        """The plan's last year."""
        return int(self.data["plan"]["end"])

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """The codes of the county-level offices, in catalogue order."""
        return tuple(d.code for d in self.divisions if d.code != CITY)

    def division(self, code: str) -> Division:
        """Return the division with this code, else raise `UsageError`."""
        for division in self.divisions:
            if division.code == code:
                return division
        raise UsageError(say("models.catalogue.no_unit", code=code))

    def form(self, form_id: str) -> Form:
        """Return the form with this id, else raise `UsageError`."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise UsageError(say("models.catalogue.no_form", form=form_id))

    def scope(self, value: str | Sequence[str]) -> tuple[str, ...]:
        """Return the division codes behind a scope word (`counties`, `all`, `city`, `urban`) or list."""
        words = {
            "counties": self.counties,
            "all": tuple(d.code for d in self.divisions),
            "city": (CITY,),
            "urban": (CITY, *CENTRAL_DISTRICTS),
        }
        return words[value] if isinstance(value, str) else tuple(value)

    def rows(self, form: Form, unit: str, period: Period, own: Iterable[OwnRow] = ()) -> tuple[Row, ...]:
        """Return the rows of `form` that `unit` fills in `period`, own rows after the block's others."""
        found: list[Row] = []
        added = [o for o in own if o.form == form.id]
        for block in form.blocks:
            rows = [r for r in block.rows if unit in r.scope and period.kind in r.frequencies]
            if block.template is not None and period.kind in block.template.frequencies:
                template = block.template
                rows += [
                    replace(template, code=o.code, scope=(unit,), origin="office")
                    for o in added
                    if o.block == block.code and o.since <= period and (o.until is None or period <= o.until)
                ]
            found += [r for r in rows if not r.derived]
            found += [r for r in rows if r.derived and (block.listed or _has_parts(r, found))]
        if all(row.derived for row in found):
            return ()
        return tuple(found)

    def columns(self, form: Form, row: Row, period: Period) -> tuple[Column, ...]:
        """Return the columns in which `row` has cells in `period`."""
        return tuple(c for c in form.columns if c.code in row.columns and period.kind in c.frequencies)

    def find(self, key: Key) -> tuple[Form, Column]:
        """Return form and column of a key, else raise `UsageError`; the row is the office's affair."""
        form = self.form(key.form)
        column = form.column(key.column)
        if column is None:
            raise UsageError(say("models.catalogue.no_column", form=form.title, column=key.column))
        return form, column

    def check_period(self, period: Period) -> bool:
        """Tell whether the period lies inside the plan's years or is its base year."""
        return self.first_year <= period.year <= self.last_year

    def indicator(self, code: str) -> Mapping[str, Any] | None:
        """Return the indicator with this code as plain data."""
        return next((i for i in self.data["indicators"] if i["code"] == code), None)


def _has_parts(total: Row, rows: list[Row]) -> bool:
    if total.sums == ("*",):
        return any(r.block == total.block and not r.derived for r in rows)
    return any(r.code in total.sums for r in rows)


def _rule(data: Mapping[str, Any]) -> Rule:
    fixed = {"number", "form", "severity", "kind", "wording", "remedy", "from", "trial", "frequencies"}
    return Rule(
        number=data["number"], form=data["form"], severity=data["severity"], kind=data["kind"],
        wording=data["wording"], remedy=data["remedy"], since=data["from"], trial=data.get("trial", False),
        frequencies=tuple(data.get("frequencies", ("quarter",))),
        params={k: v for k, v in data.items() if k not in fixed},
    )  # fmt: skip


def _column(data: Mapping[str, Any], form: Mapping[str, Any]) -> Column:
    options = tuple(Option(**o) for o in data.get("options", ()))
    rest = {k: v for k, v in data.items() if k not in {"options", "frequencies"}}
    return Column(frequencies=tuple(data.get("frequencies", form["frequencies"])), options=options, **rest)


def _form(data: Mapping[str, Any], catalogue: Catalogue) -> Form:
    columns = tuple(_column(c, data) for c in data["columns"])
    blocks = tuple(_block(b, data, catalogue) for b in data["blocks"])
    return Form(
        id=data["id"], number=data["number"], title=data["title"], short=data["short"],
        frequencies=tuple(data["frequencies"]), list=data["list"], unit_of_measure=data["unit_of_measure"],
        blocks=blocks, columns=columns, notes=tuple(data.get("notes", ())), stub=data["stub"],
        codes_shown=data.get("codes_shown", False),
    )  # fmt: skip


def _block(data: Mapping[str, Any], form: Mapping[str, Any], catalogue: Catalogue) -> Block:
    columns = tuple(data["columns"])
    rows = [_row(r, data, form, catalogue) for r in data.get("rows", ())]
    source = data.get("rows_from")
    if source:
        rows += [_listed(item, data, form, catalogue) for item in catalogue.data[source]]
    rows += [_row(r, data, form, catalogue) for r in data.get("totals", ())]
    template = _row({"code": "+", "name": ""}, data, form, catalogue) if data.get("listed") else None
    return Block(
        code=data["code"], title=data["title"], columns=columns, rows=tuple(rows),
        listed=bool(data.get("listed")), template=template, prefix=data.get("prefix", "X"),
        heads=data.get("heads", {}),
    )  # fmt: skip


def _row(
    data: Mapping[str, Any], block: Mapping[str, Any], form: Mapping[str, Any], catalogue: Catalogue
) -> Row:
    def inherit(name: str, default: Any = None) -> Any:
        return data.get(name, block.get(name, form.get(name, default)))

    unit, decimals, primary = inherit("unit", ""), inherit("decimals", 0), inherit("primary", "")
    main = next((c for c in form["columns"] if c["code"] == primary), {})
    return Row(
        code=data["code"], name=data["name"], unit=unit,
        frequencies=tuple(inherit("frequencies")), behaviour=inherit("behaviour", "state"),
        decimals=decimals, scope=catalogue.scope(inherit("scope", "counties")),
        block=block["code"], columns=tuple(data.get("columns", block["columns"])), ref=data.get("ref"),
        origin=data.get("origin", "plan"), sums=tuple(data.get("sums", ())), given=data.get("given", {}),
        label=f"{data['name']}·{block['label']}" if block.get("label") else data["name"],
        primary=primary, primary_unit=main.get("unit", unit), primary_decimals=main.get("decimals", decimals),
        indicator=data.get("indicator"), definition=data.get("definition"), adds=inherit("adds", "sum"),
    )  # fmt: skip


def _listed(
    item: Mapping[str, Any], block: Mapping[str, Any], form: Mapping[str, Any], catalogue: Catalogue
) -> Row:
    """Make the form's row for a project or task of the plan."""
    stub = next((c["code"] for c in form["columns"] if c.get("stub")), "name")
    given = {stub: item["name"], **block.get("fixed", {})}
    given |= {name: item[name] for name in block.get("given", ()) if item.get(name) is not None}
    scope = item["scope"] if "scope" in item else [item.get("county") or CITY]
    row = {"code": item["code"], "name": item["name"], "ref": item["ref"], "scope": scope, "given": given}
    return _row(row, block, form, catalogue)
