"""The shapes of all contents that are no uploads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jzdesk.exchange import signing
from jzdesk.exchange.shape_parts import OF_PERIOD, Members, is_day, is_text, of_period
from jzdesk.models.letters import ENROLMENT, RECEIPT


def _receipt(content: Mapping[str, Any]) -> bool:
    days = is_day(content["received_on"]) and is_day(content["accepted_on"])
    return of_period(content) and bool(content["predecessor"]) and days


def _enrolment(content: Mapping[str, Any]) -> bool:
    known = signing.raw_key(content["key"]) is not None and is_text(content["office"])
    return known and is_day(content["issued_on"])


LETTERS: Mapping[str, tuple[Members, Callable[[Mapping[str, Any]], bool]]] = {
    RECEIPT: ({**OF_PERIOD, "result": str, "received_on": str, "accepted_on": str}, _receipt),
    ENROLMENT: ({"key": str, "issued_on": str}, _enrolment),
}
"""By kind: the members beside the head, and what else must hold of them."""
