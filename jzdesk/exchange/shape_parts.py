"""What every shape is made of: days, periods, codes, and texts that a program of ours could have written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import value
from jzdesk.models.entry import Key
from jzdesk.models.period import Period

Members = Mapping[str, type]
OF_PERIOD: Members = {"period": str, "revision": int, "predecessor": str}
"""What a content about an office's period names it by; `predecessor` is the 校验码 of what went before."""
MAX_COUNT = 10_000
_CODE = re.compile(r"(?:[0-9a-f]{16})?", re.ASCII)
_UNIT = re.compile(r"[0-9]{6}", re.ASCII)


def has(content: Mapping[str, Any], members: Members) -> bool:
    """Tell whether a content has all members, each of its type."""
    return all(type(content.get(name)) is wanted for name, wanted in members.items())


def is_unit(text: str) -> bool:
    """Tell whether the text is shaped as a division code."""
    return _UNIT.fullmatch(text) is not None


def is_code(text: object) -> bool:
    """Tell whether it is a 校验码, or empty."""
    return isinstance(text, str) and _CODE.fullmatch(text) is not None


def is_period(text: object) -> bool:
    """Tell whether the text names a period as we write it."""
    try:
        return isinstance(text, str) and str(Period.parse(text)) == text
    except UsageError:
        return False


def is_day(text: object) -> bool:
    """Tell whether the text is an ISO day."""
    try:
        return isinstance(text, str) and value.parse_date(text).isoformat() == text
    except RefusedError:
        return False


def is_key(text: object) -> bool:
    """Tell whether the text is shaped as a KEY."""
    try:
        return isinstance(text, str) and str(Key.parse(text)) == text
    except UsageError:
        return False


def is_text(text: object) -> bool:
    """Tell whether it is a text as people may enter one, and not empty."""
    try:
        return isinstance(text, str) and text != "" and value.clean_text(text) == text
    except RefusedError:
        return False


def of_period(content: Mapping[str, Any]) -> bool:
    """Tell whether period, revision and predecessor are what they should be."""
    return (
        is_period(content["period"])
        and 1 <= content["revision"] < MAX_COUNT
        and is_code(content["predecessor"])
    )
