"""What the sheets of all files that are no uploads show, computed from their content alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jzdesk.exchange.visible_assignment import assigned
from jzdesk.exchange.visible_sheet import HEAD, TEXT, VisibleCell, VisibleSheet, pairs, signed_by
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.letters import ANSWER, ASSIGNMENT, ENROLMENT, QUERY, RECEIPT, RETURN, show_key_code
from jzdesk.models.period import Period
from jzdesk.words import say

Lines = list[tuple[str, str]]


def letter(
    content: Mapping[str, Any], unit: str, data: bytes, key: str = "", catalogue: Catalogue | None = None
) -> list[VisibleSheet]:
    """Return the sheets of a letter that holds these canonical bytes, signed under a public key.

    `unit` is what the division it is about is called; `catalogue` names what a 下发文件 speaks of.
    """
    kind = content["kind"]
    code = snapshot.show_code(snapshot.code_of(data))
    lines = [*_LINES[kind](content, unit), ("code", code), ("signature", signed_by(key))]
    shown = [line for line in lines if line[1]]
    title = say(f"exchange.letter.{_WORDS[kind]}")
    sheet = pairs(kind, title, shown, practice=bool(content["practice"]))
    if kind in _SAID:
        _list(sheet, content[_SAID[kind]], _SAID[kind])
    if kind == ASSIGNMENT and catalogue is not None:
        return [sheet, *assigned(content, catalogue)]
    return [sheet]


def _about(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        ("unit", unit), ("period", Period.parse(content["period"]).title),
        ("revision", say("exchange.revision", n=content["revision"])),
        ("their_code", snapshot.show_code(content["predecessor"])), ("number", str(content["number"])),
    ]  # fmt: skip


def _receipt(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        *_about(content, unit), ("result", content["result"]), ("received_on", content["received_on"]),
        ("accepted_on", content["accepted_on"]), ("city", content["office"]),
    ]  # fmt: skip


def _slip(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        *_about(content, unit), ("issued_on_slip", content["issued_on"]), ("from", content["office"]),
        ("by", content["by"]), ("what_to_do", say(f"exchange.letter.to_do_{_WORDS[content['kind']]}")),
    ]  # fmt: skip


def _answer(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        *_about(content, unit), ("slip", snapshot.show_code(content["slip"])),
        ("issued_on_slip", content["issued_on"]), ("from", content["office"]), ("by", content["by"]),
    ]  # fmt: skip


def _enrolment(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        ("unit", unit), ("office", content["office"]), ("unit_code", content["unit"]),
        ("issued_on_slip", content["issued_on"]), ("key_code", show_key_code(content["key"])),
        ("how_confirmed", say("exchange.letter.how_confirmed")), ("program", content["program"]),
    ]  # fmt: skip


def _assignment(content: Mapping[str, Any], unit: str) -> Lines:
    told = content["allotment"]
    return [
        ("to", unit), ("file_number", say("exchange.allot.nth", n=told["number"])),
        ("issued_on_slip", told["issued_on"]), ("from", content["office"]),
        ("what_to_do", say("exchange.letter.to_do_assignment")), ("program", content["program"]),
    ]  # fmt: skip


def _list(sheet: VisibleSheet, said: Sequence[Mapping[str, str]], word: str) -> None:
    """Put what is said of each cell below the labels."""
    row = sheet.last_row + 2
    for column, head in enumerate(("key", "place", word), 1):
        sheet.put(row, column, VisibleCell(HEAD, say(f"exchange.head.{head}")))
    for number, one in enumerate(said, row + 1):
        for column, text in enumerate((one["key"], one["place"], one["text"]), 1):
            sheet.put(number, column, VisibleCell(TEXT, text, signed=True))
    sheet.widths = {1: 34.0, 2: 44.0, 3: 60.0}


_LINES: Mapping[str, Callable[[Mapping[str, Any], str], Lines]] = {
    RECEIPT: _receipt, RETURN: _slip, QUERY: _slip, ANSWER: _answer, ENROLMENT: _enrolment,
    ASSIGNMENT: _assignment,
}  # fmt: skip
_WORDS = {
    RECEIPT: "receipt", RETURN: "return", QUERY: "query", ANSWER: "answer", ENROLMENT: "enrolment",
    ASSIGNMENT: "assignment",
}  # fmt: skip
_SAID = {RETURN: "remarks", QUERY: "remarks", ANSWER: "answers"}
