"""What 查找 leads to beside places, cells and the plan: the papers and acts that stand on a page."""

from __future__ import annotations

from jzdesk.desk.evaluating import KINDS as EVALUATIONS
from jzdesk.models.bulletin.values import KINDS as BULLETINS
from jzdesk.ui.pages.publish_button import PUBLISH
from jzdesk.ui.pages.template_acts import TEMPLATES
from jzdesk.ui.place_list import COVERAGE, HAND_IN, HANDOVER, KEYS, PLAN, SAFETY, TOTALS
from jzdesk.words import say


def acts(*, city: bool) -> list[tuple[str, str, str]]:
    """Return them as page, title, and the name by which that page's `show_entry` knows them."""
    papers = TOTALS if city else HAND_IN
    found = [
        (SAFETY, say("ui.handover.title"), HANDOVER), (SAFETY, say("ui.keys.title"), KEYS),
        (papers, say("ui.templates.window"), TEMPLATES), (papers, say("ui.publish.title"), PUBLISH),
    ]  # fmt: skip
    if city:
        found += [(COVERAGE, say(f"ui.bulletin.kind_{kind}"), kind) for kind in BULLETINS]
        found += [(PLAN, say(f"models.evaluation.kind.{kind}"), kind) for kind in EVALUATIONS]
    return found
