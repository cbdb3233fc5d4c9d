"""Why a form cannot be typed in, or not everywhere, and the button that helps."""

from __future__ import annotations

from jzdesk.desk.window import Look
from jzdesk.models import workflow
from jzdesk.models.letters import RETURN
from jzdesk.words import say

_LOCKED = {workflow.FROZEN: "locked_frozen", workflow.RETURNED: "locked_returned"}


def notice_of(look: Look, form_id: str) -> tuple[str, str]:
    """Return the sentence and what its button says; both empty where one simply types."""
    if look.viewing:
        return say("ui.view.locked"), ""
    if not look.editable:
        word = _LOCKED.get(look.state, "locked")
        named = {r.key for r in look.remarks if r.kind == RETURN} & look.sheet.unlocked
        told = say(f"ui.form.{word}", state=look.state, n=len(named))
        return told, say("ui.form.locked_way")
    if form_id in look.sheet.nil:
        return say("ui.form.is_nil"), say("ui.form.nil_back")
    return ("", "") if look.sheet.rows(form_id) else (say("ui.form.no_rows"), "")
