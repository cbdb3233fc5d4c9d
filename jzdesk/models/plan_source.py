"""The plan's TOML files as one plain dict, checked and with every scope spelt out.

What `load` returns is what `Catalogue` takes: it can be dumped as canonical JSON and kept in a store.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jzdesk.models.catalogue import CITY, DISTRICT
from jzdesk.models.roles import PLAN_PERIOD
from jzdesk.models.targets import OPS

# Each list with the member that tells its entries apart; contradictions noted have none
_LISTS = {
    "divisions": "code",
    "forms": "id",
    "indicators": "code",
    "milestones": "code",
    "projects": "code",
    "investment": "category",
    "duties": "code",
    "rules": "number",
    "notes": None,
}
_CHAPTERS = "chapters"
"""What the sources of targets, tasks and projects name; a plan may do without their titles."""
_MAPPING = "mapping.toml"
"""Which rows of the plan before go on in this one; a plan without a history to go on with has none."""
_SCOPED = ("forms", "indicators", "milestones")
_CODES = {
    ("indicators", "answered_by"): {"county", "city", "derived", "rule"},
    ("milestones", "kind"): {"control"},
    ("milestones", "due_basis"): {PLAN_PERIOD, "derived", "doc_title"},
    ("duties", "frequency"): {
        "year", "half", "quarter", "period", "once", "regular", "ongoing", "case", "trigger", "unstated",
    },
}  # fmt: skip
"""What the words of a plan may be that the program has a sentence for each of."""


def load(folder: Path) -> dict[str, Any]:
    """Return the plan in `folder`; raise `ValueError` naming the file when its data cannot be right."""
    data: dict[str, Any] = {"plan": _read(folder / "plan.toml")}
    for name, key in _LISTS.items():
        data[name] = _gather(folder, name)
        if key is not None:
            _once(name, (entry[key] for entry in data[name]))
    if (folder / f"{_CHAPTERS}.toml").exists():
        data[_CHAPTERS] = _gather(folder, _CHAPTERS)
        _once(_CHAPTERS, (one["code"] for one in data[_CHAPTERS]))
    if (folder / _MAPPING).exists():
        data["mapping"] = _read(folder / _MAPPING)
        _once("mapping", (one["new"] for one in data["mapping"]["rows"]))
    for form in data["forms"]:
        _once_in_form(form)
    _known_words(data)
    scopes = _scopes(data["divisions"])
    for name in _SCOPED:
        data[name] = _spell_out(data[name], scopes, name)
    for project in data["projects"]:
        if "county" in project:
            _codes([project["county"]], scopes, "projects")
    return data


def _gather(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return one of the plan's lists: from `NAME.toml`, or from the files of the folder `NAME` in order."""
    parts = sorted((folder / name).glob("*.toml")) or [folder / f"{name}.toml"]
    return [entry for part in parts for entry in _read(part).get(name, [])]


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file.name}: {error}") from error


def _once(where: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"{where}: {code} stands there twice")
        seen.add(code)


def _once_in_form(form: Mapping[str, Any]) -> None:
    """Rows of all blocks share one space of codes: a KEY names form, row and column only."""
    where = f"forms, {form['id']}"
    blocks = form.get("blocks", [])
    _once(where, (column["code"] for column in form.get("columns", [])))
    _once(where, (block["code"] for block in blocks))
    _once(where, (row["code"] for b in blocks for part in ("rows", "totals") for row in b.get(part, [])))


def _known_words(data: Mapping[str, Any]) -> None:
    """Refuse a word that nothing could be told of: it would be found out when somebody opens its page."""
    for (name, member), known in _CODES.items():
        for entry in data[name]:
            word = str(entry.get(member, ""))
            if word and word not in known and not (PLAN_PERIOD in known and word.startswith(PLAN_PERIOD)):
                raise ValueError(f"{name}: {member} of {entry['code']} may not be {word}")
    for indicator in data["indicators"]:
        for target in indicator.get("targets", ()):
            if target.get("op", "=") not in OPS:
                raise ValueError(f"indicators: op of {indicator['code']} may not be {target['op']}")


def _scopes(divisions: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    listed = list(divisions)
    known = [division["code"] for division in listed]
    return {
        "all": known,
        "counties": [code for code in known if code != CITY],
        "city": [CITY],
        "urban": [CITY, *(one["code"] for one in listed if one.get("kind") == DISTRICT)],
    }


def _spell_out(node: Any, scopes: Mapping[str, list[str]], where: str) -> Any:
    """Return `node` with the words in its scopes, at any depth, replaced by codes."""
    if isinstance(node, list):
        return [_spell_out(item, scopes, where) for item in node]
    if isinstance(node, dict):
        return {
            name: _codes(value, scopes, where) if name == "scope" else _spell_out(value, scopes, where)
            for name, value in node.items()
        }
    return node


def _codes(scope: str | list[str], scopes: Mapping[str, list[str]], where: str) -> list[str]:
    codes = scopes.get(scope, [scope]) if isinstance(scope, str) else scope
    for code in codes:
        if code not in scopes["all"]:
            raise ValueError(f"{where}: {code} is no division")
    return list(codes)
