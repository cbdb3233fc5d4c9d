"""The states of a quarter and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.models.entry import OWED, Key
from jzdesk.words import say

UNFILLED = "未填报"
DRAFT = "填报中"
REVIEWED = "已复核"
FROZEN = "待签章"
PACKED = "待送出"
SENT = "已送出"
QUERIED = "查询中"
RETURNED = "已退回"
CORRECTING = "更正中"
RECEIVED = "已接收"
ACCEPTED = "已验收"
EXCLUDED = "已排除"
PASSED = "审核通过"
"""What 填报中 is called once the checks have nothing left to say: told to people, never stored."""

EDITABLE = frozenset({UNFILLED, DRAFT, REVIEWED, CORRECTING})
PREPARING = EDITABLE | {RETURNED}
"""The states from which one freezes; of a returned period the named cells alone are open."""
HANDED_IN = frozenset({PACKED, SENT, QUERIED, RECEIVED, ACCEPTED})

_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "review": (frozenset({UNFILLED, DRAFT, REVIEWED, RETURNED, CORRECTING}), REVIEWED),
    "freeze": (frozenset({DRAFT, REVIEWED, RETURNED, CORRECTING}), FROZEN),
    "withdraw": (frozenset({FROZEN}), DRAFT),
    "submit": (frozenset({FROZEN}), PACKED),
    "sent": (frozenset({PACKED}), SENT),
    "reopen": (HANDED_IN | {RETURNED}, CORRECTING),
}


def move(verb: str, state: str, period: str) -> str:
    """Return the state after `verb`; `RefusedError` when it cannot follow from `state`."""
    allowed, after = _MOVES[verb]
    if state not in allowed:
        raise RefusedError(
            say(f"models.workflow.{verb}", period=period, state=state)
            if state != UNFILLED
            else say("models.workflow.nothing", period=period)
        )
    return after


def unlocked_by(content: Mapping[str, Any]) -> frozenset[Key]:
    """Return the cells that stay open although this content was signed: those it holds as 暂缺."""
    return frozenset(
        Key(form, *place.rsplit("/", 1))
        for form, part in content["forms"].items()
        for place, cell in part["cells"].items()
        if cell.get("b", "").startswith(OWED)
    )


def rows_of(content: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the rows of the office's own that this content was signed with, by form and code."""
    return frozenset((form, row["code"]) for form, part in content["forms"].items() for row in part["own"])


def check_editable(state: str, period: str) -> None:
    """Refuse an edit in a state in which figures are locked, and say the way out."""
    if state in EDITABLE:
        return
    word = {FROZEN: "frozen", RETURNED: "returned"}.get(state, "handed_in")
    raise RefusedError(say(f"models.workflow.{word}", period=period, state=state))
