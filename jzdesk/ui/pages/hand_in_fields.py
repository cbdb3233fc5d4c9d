"""What each step of 审核上报 asks for."""

from __future__ import annotations

from jzdesk.desk import scan
from jzdesk.ui.pages.hand_in_steps import FREEZE, REOPEN, REVIEW, SENT, SUBMIT, WITHDRAW
from jzdesk.ui.widgets.action_form import CHECK, FILE, FOLDER, Field
from jzdesk.words import say

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
