"""The shape of a content from outside, checked before anything is done with it.

`check` looks at the members and their types, `fits` at every cell with the catalogue in hand: nothing that
the forms do not show may come in with what they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.exchange.shape_letters import LETTERS
from jzdesk.exchange.shape_parts import (
    MAX_COUNT,
    OF_PERIOD,
    Members,
    has,
    is_code,
    is_day,
    is_key,
    is_period,
    is_text,
    is_unit,
    of_period,
)
from jzdesk.models import backfill, quantity, signed, value, waiver
from jzdesk.models.allotment import allotment, judging
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import valid_part
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.letters import ASSIGNMENT, UPLOAD, VERSION
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of
from jzdesk.words import say

_HEAD: Members = {
    "kind": str, "version": int, "plan": str, "catalogue": str, "program": str, "unit": str,
    "office": str, "practice": bool,
}  # fmt: skip
_UPLOAD: Members = {
    **OF_PERIOD,
    "draft": int, "audit_head": str, "reason": str, "signers": dict, "forms": dict, "findings": list,
    "counts": dict, "changes": list, "revision_kind": str, "backfill": dict, "backfill_since": str,
}  # fmt: skip
_SIGNERS = ("preparer", "reviewer", "head", "phone", "issued_on")
_FINDING = ("rule", "severity", "message")
_COUNTS = ("passed", "failed", "not_run", "not_applicable")
_PLAIN = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,4})?", re.ASCII)
"""What fits into a store's integers at four places."""


def check(content: Mapping[str, Any]) -> None:
    """Refuse a content that is not shaped as ours are."""
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise _misshapen()
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise RefusedError(say("exchange.envelope.version"))
    members, good = _KINDS[kind]
    whole = version == VERSION and has(content, {**_HEAD, **members})
    if not (whole and is_unit(content["unit"]) and good(content)):
        raise _misshapen()


def _misshapen() -> RefusedError:
    return RefusedError(say("exchange.envelope.misshapen"))


def _backfill(found: Mapping[str, Any], period: str) -> bool:
    return all(_is_earlier(text, period) and _carried(part) for text, part in found.items())


def _is_earlier(text: object, period: str) -> bool:
    """Tell whether the text names a period that may be 历史补录: one of a year before the file's own."""
    return isinstance(text, str) and is_period(text) and Period.parse(text).year < Period.parse(period).year


def _upload(content: Mapping[str, Any]) -> bool:
    return (
        of_period(content)
        and 0 <= content["draft"] < MAX_COUNT
        and _signers(content["signers"])
        and all(_form(part) for part in content["forms"].values())
        and all(_finding(f) for f in content["findings"])
        and all(type(content["counts"].get(n)) is int for n in _COUNTS)
        and all(_change(c, content["period"]) for c in content["changes"])
        and _backfill(content["backfill"], content["period"])
        and is_code(content["backfill_since"])
        and _waivers(content)
        and _replies(content.get("replies", []))
    )


def _replies(found: object) -> bool:
    return isinstance(found, list) and all(map(_reply, found))


def _reply(one: object) -> bool:
    if not isinstance(one, dict) or one.keys() != {"slip", "key", "place", "text", "answer"}:
        return False
    said = is_text(one["place"]) and is_text(one["text"]) and (one["answer"] == "" or is_text(one["answer"]))
    return said and is_key(one["key"]) and is_code(one["slip"]) and one["slip"] != ""


def _waivers(content: Mapping[str, Any]) -> bool:
    """Tell whether what is waived is shaped as ours is; a content without any says nothing of it."""
    found, count = content.get("waivers", []), content.get("waived", 0)
    listed = isinstance(found, list) and all(waiver.of_plain(one) is not None for one in found)
    return listed and type(count) is int and 0 <= count <= content["counts"]["not_applicable"]


