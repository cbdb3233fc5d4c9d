"""What an allotment makes of the plan: a catalogue's plain data over the one that comes with the program.

What is in force from a day on is kept beside what held before, so that a period that ended earlier is not
measured by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jzdesk.models.allotment.allotment import Allotment
from jzdesk.models.allotment.judging import SOFT, limit_of, reworded
from jzdesk.models.allotment.subjects import (
    DUE,
    FORMS,
    OFFICES,
    PROJECTS,
    RETIRED,
    RULES,
    TARGETS,
    TASKS,
    THRESHOLDS,
    WAIVERS,
    Record,
)
from jzdesk.words import say

Data = dict[str, Any]
CITY = "410800"


def apply(base: Mapping[str, Any], told: Allotment) -> Data:
    """Return the catalogue's plain data under an allotment; `base` is left as it is."""
    data: Data = {**base, "allotment": told.plain()}
    data["plan"] = {**base["plan"], "edition": f"{base['plan']['edition']}/{told.number}"}
    for subject, put in _PUT.items():
        records = told.of(subject)
        if records:
            put(data, records)
    return data


def _source(record: Record) -> str:
    return record.get("document") or say("models.allotment.source")


def _grouped(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record["code"], []).append(record)
    return found


def _allotted(records: Sequence[Record], given: Sequence[str]) -> list[dict[str, Any]]:
    """Return what each office is given of a thing, and from when."""
    return [
        {
            "unit": r["unit"], "since": r.get("since", ""), "name": r.get("name", ""), "source": _source(r),
            "given": {name: r[name] for name in given if name in r},
        }
        for r in records
    ]  # fmt: skip


_OF_PROJECT = ("planned", "plan_start", "plan_end", "responsible", "content")
_OF_TASK = ("due", "quantity", "quantity_unit", "lead")


def _projects(data: Data, records: Sequence[Record]) -> None:
    told = _grouped(records)
    known = {item["code"] for item in data["projects"]}
    made = [_own_project(code, told[code][0]) for code in told if code not in known]
    found: list[Data] = []
    for item in (*data["projects"], *made):
        said = told.get(item["code"])
        if said is not None:
            (one,) = said
            before = [item["county"]] if "county" in item else [CITY]
            item = {
                **item, "scope": item.get("scope", before), "county": one["unit"],
                "allotted": _allotted(said, _OF_PROJECT),
            }  # fmt: skip
        found.append(item)
    data["projects"] = found


def _own_project(code: str, one: Record) -> Data:
    return {
        "code": code, "ref": None, "name": one["name"], "category": one["category"], "source": _source(one),
        "scope": [], "origin": "city",
    }  # fmt: skip


def _tasks(data: Data, records: Sequence[Record]) -> None:
    told = _grouped(records)
    known = {item["code"] for item in data["milestones"]}
    made = [_own_task(code, told[code][0]) for code in told if code not in known]
    data["milestones"] = [
        {**item, "allotted": _allotted(told[item["code"]], _OF_TASK)} if item["code"] in told else item
        for item in (*data["milestones"], *made)
    ]


def _own_task(code: str, one: Record) -> Data:
    due = {"due": one["due"]} if "due" in one else {}
    return {
        "code": code, "ref": None, "name": one["name"], "source": _source(one), "scope": [], "origin": "city",
        **due,
    }  # fmt: skip


def _retired(data: Data, records: Sequence[Record]) -> None:
    """Keep a row, which no office has, for what was reported of a thing that is handed down no more."""
    for one in records:
        made = {"code": one["code"], "ref": None, "name": one["name"], "scope": [], "origin": "city"}
        made["source"] = say("models.allotment.withdrawn")
        if one["code"].startswith("P"):
            data["projects"] = [*data["projects"], {**made, "category": one["category"]}]
        else:
            data["milestones"] = [*data["milestones"], made]


