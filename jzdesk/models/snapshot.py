"""A period frozen: canonical content, its bytes, and the 校验码 of the whole and of each form.

The content holds every figure the forms show, entered and computed, and nothing of what was typed
and replaced before. Paper, upload file, report and receipt are all made from it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn, cast

from jzdesk.digest import sha256
from jzdesk.models import derive, quantity, signed
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.form import Column, Form, OwnRow, Row
from jzdesk.models.layout import Layout, lay_out, stub_of, unnamed
from jzdesk.models.letters import UPLOAD, VERSION
from jzdesk.models.period import Period
from jzdesk.models.value import places_of, shown, text_of, unit_of
from jzdesk.records import dataclass, field
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.checks import Finding
    from jzdesk.models.sheet import Sheet


# What we made ourselves, or have just read, is no circle; looking for one would take a quarter of the time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


@dataclass(frozen=True)
class Signers:
    """The names at the foot of the forms.

    `one_person` says that one person is several of them, `…_for` whom a name stood in for (代填, 代审).
    """

    preparer: str = ""
    reviewer: str = ""
    head: str = ""
    phone: str = ""
    issued_on: str = ""
    one_person: bool = False
    preparer_for: str = ""
    reviewer_for: str = ""

    def plain(self) -> dict[str, Any]:
        """Return them as a content holds them; who stood in for nobody is not mentioned."""
        names = {
            "preparer": self.preparer, "reviewer": self.reviewer, "head": self.head,
            "phone": self.phone, "issued_on": self.issued_on, "one_person": self.one_person,
        }  # fmt: skip
        return names | signed.steads({"preparer_for": self.preparer_for, "reviewer_for": self.reviewer_for})


@dataclass(frozen=True)
class Origin:
    """Where a content comes from: the office, the program, and what went before.

    `replies` are what the city returned, each with its answer. `backfill` is the 历史补录 it carries,
    `backfill_since` the 校验码 of the file that last carried it.
    """

    office: str
    practice: bool
    program: str
    revision: int
    draft: int
    predecessor: str = ""
    audit_head: str = ""
    reason: str = ""
    kind: str = "first"
    changes: Sequence[Mapping[str, str | None]] = field(default_factory=tuple)
    backfill: Mapping[str, Any] = field(default_factory=dict)
    backfill_since: str = ""
    replies: Sequence[Mapping[str, str]] = ()


def build(
    sheet: Sheet, findings: Sequence[Finding], counts: Mapping[str, int], signers: Signers, origin: Origin
) -> dict[str, Any]:
    """Return the canonical content of a period as plain data."""
    content = {
        "kind": UPLOAD,
        "version": VERSION,
        "plan": sheet.catalogue.data["plan"]["id"],
        "catalogue": sheet.catalogue.edition,
        "program": origin.program,
        "unit": sheet.unit,
        "office": origin.office,
        "period": str(sheet.period),
        "practice": origin.practice,
        "revision": origin.revision,
        "revision_kind": origin.kind,
        "draft": origin.draft,
        "predecessor": origin.predecessor,
        "audit_head": origin.audit_head,
        "reason": origin.reason,
        "signers": signers.plain(),
        "forms": {form.id: form_whole(sheet, form) for form in sheet.forms},
        "backfill": dict(origin.backfill),
        "backfill_since": origin.backfill_since,
        "findings": [_finding(f) for f in findings if f.result == "failed"],
        "counts": dict(counts),
        "changes": [dict(c) for c in origin.changes],
    }  # fmt: skip
    waived = [w.plain() for rule, w in sorted(sheet.waived.items()) if sheet.asks(_form_of(sheet, rule))]
    if waived:  # left out where there is none: a content without it is what it always was
        content["waivers"] = waived
        content["waived"] = sum(f.waived for f in findings)
    if origin.replies:
        content["replies"] = [dict(r) for r in origin.replies]
    return _canonical(content)


def _form_of(sheet: Sheet, number: str) -> str:
    return next((rule.form for rule in sheet.catalogue.rules if rule.number == number), "")


def _canonical(node: Any) -> Any:
    """Return plain data with every text in NFC and its lines ended by LF."""
    if isinstance(node, str):
        return unicodedata.normalize("NFC", node.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(node, dict):
        return {name: _canonical(value) for name, value in node.items()}
    return [_canonical(item) for item in node] if isinstance(node, list) else node


def form_whole(sheet: Sheet, form: Form) -> dict[str, Any]:
    """Return a form as a content holds it, with every figure it shows."""
    return form_part(sheet, form, dict(_cells(sheet, form, sheet.rows(form.id))))


def form_part(sheet: Sheet, form: Form, cells: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return a form as a content holds it, with these cells by `row/column`."""
    own = {r.code for r in sheet.rows(form.id) if r.origin == "office"}
    listed = [o for o in sheet.own if o.form == form.id and o.code in own]
    return {
        "nil": form.id in sheet.nil,
        "own": [{"code": o.code, "block": o.block} for o in listed],
        "cells": dict(sorted(cells.items())),
    }