def _signers(signers: Mapping[str, Any]) -> bool:
    named = all(isinstance(signers.get(n), str) for n in _SIGNERS) and type(signers.get("one_person")) is bool
    steads = all(is_text(signers[place]) for place in signed.STEADS if place in signers)
    return named and steads and (signers["issued_on"] == "" or is_day(signers["issued_on"]))


def _form(part: object) -> bool:
    return (
        isinstance(part, dict)
        and type(part.get("nil")) is bool
        and isinstance(part.get("own"), list)
        and isinstance(part.get("cells"), dict)
        and all(_own(own) for own in part["own"])
        and all(map(_cell, _unlike_most(part["cells"])))
    )


def _carried(part: object) -> bool:
    return (
        isinstance(part, dict)
        and isinstance(part.get("forms"), dict)
        and all(map(_form, part["forms"].values()))
    )


def _own(own: object) -> bool:
    if not isinstance(own, dict) or not all(isinstance(own.get(n), str) for n in ("code", "block")):
        return False
    return valid_part(own["code"])


def _unlike_most(cells: Mapping[str, object]) -> list[object]:
    """Return the cells that are no value alone."""
    return [
        cell for cell in cells.values()
        if not (type(cell) is dict and len(cell) == 1 and type(cell.get("v")) is str)
    ]  # fmt: skip


def _cell(cell: object) -> bool:
    if not isinstance(cell, dict) or not cell or {"v", "b"} <= cell.keys():
        return False
    if not all(k in {"v", "b", "n", "on", "why"} and isinstance(t, str) for k, t in cell.items()):
        return False
    return not {"on", "why"} & cell.keys() or ("v" in cell and is_day(cell.get("on", "")))


def _finding(finding: object) -> bool:
    return (
        isinstance(finding, dict)
        and all(isinstance(finding.get(n), str) for n in _FINDING)
        and "explanation" in finding
        and isinstance(finding["explanation"], str | None)
    )


def _change(change: object, of: str) -> bool:
    if not isinstance(change, dict) or not is_key(change.get("key")):
        return False
    here = "period" not in change or _is_earlier(change["period"], of)
    return here and all(n in change and isinstance(change[n], str | None) for n in ("old", "new"))


_KINDS = {UPLOAD: (_UPLOAD, _upload), **LETTERS}


def fits(content: Mapping[str, Any], catalogue: Catalogue, seen: Frozen | None = None) -> None:
    """Refuse a content in which anything stands that its catalogue's forms do not show.

    `seen` is an upload's content as it is seen through the catalogue.
    """
    try:
        catalogue.division(content["unit"])
        good = content["plan"] == catalogue.data["plan"]["id"]
        if "period" in content:
            good = good and catalogue.check_period(Period.parse(content["period"]))
        if content["kind"] == ASSIGNMENT:
            told = content["allotment"]
            good = good and allotment.of_plain(told).plain() == told
            good = good and judging.sound(catalogue.data, told["records"], frozenset())
        if content["kind"] == UPLOAD:
            frozen = seen or Frozen(content, catalogue)
            good = good and len(frozen.forms) == len(content["forms"])
            good = good and all(_form_fits(frozen, form) for form in frozen.forms)
            good = good and all(_carried_fits(content, catalogue, p) for p in backfill.periods(content))
    except JzdeskError as error:
        raise _misshapen() from error
    if not good:
        raise _misshapen()


def _carried_fits(content: Mapping[str, Any], catalogue: Catalogue, period: Period) -> bool:
    """Tell whether a period of the 历史补录 holds nothing but cells that an office may enter in it."""
    carried = backfill.view(content, catalogue, period)
    known = len(carried.forms) == len(carried.content["forms"]) and catalogue.remembers(period)
    known = known and catalogue.backfilled(period)
    return known and all(
        form.due(period.kind) and _form_fits(carried, form) and _all_enterable(carried, form)
        for form in carried.forms
    )


