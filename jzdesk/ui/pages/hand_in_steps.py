"""The steps of 审核上报: what each asks for, which is due, and which may be taken."""

from __future__ import annotations

from jzdesk.desk import scan
from jzdesk.desk.window import Look
from jzdesk.models import todo, workflow
from jzdesk.ui.widgets.action_form import CHECK, FILE, FOLDER, Field
from jzdesk.words import say

STEPS = ("fill", "review", "freeze", "sign", "send", "receipt")
REVIEW, FREEZE, SUBMIT, SENT, WITHDRAW, REOPEN = "review", "freeze", "submit", "sent", "withdraw", "reopen"
_KINDS = f"{say('ui.hand_in.scan_kinds')} ({' '.join(f'*{ending}' for ending in scan.ENDINGS)})"
FIELDS = {
    REVIEW: (
        Field("name", say("ui.hand_in.reviewer")),
        Field("for", say("ui.hand_in.reviewer_for"), hint=say("ui.hand_in.for_hint"), optional=True),
    ),
    FREEZE: (
        Field("preparer", say("ui.hand_in.preparer")),
        Field("preparer_for", say("ui.hand_in.preparer_for"), hint=say("ui.hand_in.for_hint"), optional=True),
        Field("head", say("ui.hand_in.head")),
        Field("phone", say("ui.hand_in.phone")), Field("out", say("ui.hand_in.folder"), FOLDER),
        Field("one_person", say("ui.hand_in.one_person"), CHECK),
    ),
    SUBMIT: (
        Field("signed_on", say("ui.hand_in.signed_on"), hint=say("ui.hand_in.date_hint")),
        Field("scan", say("ui.hand_in.scan"), FILE, say("ui.hand_in.scan_hint"), _KINDS),
        Field("out", say("ui.hand_in.folder"), FOLDER),
    ),
    SENT: (
        Field("way", say("ui.hand_in.way"), hint=say("ui.hand_in.way_hint")),
        Field("on", say("ui.hand_in.sent_on"), hint=say("ui.hand_in.date_hint")),
    ),
    WITHDRAW: (),
    REOPEN: (Field("reason", say("ui.hand_in.reason")),),
}  # fmt: skip
QUIET = frozenset({WITHDRAW, REOPEN})
"""Steps off the way."""


def step_now(look: Look) -> int:
    """Return which step of the way is the present one, counted from 0."""
    if look.preparing:
        rest = [i for i in look.todo.blocking if i.kind not in {todo.REVIEW, todo.EARLY}]
        if rest:
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
