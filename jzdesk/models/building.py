"""A catalogue's plain data turned into values, each row with what it inherits from block and form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from jzdesk.models.form import CITY, Allotted, Block, Column, Division, Form, Option, Row, Rule
from jzdesk.records import dataclass

OWN = "+"
"""The code of the row from which rows of an office's own are made."""
_NODES = (dict, list, tuple)
"""What plain data is made of where it holds more."""
_FIRST_REPORTED = 2018
"""When offices began to report quarter by quarter; a plan may say another year in `reported_from`."""


def reported_from(data: Mapping[str, Any]) -> int:
    """Return the first year that is reported; the plan's years before it are 历史补录."""
    plan = data["plan"]
    return int(plan.get("reported_from", max(int(plan["start"]), _FIRST_REPORTED)))


@dataclass(frozen=True)
class Plan:
    """What rows are made with: the whole plain data, whose lists some blocks show, and what scopes mean."""

    data: Mapping[str, Any]
    scope: Callable[[str | Sequence[str]], tuple[str, ...]]

    def broken(self, form: str, row: Mapping[str, Any]) -> int:
        """Return the year in which a row's figures begin to mean something else, 0 for never.

        A sum is broken where one of its parts is.
        """
        if not self._broken:
            return 0
        codes = (row["code"], *row.get("sums", ()))
        broken = any(f"{form}/{code}" in self._broken for code in codes)
        return int(self.data["plan"]["start"]) if broken else 0

    @cached_property
    def _broken(self) -> frozenset[str]:
        return frozenset(r["new"] for r in self.data.get("mapping", {}).get("rows", ()) if r.get("broken"))


def division(data: Mapping[str, Any]) -> Division:
    """Return an office as a value."""
    return Division(**{name: value for name, value in data.items() if name != "later"})


def rule(data: Mapping[str, Any]) -> Rule:
    """Return a check as a value; what is not common to all are its parameters."""
    fixed = {"number", "form", "severity", "kind", "wording", "remedy", "from", "trial"}
    fixed |= {"frequencies", "printed"}
    return Rule(
        number=data["number"], form=data["form"], severity=data["severity"], kind=data["kind"],
        wording=data["wording"], remedy=data["remedy"], since=data["from"], trial=data.get("trial", False),
        frequencies=tuple(data.get("frequencies", ("quarter",))),
        params={k: v for k, v in data.items() if k not in fixed}, printed=data.get("printed", True),
    )  # fmt: skip


def _column(data: Mapping[str, Any], form: Mapping[str, Any]) -> Column:
    options = tuple(Option(**o) for o in data.get("options", ()))
    rest = {k: v for k, v in data.items() if k not in {"options", "frequencies", "settled"}}
    return Column(
        frequencies=tuple(data.get("frequencies", form["frequencies"])), options=options,
        settled=tuple(data.get("settled", ())), **rest,
    )  # fmt: skip


def form(data: Mapping[str, Any], plan: Plan) -> Form:
    """Return a form with its blocks, rows and columns."""
    columns = tuple(_column(c, data) for c in data["columns"])
    blocks = tuple(_block(b, data, plan) for b in data["blocks"])
    return Form(
        id=data["id"], number=data["number"], title=data["title"], short=data["short"],
        frequencies=tuple(data["frequencies"]), list=data["list"], unit_of_measure=data["unit_of_measure"],
        blocks=blocks, columns=columns, notes=tuple(data.get("notes", ())), stub=data["stub"],
        codes_shown=data.get("codes_shown", False), lines=data.get("lines", ""),
        scheme=data.get("scheme", {}), role=data.get("role", data["id"]),
    )  # fmt: skip


