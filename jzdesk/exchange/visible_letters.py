"""What the sheets of all files that are no uploads show, computed from their content alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jzdesk.exchange.visible_sheet import VisibleSheet, pairs, signed_by
from jzdesk.models import snapshot
from jzdesk.models.letters import ENROLMENT, RECEIPT, show_key_code
from jzdesk.words import say

Lines = list[tuple[str, str]]


def letter(content: Mapping[str, Any], unit: str, data: bytes, key: str = "") -> list[VisibleSheet]:
    """Return the sheets of a letter that holds these canonical bytes, signed under a public key.

    `unit` is what the division it is about is called.
    """
    code = snapshot.show_code(snapshot.code_of(data))
    lines = [*_LINES[content["kind"]](content, unit), ("code", code), ("signature", signed_by(key))]
    title = say(f"exchange.letter.{_WORDS[content['kind']]}")
    shown = [line for line in lines if line[1]]
    return [pairs(content["kind"], title, shown, practice=bool(content["practice"]))]


def _receipt(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        ("unit", unit), ("period", content["period"]), ("revision", str(content["revision"])),
        ("their_code", snapshot.show_code(content["predecessor"])), ("result", content["result"]),
        ("received_on", content["received_on"]), ("accepted_on", content["accepted_on"]),
        ("city", content["office"]),
    ]  # fmt: skip


def _enrolment(content: Mapping[str, Any], unit: str) -> Lines:
    return [
        ("unit", unit), ("office", content["office"]), ("unit_code", content["unit"]),
        ("issued_on", content["issued_on"]), ("key_code", show_key_code(content["key"])),
        ("how_confirmed", say("exchange.letter.how_confirmed")), ("program", content["program"]),
    ]  # fmt: skip


_LINES: Mapping[str, Callable[[Mapping[str, Any], str], Lines]] = {
    RECEIPT: _receipt, ENROLMENT: _enrolment,
}  # fmt: skip
_WORDS = {RECEIPT: "receipt", ENROLMENT: "enrolment"}