def _targets(data: Data, records: Sequence[Record]) -> None:
    told = _grouped(records)
    data["indicators"] = [
        {**item, "allotted": [_target(item, r) for r in told[item["code"]]]} if item["code"] in told else item
        for item in data["indicators"]
    ]


def _target(item: Mapping[str, Any], one: Record) -> Data:
    kept = {name: one[name] for name in ("since", "basis") if name in one}
    return {
        "year": one["year"], "op": one["op"], "value": one["value"],
        "unit": "%" if one["op"] == "reduce_pct" else item["unit"], "scope": [one["unit"]],
        "source": one["document"], "ref": None, "binding": True, **kept,
    }  # fmt: skip


def _due(data: Data, records: Sequence[Record]) -> None:
    data["deadlines"] = [{"period": r["period"], "due": r["due"], "basis": r["document"]} for r in records]


def _forms(data: Data, records: Sequence[Record]) -> None:
    told = {r["code"]: r for r in records}
    data["forms"] = [
        {**form, "scheme": _scheme(told[form["id"]])} if form["id"] in told else form
        for form in data["forms"]
    ]


def _scheme(one: Record) -> dict[str, str]:
    names = {"document_number": "document", "issued_by": "issued_by", "valid_until": "valid_until"}
    return {name: one[field] for name, field in names.items() if field in one}


def _offices(data: Data, records: Sequence[Record]) -> None:
    told: dict[str, list[dict[str, str]]] = {}
    for one in records:
        told.setdefault(one["unit"], []).append({"from": one["since"], "office": one["name"]})
    data["divisions"] = [
        {**d, "later": [*d.get("later", ()), *told[d["code"]]]} if d["code"] in told else d
        for d in data["divisions"]
    ]


def _thresholds(data: Data, records: Sequence[Record]) -> None:
    told = _grouped(records)
    rules: list[Data] = []
    for rule in data["rules"]:
        for one in told.get(rule["number"], ()):
            old = limit_of(rule, one["limit"]) or ""
            wording = one.get("wording") or reworded(rule, old, one["value"]) or rule["wording"]
            rule = {**rule, one["limit"]: one["value"], "wording": wording}
        rules.append(rule)
    data["rules"] = rules


def _waivers(data: Data, records: Sequence[Record]) -> None:
    names = {"rule": "code"} | {n: n for n in ("unit", "since", "until", "document", "reason")}
    data["waivers"] = [{name: r[field] for name, field in names.items()} for r in records]


def _rules(data: Data, records: Sequence[Record]) -> None:
    data["rules"] = [*data["rules"], *(_rule(data, r) for r in records)]


def _rule(data: Data, one: Record) -> Data:
    form = next(f for f in data["forms"] if f["id"] == one["form"])
    used = [c for c in form["columns"] if c["code"] in {one["column"], one.get("other")}]
    kinds = [k for k in form["frequencies"] if all(k in c.get("frequencies", [k]) for c in used)]
    return {
        "number": one["code"], "form": one["form"], "severity": SOFT, "trial": True, "from": one["from"],
        "wording": one["wording"], "remedy": one["remedy"], "frequencies": kinds, **_params(one),
    }  # fmt: skip


def _params(one: Record) -> Data:
    column, kind, value = one["column"], one["kind"], one.get("value", "")
    if kind in {"at_least", "at_most"}:
        return {"kind": "bounds", "columns": [column], "min" if kind == "at_least" else "max": value}
    if kind == "not_above":
        return {"kind": "compare", "left": column, "right": one["other"]}
    if kind == "needs":
        return {"kind": "requires", "when": column, "then": one["other"], "filled": True}
    return {"kind": "change", "against": kind.removeprefix("change_"), "column": column, "pct": value}


_PUT: Mapping[str, Callable[[Data, Sequence[Record]], None]] = {
    PROJECTS: _projects, TASKS: _tasks, TARGETS: _targets, DUE: _due, FORMS: _forms, OFFICES: _offices,
    THRESHOLDS: _thresholds, WAIVERS: _waivers, RULES: _rules, RETIRED.code: _retired,
}  # fmt: skip