def _cells(sheet: Sheet, form: Form, rows: Sequence[Row]) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for row in rows:
        for column in sheet.columns(form, row):
            key = Key(form.id, row.code, column.code)
            content = _cell(sheet, key, row, column)
            if content:
                found.append((f"{row.code}/{column.code}", content))
    return found


def _cell(sheet: Sheet, key: Key, row: Row, column: Column) -> dict[str, str]:
    if column.derived or row.derived:
        value = derive.derived_value(sheet, key, row, column)
        return {} if value is None else {"v": value}
    return entered(sheet.cell(key, row, column), row, column, sheet.stamp(key))


def entered(cell: Cell, row: Row, column: Column, stamp: Stamp | None = None) -> dict[str, str]:
    """Return an entered cell as a content holds it: `v` value, `b` blank reason, `n` note.

    A stage of a yearly figure has `on`, its day, and `why`, the reason given.
    """
    content: dict[str, str] = {}
    number = cell.number
    if number is not None:
        content["v"] = quantity.plain(number, places_of(row, column))
    elif isinstance(cell.value, str):
        content["v"] = cell.value
    if cell.blank is not None:
        content["b"] = cell.blank
    if cell.note:
        content["n"] = cell.note
    if stamp is not None and "v" in content:
        content["on"] = stamp.on
        if stamp.why:
            content["why"] = stamp.why
    return content


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "severity": finding.severity, "trial": finding.trial,
        "keys": [str(k) for k in finding.keys], "message": finding.message,
        "left": finding.left, "right": finding.right, "difference": finding.difference,
        "explanation": finding.explanation,
    }  # fmt: skip


def encode(content: Mapping[str, Any]) -> bytes:
    """Return the content's canonical bytes: sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(content).encode()


Texts = Mapping[str, str]
"""The canonical text of each form of a content, by the form's id."""


def decode(data: bytes) -> dict[str, Any]:
    """Return the content held in canonical bytes; `ValueError` when they are not canonical."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[dict[str, Any], Texts]:
    """Return the same with the texts of its forms, for whoever wants their codes too."""
    try:
        text = data.decode("utf-8")
        content = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
        # What is in NFC as a whole is so in every part; a return cannot stand there but escaped.
        plain = "\\r" not in text and unicodedata.is_normalized("NFC", text)
        if isinstance(content, dict):
            again, texts = _encoded(content if plain else _canonical(content))
            if again == text:
                return content, texts
    except RecursionError:
        pass  # nested deeper than anything of ours
    raise ValueError("not canonical")


def _encoded(content: Mapping[str, Any]) -> tuple[str, Texts]:
    """Return a content's canonical text and those of its forms, of which most of it is made."""
    forms = content.get("forms")
    if not isinstance(forms, dict):
        return _ENCODER.encode(content), {}
    texts = {form: _ENCODER.encode(part) for form, part in forms.items()}
    before, behind = (
        _ENCODER.encode({name: content[name] for name in content if side(name)})[1:-1]
        for side in ("forms".__gt__, "forms".__lt__)
    )
    middle = ",".join(f"{_ENCODER.encode(form)}:{texts[form]}" for form in sorted(texts))
    return "{" + ",".join(filter(None, (before, '"forms":{' + middle + "}", behind))) + "}", texts


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"figures are strings, not {text}")


def code_of(data: bytes) -> str:
    """Return the 校验码 of canonical bytes: sixteen hexadecimal digits."""
    return sha256(data).hexdigest()[:16]


