"""The shapes of all contents that are no uploads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jzdesk.exchange import signing
from jzdesk.exchange.shape_parts import (
    MAX_COUNT,
    OF_PERIOD,
    Members,
    is_code,
    is_day,
    is_key,
    is_text,
    of_period,
)
from jzdesk.models.allotment import allotment
from jzdesk.models.letters import ANSWER, ASSIGNMENT, ENROLMENT, QUERY, RECEIPT, RETURN

_ABOUT: Members = {**OF_PERIOD, "number": int}
_SLIP: Members = {**_ABOUT, "issued_on": str, "by": str, "remarks": list}
_MOST = 500
"""Remarks in one slip."""


def _about(content: Mapping[str, Any]) -> bool:
    """Tell whether a letter names the upload it is about, and its own place among the letters about it."""
    numbered = 1 <= content["number"] < MAX_COUNT
    return of_period(content) and bool(content["predecessor"]) and numbered and is_text(content["office"])


def _receipt(content: Mapping[str, Any]) -> bool:
    return _about(content) and is_day(content["received_on"]) and is_day(content["accepted_on"])


def _slip(content: Mapping[str, Any]) -> bool:
    return _about(content) and is_day(content["issued_on"]) and _words(content["remarks"])


def _answer(content: Mapping[str, Any]) -> bool:
    known = bool(content["slip"]) and is_code(content["slip"]) and is_day(content["issued_on"])
    return _about(content) and known and _words(content["answers"])


def _words(said: list[Any]) -> bool:
    """Tell whether something is said of at least one cell, and of each but once."""
    if not (1 <= len(said) <= _MOST and all(map(_word, said))):
        return False
    return len({one["key"] for one in said}) == len(said)


def _word(one: object) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == {"key", "place", "text"}
        and is_key(one["key"])
        and is_text(one["place"])
        and is_text(one["text"])
    )


def _enrolment(content: Mapping[str, Any]) -> bool:
    known = signing.raw_key(content["key"]) is not None and is_text(content["office"])
    return known and is_day(content["issued_on"])


def _assignment(content: Mapping[str, Any]) -> bool:
    told = content["allotment"]
    return allotment.well_formed(told) and is_day(told["issued_on"]) and is_text(content["office"])


LETTERS: Mapping[str, tuple[Members, Callable[[Mapping[str, Any]], bool]]] = {
    RECEIPT: ({**_ABOUT, "result": str, "received_on": str, "accepted_on": str}, _receipt),
    RETURN: (_SLIP, _slip),
    QUERY: (_SLIP, _slip),
    ANSWER: ({**_ABOUT, "slip": str, "issued_on": str, "by": str, "answers": list}, _answer),
    ASSIGNMENT: ({"allotment": dict}, _assignment),
    ENROLMENT: ({"key": str, "issued_on": str}, _enrolment),
}
"""By kind: the members beside the head, and what else must hold of them."""
