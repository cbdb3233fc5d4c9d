"""How what the city said of cells stands in a list: by which slip, of which cell, and what became of it."""

from __future__ import annotations

from jzdesk.models.letters import RETURN
from jzdesk.models.loop import BY_CHANGE, Remark
from jzdesk.ui.tables.listing import PILL, SIGN, TEXT, ListColumn, Part
from jzdesk.words import say


def sign_of(one: Remark) -> str:
    """Return the name of a remark's sign."""
    return "returned" if one.kind == RETURN else "queried"


def tone_of(one: Remark) -> str:
    """Return the tone of a remark that waits; what was answered has none."""
    if one.answered:
        return ""
    return "must" if one.kind == RETURN else "explain"


def state_of(one: Remark) -> str:
    """Return in a word what became of a remark."""
    if not one.answered:
        return say("ui.loop.open")
    return say("ui.loop.changed" if one.answered == BY_CHANGE else "ui.loop.answered")


def source_of(one: Remark) -> str:
    """Return by which slip, or that it was by telephone, and of which day."""
    kind = say("ui.loop.by_phone", kind=one.kind) if one.by_phone else one.kind
    return say("ui.loop.source", kind=kind, n=one.revision, day=one.on[5:].replace("-", "."))


def _sign(one: Remark) -> Part:
    return Part(sign_of(one), SIGN, tone_of(one), one.kind)


def _state(one: Remark) -> Part:
    return Part(state_of(one), PILL, tone_of(one) or "good")


COLUMNS = (
    ListColumn[Remark]("", 28, _sign),
    ListColumn[Remark](say("ui.loop.from"), 132, lambda x: Part(source_of(x), TEXT, "secondary")),
    ListColumn[Remark](say("ui.loop.place"), 0, lambda x: Part(x.place)),
    ListColumn[Remark](say("ui.loop.remark"), 0, lambda x: Part(x.text)),
    ListColumn[Remark](say("ui.loop.their_reply"), 0, lambda x: Part(x.reply, TEXT, "secondary")),
    ListColumn[Remark](say("ui.coverage.state"), 80, _state),
)
