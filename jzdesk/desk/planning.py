"""The catalogue in force, as outsiders read it (INTERFACE §6)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jzdesk.desk import safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.words import say


def plan_json(store: str | None) -> dict[str, Any]:
    """Return the catalogue; the rows are the office's own where a store is named."""
    named = store or os.environ.get("JZDESK_STORE")
    if not named:
        return catalogue_json(safekeeping.shipped_catalogue(), None)
    with Office.open(Path(named), write=False) as office:
        return catalogue_json(office.catalogue, office)


def catalogue_json(catalogue: Catalogue, office: Office | None) -> dict[str, Any]:
    """Return every part of the catalogue in the members and order of the contract."""
    data = catalogue.data
    categories = {i["category"]: i["name"] for i in data["investment"]}
    return {
        "plan": dict(data["plan"]),
        "divisions": [{"code": d.code, "name": d.name, "kind": d.kind} for d in catalogue.divisions],
        "forms": [_form(form, office) for form in catalogue.forms],
        "indicators": [_indicator(i) for i in data["indicators"]],
        "milestones": [_filled({**m, "scope": _scope(m)}, _MILESTONE) for m in data["milestones"]],
        "projects": [
            {**_filled(_allotted(p), _PROJECT), "category": categories.get(p["category"], p["category"])}
            for p in data["projects"]
        ],
        "investment": [
            {**i, "category": i["name"]} for i in data["investment"]
        ],
        "duties": [_filled(d, _DUTY) for d in data["duties"]],
        "rules": [_rule(r) for r in data["rules"]],
        "notes": [dict(n) for n in data["notes"]],
    }  # fmt: skip


_INDICATOR = ("code", "ref", "name", "unit", "nature", "behaviour", "frequency", "direction",
              "answered_by", "baseline", "actual", "targets")  # fmt: skip
_VALUE = ("year", "value", "unit")
_TARGET = ("year", "op", "value", "unit", "scope", "source", "ref", "binding")
_MILESTONE = ("code", "ref", "name", "due", "recurrence", "scope", "source")
_PROJECT = ("code", "ref", "name", "category", "county", "planned", "source")
_DUTY = ("code", "ref", "name", "who", "frequency", "source")


def _filled(item: Mapping[str, Any], members: tuple[str, ...]) -> dict[str, Any]:
    """Return the item with every member of the contract, null where the plan says nothing."""
    return {**dict.fromkeys(members), **item}


def _scope(item: Mapping[str, Any]) -> list[str]:
    """Return who has a task: by the plan, and those the city has allotted it to."""
    handed = [one["unit"] for one in item.get("allotted", ())]
    kept = [unit for unit in item["scope"] if not handed or unit != CITY or len(item["scope"]) > 1]
    return list(dict.fromkeys([*kept, *handed]))


def _allotted(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a project with what the city has given it."""
    return {**item, **{name: told for one in item.get("allotted", ()) for name, told in one["given"].items()}}


def _indicator(item: Mapping[str, Any]) -> dict[str, Any]:
    targets = [_filled(t, _TARGET) for t in (*item["targets"], *item.get("allotted", ()))]
    found = {**_filled(item, _INDICATOR), "targets": targets}
    dated = {name: _filled(found[name], _VALUE) for name in ("baseline", "actual") if found[name]}
    return {**found, **dated}


def _rule(item: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "form", "severity", "kind", "wording", "remedy", "from")
    return {**{n: item[n] for n in names}, "trial": item.get("trial", False)}


def _form(form: Form, office: Office | None) -> dict[str, Any]:
    rows = form.rows if office is None else _office_rows(form, office)
    return {
        "id": form.id, "number": form.number, "title": form.title, "frequencies": list(form.frequencies),
        "list": form.list, "rows": [_row(r) for r in rows], "columns": [_column(c) for c in form.columns],
    }  # fmt: skip


def _office_rows(form: Form, office: Office) -> tuple[Row, ...]:
    """Return the rows of all kinds of period that this office has, each once."""
    own = office.store.own_rows()
    found: dict[str, Row] = {}
    end = Period(office.catalogue.last_year, "year", 0)  # by then everything handed down is in force
    for block in form.blocks:
        for row in block.rows:
            here = row.at(office.unit, end)
            if here is not None:
                found[row.code] = here
        if block.template is not None:
            for added in own:
                if (added.form, added.block) == (form.id, block.code):
                    found[added.code] = _own_row(block.template, added.code, office)
    return tuple(found.values())


def _own_row(template: Row, code: str, office: Office) -> Row:
    return replace(template, code=code, scope=(office.unit,), origin="office")


def _row(row: Row) -> dict[str, Any]:
    return {
        "code": row.code, "name": row.label, "unit": row.unit, "frequencies": list(row.frequencies),
        "behaviour": row.behaviour, "decimals": row.decimals, "scope": list(row.scope), "ref": row.ref,
        "origin": row.origin, "derived": row.derived, "columns": list(row.columns),
    }  # fmt: skip


def _column(column: Column) -> dict[str, Any]:
    return {
        "code": column.code, "name": column.name, "kind": column.kind, "unit": column.unit,
        "decimals": column.decimals, "options": [o.word for o in column.options] or None,
        "frequencies": list(column.frequencies), "derived": column.derived, "required": column.required,
    }  # fmt: skip


def plan_lines(data: Mapping[str, Any]) -> list[str]:
    """Return the catalogue in a few lines for reading."""
    plan = data["plan"]
    lines = [f"{plan['title']}（{plan['document_number']}）"]
    counts = {
        name: len(data[name]) for name in ("divisions", "indicators", "milestones", "projects", "rules")
    }
    lines.append(say("desk.planning.counts", **counts))
    lines += [f"{f['number']} {f['title']}（{f['id']}）：{len(f['rows'])}" for f in data["forms"]]
    return lines
