"""The steps of 审核上报: which is due, and which may be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.models import todo, workflow

if TYPE_CHECKING:
    from jzdesk.desk.window import Look

STEPS = ("fill", "review", "freeze", "sign", "send", "receipt")
SENDING = STEPS.index("send")
REVIEW, FREEZE, SUBMIT, SENT, WITHDRAW, REOPEN = "review", "freeze", "submit", "sent", "withdraw", "reopen"
QUIET = frozenset({WITHDRAW, REOPEN})
"""Steps off the way."""


def step_now(look: Look) -> int:
    """Return which step of the way is the present one, counted from 0."""
    if look.preparing:
        if not look.passed:
            return 0
        return 1 if look.tally(todo.REVIEW) else 2
    return {workflow.FROZEN: 3, workflow.PACKED: 4, workflow.ACCEPTED: 6}.get(look.state, 5)


def offered_steps(look: Look) -> tuple[str, ...]:
    """Return the steps one may take now."""
    if look.preparing:
        steps = (REVIEW, FREEZE) if look.tally(todo.REVIEW) else (FREEZE,)
        return (*steps, REOPEN) if look.late else steps
    if look.state == workflow.FROZEN:
        return (SUBMIT, WITHDRAW)
    return (SENT, REOPEN) if look.state == workflow.PACKED else (REOPEN,)