def _block(data: Mapping[str, Any], form: Mapping[str, Any], plan: Plan) -> Block:
    around = _Around(data, form, plan)
    rows = [_row(r, around) for r in data.get("rows", ())]
    source = data.get("rows_from")
    if source:
        rows += [_listed(item, around) for item in plan.data[source]]
    rows += [_row(r, around) for r in data.get("totals", ())]
    template = _row({"code": OWN, "name": ""}, around) if data.get("listed") else None
    return Block(
        code=data["code"], title=data["title"], columns=tuple(data["columns"]), rows=tuple(rows),
        listed=bool(data.get("listed")), template=template, prefix=data.get("prefix", "X"),
        heads=data.get("heads", {}), ends=data.get("ends", ""), role=data.get("role", data["code"]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Around:
    """What the rows of a block have in common: block and form, whose words are theirs, and the plan."""

    block: Mapping[str, Any]
    form: Mapping[str, Any]
    plan: Plan

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """What a row inherits."""
        return {**self.form, **self.block}

    @cached_property
    def heads(self) -> Mapping[str, Mapping[str, Any]]:
        """The form's columns by their codes."""
        return {column["code"]: column for column in reversed(self.form["columns"])}

    @cached_property
    def own_columns(self) -> tuple[str, ...]:
        """The columns of a row of the office's own: the block's, but for those that count rows."""
        counting = {code for code, head in self.heads.items() if head.get("computes") == "count"}
        return tuple(code for code in self.block["columns"] if code not in counting)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of any other row that names none: not those in the block's `own_columns`."""
        own = self.block.get("own_columns", ())
        return tuple(code for code in self.own_columns if code not in own)


def _row(data: Mapping[str, Any], around: _Around) -> Row:
    block, words = around.block, around.words

    def inherit(name: str, default: Any = None) -> Any:
        return data.get(name, words.get(name, default))

    unit, decimals, primary = inherit("unit", ""), inherit("decimals", 0), inherit("primary", "")
    main = around.heads.get(primary, {})
    columns = around.own_columns if data["code"] == OWN else around.columns
    return Row(
        code=data["code"], name=data["name"], unit=unit,
        frequencies=tuple(inherit("frequencies")), behaviour=inherit("behaviour", "state"),
        decimals=decimals, scope=around.plan.scope(inherit("scope", "counties")),
        block=block["code"], columns=tuple(data.get("columns") or columns),
        ref=data.get("ref"),
        origin=data.get("origin", "plan"), sums=tuple(data.get("sums", ())), given=data.get("given", {}),
        where={column: tuple(options) for column, options in data.get("where", {}).items()},
        label=f"{data['name']}·{block['label']}" if block.get("label") else data["name"],
        primary=primary, primary_unit=main.get("unit", unit), primary_decimals=main.get("decimals", decimals),
        indicator=data.get("indicator"), definition=data.get("definition"), adds=inherit("adds", "sum"),
        recurs=data.get("recurs", ""), allotted=tuple(data.get("allotted", ())),
        planned_for=tuple(data.get("planned_for", ())), stub=data.get("stub", ""),
        broken=around.plan.broken(around.form["id"], data), role=data.get("role", data["code"]),
        block_role=block.get("role", block["code"]),
    )  # fmt: skip


def _listed(item: Mapping[str, Any], around: _Around) -> Row:
    """Make the form's row for a project or task of the plan, or one the city has added."""
    block = around.block
    stub = next((c["code"] for c in around.form["columns"] if c.get("stub")), "name")
    given = {stub: item["name"], **block.get("fixed", {})}
    if item.get("origin") == "city":
        given |= block.get("fixed_city", {})
    given |= {name: text for name in block.get("given", ()) if (text := _text(item, name, block)) is not None}
    scope = item["scope"] if "scope" in item else [item.get("county") or CITY]
    row = {"code": item["code"], "name": item["name"], "ref": item.get("ref"), "scope": scope, "given": given}
    row["origin"] = item.get("origin", "plan")
    if "allotted" in item:
        handed = [Allotted(a["unit"], a["since"], a["name"], a["given"]) for a in item["allotted"]]
        kept = [unit for unit in scope if unit != CITY or len(scope) > 1]
        row |= {"allotted": handed, "planned_for": scope, "stub": stub}
        row["scope"] = list(dict.fromkeys([*kept, *(one.unit for one in handed)]))
    row["recurs"] = block.get("recurs", {}).get(item.get("recurrence"), "")
    return _row(row, around)


def _text(item: Mapping[str, Any], name: str, block: Mapping[str, Any]) -> str | None:
    """Return what stands in a column that plan or city fill; `NAME_text` goes before the bare member."""
    return item.get(f"{name}_text", item.get(name, block.get("otherwise", {}).get(name)))


def turns(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the days on which something takes another name."""
    waiting: list[Any] = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield from (str(names["from"]) for names in node.get("later", ()))
            node = node.values()
        waiting += [item for item in node if isinstance(item, _NODES)]


def named_on(node: Any, day: str) -> Any:
    """Return `node` with every name that has `later` ones replaced by the one in force on `day`."""
    if not isinstance(node, _NODES):
        return node
    if not isinstance(node, dict):
        return [named_on(item, day) for item in node]
    found = {name: named_on(item, day) for name, item in node.items() if name != "later"}
    for names in sorted(node.get("later", ()), key=lambda n: n["from"]):
        if names["from"] <= day:
            found |= {name: value for name, value in names.items() if name != "from"}
    return found