def _all_enterable(carried: Frozen, form: Form) -> bool:
    open_places = {
        f"{row.code}/{column.code}"
        for row in carried.rows(form)
        for column in carried.catalogue.columns(form, row, carried.period)
        if backfill.enterable(row, column)
    }
    return open_places.issuperset(carried.content["forms"][form.id]["cells"])


def _form_fits(frozen: Frozen, form: Form) -> bool:
    part = frozen.content["forms"][form.id]
    own = [o["code"] for o in part["own"]]
    rows = frozen.rows(form)
    shown = {row.code for row in rows if row.origin == "office"}
    whole = len(set(own)) == len(own) and set(own) == shown
    return whole and _all_fit(frozen, form, {row.code: row for row in rows}, part["cells"])


def _all_fit(
    frozen: Frozen, form: Form, rows: Mapping[str, Row], cells: Mapping[str, Mapping[str, str]]
) -> bool:
    """Tell whether every cell is one of the form's, and holds what may stand there."""
    alike: dict[tuple[object, ...], dict[str, _Spot]] = {}
    before, row, spots = "", None, dict[str, _Spot]()
    for place, cell in cells.items():
        code, _, name = place.rpartition("/")
        if row is None or code != before:  # what is sorted comes row by row
            before, row = code, rows.get(code)
            if row is None:
                return False
            like = (row.columns, row.decimals, row.primary_decimals)
            if like not in alike:
                taken = frozen.catalogue.columns(form, row, frozen.period)
                alike[like] = {column.code: (column, _as_written(row, column)) for column in taken}
            spots = alike[like]
        if name not in spots:
            return False
        column, as_written = spots[name]
        if not (len(cell) == 1 and "v" in cell and as_written(cell["v"])) and not _cell_fits(
            cell, row, column
        ):
            return False
    return True


def _cell_fits(cell: Mapping[str, str], row: Row, column: Column) -> bool:
    if "n" in cell and value.clean_text(cell["n"]) != cell["n"]:
        return False
    if "b" in cell:
        return value.blank_reason(cell["b"]) == cell["b"]
    return "v" not in cell or _VALUES[column.kind](cell["v"], row, column)


_AS_WRITTEN = tuple(
    re.compile(rf"-?[1-9][0-9]{{0,13}}{f'[.][0-9]{{{n}}}' if n else ''}", re.ASCII)
    for n in range(quantity.MAX_PLACES + 1)
)
"""The shape of most numbers at so many places; others are rounded and written to be compared."""
_DAYS = {
    "month": re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII),
    "date": re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])", re.ASCII),
}
"""The shape of most months and days; others are taken for typed, and what is made of them is compared."""


_Spot = tuple[Column, Callable[[str], object]]
"""A column in some rows, and what sees at once that a value is written as most are there."""


def _as_written(row: Row, column: Column) -> Callable[[str], object]:
    """Return what sees at once that a value may stand in a column; what it does not see is asked further."""
    if column.kind == "number":
        places = places_of(row, column)
        return _AS_WRITTEN[places].fullmatch if 0 <= places <= quantity.MAX_PLACES else _never
    if column.kind == "enum":
        return frozenset(option.code for option in column.options).__contains__
    return _DAYS[column.kind].fullmatch if column.kind in _DAYS else _never


def _never(_text: str) -> bool:
    return False


def _number_fits(text: str, row: Row, column: Column) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None and quantity.plain(Decimal(text), places_of(row, column)) == text
    )


def _enum_fits(text: str, _row: Row, column: Column) -> bool:
    return column.derived or any(o.code == text for o in column.options)


def _text_fits(text: str, row: Row, column: Column) -> bool:
    return column.derived or column.code in row.given or value.clean_text(text) == text


def _date_fits(text: str, row: Row, column: Column) -> bool:
    return value.parse(text, row, column).value == text


_VALUES: Mapping[str, Callable[[str, Row, Column], bool]] = {
    "number": _number_fits, "enum": _enum_fits, "text": _text_fits, "date": _date_fits, "month": _date_fits,
}  # fmt: skip
