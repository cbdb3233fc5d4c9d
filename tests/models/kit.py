"""What the tests of the models share: sheets filled with what a clerk would type, and a made-up plan."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jzdesk.models import plan_source, value
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import Column, OwnRow, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Explanation, Sheet

PLAN_FOLDER = Path(__file__).resolve().parents[2] / "resources/plan/jiaozuo-13fyp"
COUNTY, CITY, CITY_DISTRICT = "410823", "410800", "410802"
EMPTY_LISTS = frozenset({"reductions", "cards"})
"""The lists of an ordinary county that have no row: they are declared 零报告."""

Typed = Mapping[str, str]


@cache
def plan() -> Catalogue:
    """Return the catalogue that is shipped."""
    return Catalogue(plan_source.load(PLAN_FOLDER))


def period(text: str) -> Period:
    return Period.parse(text)


def key(text: str) -> Key:
    return Key.parse(text)


def own(form: str, code: str, block: str, since: str, until: str | None = None) -> OwnRow:
    return OwnRow(form, code, block, period(since), period(until) if until else None)


def typed(
    catalogue: Catalogue, unit: str, when: Period, words: Typed, added: tuple[OwnRow, ...]
) -> dict[Key, Cell]:
    """Return the cells that an office's typing makes, each turned as the window would turn it."""
    blank = Sheet(catalogue, unit, when, {}, own=added)
    cells = {}
    for text, word in words.items():
        _, row, column = blank.place(key(text))
        cells[key(text)] = value.parse(word, row, column)
    return cells


def sheet(
    when: str,
    words: Typed | None = None,
    earlier: Mapping[str, Typed] | None = None,
    *,
    catalogue: Catalogue | None = None,
    unit: str = COUNTY,
    own: tuple[OwnRow, ...] = (),
    nil: tuple[str, ...] = (),
    explanations: tuple[Explanation, ...] = (),
) -> Sheet:
    """Return an office's sheet with what was typed in `when` and in earlier periods."""
    known, now = catalogue or plan(), period(when)
    past = {period(p): typed(known, unit, period(p), w, own) for p, w in (earlier or {}).items()}
    cells = typed(known, unit, now, words or {}, own)
    return Sheet(known, unit, now, cells, past, own, frozenset(nil), explanations)


def ordinary(row: Row, column: Column, when: str = "") -> str:
    """Return what nobody could object to; figures are the same in every period."""
    known = {"planned": "1000", "year_plan": "1000", "plan_end": "2020-12"}
    if column.code in known:
        return known[column.code]
    if column.kind == "number":
        same = {"cod.industry", "tp.industry", "sewage.tp"}
        if column.code == "emitted" and row.code not in same and "" < when < "2018Q3":
            return "10.5"  # last quarter's figures again would look like an old table
        if column.code == "mean" and row.code in {"pm10", "no2"} and "" < when < "2018Q3":
            return "11"
        few = {
            "sewage.tp/emitted": "1",
            "good_days/days": "8",
            "heavy_days/days": "1",
            "good_days/flash": "8",
        }
        return few.get(f"{row.code}/{column.code}", "10")
    if column.kind == "enum":
        return column.options[0].word
    if column.kind == "date":
        return "2018-03-05"
    if column.code == "text":
        return f"{when}各项工作都按计划推进，没有要写的问题。"
    return "2016-03" if column.kind == "month" else f"{column.name}一"


def ordinary_quarter(
    *,
    unit: str = COUNTY,
    own: tuple[OwnRow, ...] = (),
    nil: tuple[str, ...] = (),
    explanations: tuple[Explanation, ...] = (),
    **changed: str,
) -> Sheet:
    """Return 2018Q3 whole, to which no rule objects, but for what is `changed` (`""` clears a cell)."""
    base = _ordinary_quarter(unit, own)
    cells = {**base.cells, **typed(base.catalogue, unit, base.period, changed, own)}
    declared = EMPTY_LISTS - {o.form for o in own} | set(nil)
    return replace(base, cells=cells, nil=declared, explanations=explanations)


@cache
def _ordinary_quarter(unit: str, own: tuple[OwnRow, ...]) -> Sheet:
    past = {q: filled(q, unit=unit, own=own) for q in ("2017Q3", "2018Q1", "2018Q2")}
    return sheet("2018Q3", filled("2018Q3", unit=unit, own=own), past, unit=unit, own=own)


def filled(when: str, *, unit: str = COUNTY, catalogue: Catalogue | None = None,
           own: tuple[OwnRow, ...] = ()) -> dict[str, str]:  # fmt: skip
    """Return what is typed into every cell that must be filled; no rule objects to it."""
    blank = sheet(when, unit=unit, catalogue=catalogue, own=own)
    words = {
        f"{form.id}/{row.code}/{column.code}": ordinary(row, column, when)
        for form in blank.forms
        for row in blank.rows(form.id)
        for column in blank.columns(form, row)
        if column.required and not (column.derived or row.derived or blank.locked(row, column))
    }
    return words | _late(blank, words)


def _late(blank: Sheet, words: Typed) -> dict[str, str]:
    """Return what is typed of the tasks whose term has passed."""
    late = [
        f"milestones/{row.code}"
        for form in blank.forms
        for row in blank.rows(form.id)
        if f"milestones/{row.code}/status" in words
        and (row.given.get("due") or "9999") < str(blank.period.year)
    ]
    return {f"{at}/{code}": word for at in late for code, word in
            (("status", "滞后"), ("problems", "征地没有完成，年底前办结。"))}  # fmt: skip


MADE_UP: dict[str, Any] = tomllib.loads((Path(__file__).parent / "made_up.toml").read_text("utf-8"))
MADE_UP_COUNTY = "410901"


def rule(number: str, kind: str, form: str = "loads", **params: Any) -> dict[str, Any]:
    """Return a rule as it stands in the plan's files."""
    fixed = {"severity": "强制性", "wording": "规则", "remedy": "请核对。", "from": "2021Q1"}
    return {**fixed, "number": number, "form": form, "kind": kind, **params}


def made_up(*rules: dict[str, Any]) -> Catalogue:
    """Return a plan nobody has seen, with these rules."""
    return Catalogue({**MADE_UP, "rules": [*rules]})