def show_code(code: str) -> str:
    """Return a 校验码 in groups of four, as it stands on paper."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def form_codes(content: Mapping[str, Any], texts: Texts | None = None) -> dict[str, str]:
    """Return each form's own 校验码; it depends on that form's figures alone.

    It is that of the form's part as `content`, beside its id and whose and which period's it is; `texts` are
    those parts, where they are known.
    """
    known = texts or {form: _ENCODER.encode(part) for form, part in content["forms"].items()}
    before = _ENCODER.encode({"catalogue": content["catalogue"]})[:-1]
    behind = {name: content[name] for name in ("period", "practice", "unit")}
    return {
        form: code_of(f'{before},"content":{text},{_ENCODER.encode({"form": form, **behind})[1:]}'.encode())
        for form, text in known.items()
    }


class Frozen:
    """A content seen through its catalogue: layouts, and what stands in each cell.

    Names are those in force at its 报出日期; of a draft, those of the catalogue given.
    """

    def __init__(self, content: Mapping[str, Any], catalogue: Catalogue) -> None:
        self.content = content
        self.catalogue = catalogue.on(content["signers"]["issued_on"])
        self.unit: str = content["unit"]
        self.period = Period.parse(content["period"])
        self.forms = tuple(f for f in self.catalogue.forms if f.id in content["forms"])
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._layouts: dict[str, Layout] = {}

    def rows(self, form: Form) -> tuple[Row, ...]:
        """Return the form's rows, those of the office's own included."""
        if form.id not in self._rows:
            part = self.content["forms"][form.id]
            own = [OwnRow(form.id, o["code"], o["block"], self.period) for o in part["own"]]
            self._rows[form.id] = self.catalogue.rows(form, self.unit, self.period, own)
        return self._rows[form.id]

    def cells(self, form: Form) -> Mapping[str, Mapping[str, str]]:
        """Return what stands in the form's cells, by `row/column`."""
        return cast("Mapping[str, Mapping[str, str]]", self.content["forms"][form.id]["cells"])

    def layout(self, form: Form) -> Layout:
        """Return the form's layout."""
        if form.id not in self._layouts:
            self._layouts[form.id] = lay_out(form, self.period, self.rows(form))
        return self._layouts[form.id]

    def nil(self, form: Form) -> bool:
        """Tell whether the form was declared a 零报告."""
        return bool(self.content["forms"][form.id]["nil"])

    def cell(self, key: Key) -> Mapping[str, str]:
        """Return a cell's content: `v` value, `b` blank reason, `n` note; empty when there is none."""
        return self.content["forms"][key.form]["cells"].get(f"{key.row}/{key.column}", {})

    def value(self, key: Key) -> str | None:
        """Return a cell's value in its file form."""
        return self.cell(key).get("v")

    def label(self, form: Form, row: Row) -> str:
        """Return what the row is called in the form's stub."""
        column = stub_of(form, row)
        if column is None:
            return row.name
        name = self.cells(form).get(f"{row.code}/{column.code}", {}).get("v")
        return name or unnamed(row)

    def text(self, key: Key, row: Row, column: Column) -> str:
        """Return what is printed in a cell."""
        return cell_text(self.cell(key), row, column)


def parts_of(frozen: Frozen, form: Form, total: Row) -> tuple[Row, ...]:
    """Return the rows that a 合计 of a frozen form adds up."""
    everything = total.sums == ("*",)
    rows = (
        r for r in frozen.rows(form)
        if not r.derived and (r.block == total.block if everything else r.code in total.sums)
    )  # fmt: skip
    return tuple(
        row for row in rows
        if all(frozen.value(Key(form.id, row.code, code)) in options for code, options in total.where.items())
    )  # fmt: skip


def cell_text(cell: Mapping[str, str], row: Row, column: Column) -> str:
    """Return what is printed of a cell's content."""
    if "v" in cell:
        return shown(cell["v"], row, column)
    if "b" in cell:
        return cell["b"].split(":", 1)[0]
    return empty_text(row, column)


def empty_text(row: Row, column: Column) -> str:
    """Return what is printed in a cell without value and reason."""
    if column.fixed_in(row) and not row.derived:
        return say("models.derive.pending_city")
    return say("models.derive.dash") if column.derived or row.derived else ""


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Return every entered or computed cell that differs, as {key, old, new} in key order."""
    return differing(flat(before), flat(after))


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[dict[str, str | None]]:
    """Return the same of two contents of which each cell is known by its KEY (`flat`)."""
    changed = {key for key, _ in old.items() ^ new.items()} if old else new.keys()
    return [{"key": key, "old": old.get(key), "new": new.get(key)} for key in sorted(changed)]


def flat(content: Mapping[str, Any] | None) -> dict[str, str]:
    """Return every value or blank reason of a content by KEY."""
    if content is None:
        return {}
    return {
        f"{form}/{place}": cell["v"] if "v" in cell else cell["b"]
        for form, part in content["forms"].items()
        for place, cell in part["cells"].items()
        if "v" in cell or "b" in cell
    }


def figure_text(sheet: Sheet, key: Key, row: Row, column: Column) -> str | None:
    """Return a live cell's value as `get` tells it, entered or computed."""
    if column.derived or row.derived:
        return derive.derived_value(sheet, key, row, column)
    return text_of(sheet.cell(key, row, column), row, column)


def with_unit(value: str, row: Row, column: Column) -> str:
    """Return a value with its unit, as sentences name it."""
    unit = unit_of(row, column) if column.kind == "number" else ""
    return f"{shown(value, row, column)} {unit}".strip()


def numbers(content: Mapping[str, Any], catalogue: Catalogue) -> dict[Key, Decimal]:
    """Return every number of a content by key, entered and computed."""
    found: dict[Key, Decimal] = {}
    new = tuple.__new__  # a key as it is, without a call of ours for each
    for form_id, part in content["forms"].items():
        numeric = {c.code for c in catalogue.form(form_id).columns if c.kind == "number"}
        for place, cell in part["cells"].items():
            row, _, column = place.rpartition("/")
            if column in numeric and "v" in cell:
                found[new(Key, (form_id, row, column))] = Decimal(cell["v"])
    return found
