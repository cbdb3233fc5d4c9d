"""What stands in the columns of 需要说明 on 审核上报."""

from __future__ import annotations

from jzdesk.ui.pages.standing import Standing
from jzdesk.ui.tables.listing import LINK, PILL, TEXT, Part
from jzdesk.ui.widgets.findings_panel import what_of
from jzdesk.words import say


def place(item: Standing) -> Part:
    """Return where a finding is, which is the way there."""
    return Part(
        item.place, TEXT, "accent", say("ui.explain.open_tip" if item.parts else "ui.explain.place_tip")
    )


def what(item: Standing) -> Part:
    """Return what was found."""
    return what_of(item.finding)


def text(item: Standing) -> Part:
    """Return what is said of it, or what may be."""
    if not item.open:
        return Part(item.explanation, TEXT)
    if item.proposal:
        return Part(say(f"ui.explain.{item.proposal.source}", text=item.proposal.text), TEXT, "faint")
    return Part(say("ui.explain.write_together" if item.parts else "ui.findings.write"), TEXT, "accent")


def state(item: Standing) -> Part:
    """Return how what is said stands, or what may be taken over."""
    if item.offer is not None:
        return Part("")
    if item.open and item.parts:
        return Part(say("ui.explain.open"), LINK, "", say("ui.explain.open_tip"))
    if item.open:
        return Part(say(f"ui.explain.reuse_{item.proposal.source}"), LINK) if item.proposal else Part("")
    if item.poor:
        return Part(say(f"ui.explain.{item.poor}"), PILL, "explain", say(f"ui.explain.{item.poor}_tip"))
    return Part(say("ui.findings.explained"), PILL, "good")
