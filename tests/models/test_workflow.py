from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models import workflow

STATES = (
    "未填报",
    "填报中",
    "已复核",
    "待签章",
    "待送出",
    "已送出",
    "查询中",
    "已退回",
    "更正中",
    "已接收",
    "已验收",
)
OPEN = {"填报中", "已复核", "已退回", "更正中"}
MOVES = {
    "review": (OPEN | {"未填报"}, "已复核"),
    "freeze": (OPEN, "待签章"),
    "withdraw": ({"待签章"}, "填报中"),
    "submit": ({"待签章"}, "待送出"),
    "sent": ({"待送出"}, "已送出"),
    "reopen": ({"待送出", "已送出", "查询中", "已退回", "已接收", "已验收"}, "更正中"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", MOVES)
def test_each_step_follows_from_its_states_alone(verb, state):
    allowed, after = MOVES[verb]
    if state in allowed:
        assert workflow.move(verb, state, "2018年第三季度") == after
        return
    with pytest.raises(RefusedError) as refused:
        workflow.move(verb, state, "2018年第三季度")
    assert refused.value.sentence.startswith("2018年第三季度")
    assert (state in refused.value.sentence) is (state != "未填报")


def test_a_quarter_goes_its_way():
    state = "填报中"
    for verb in (
        "review",
        "freeze",
        "withdraw",
        "review",
        "freeze",
        "submit",
        "sent",
        "reopen",
        "freeze",
    ):
        state = workflow.move(verb, state, "")
    assert state == "待签章"


@pytest.mark.parametrize("state", STATES)
def test_figures_are_locked_from_freezing_on_and_the_way_out_is_named(state):
    if state in (OPEN - {"已退回"}) | {"未填报"}:  # of a returned period the named cells alone are open
        workflow.check_editable(state, "2018年第三季度")
        return
    with pytest.raises(RefusedError) as refused:
        workflow.check_editable(state, "2018年第三季度")
    assert ("withdraw" if state == "待签章" else "reopen") in refused.value.sentence


def test_a_frozen_period_is_not_reopened_but_withdrawn():
    with pytest.raises(RefusedError, match="撤回送签"):
        workflow.move("reopen", "待签章", "2018年第三季度")
