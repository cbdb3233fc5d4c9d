"""What was 暂缺 when a quarter was handed in, filled later and handed in again, in the window."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, signing
from jzdesk.models import todo
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.handing import Handing
from jzdesk.ui.pages.hand_in_steps import offered_steps
from jzdesk.ui.pages.todo_lines import lines_of, next_step
from tests.desk import walk
from tests.ui.conftest import QUARTER

OWED = "emissions/tn.industry/emitted"


@pytest.fixture
def sent(office, open_window, tmp_path):
    """The window on a quarter that was sent while one figure was 暂缺."""
    entering.set_values(office, QUARTER, [OWED, "暂缺:县水务局,2018-10-25"])
    walk.ready(office, QUARTER)
    with walk.without_paper():
        walk.hand_in(office, QUARTER, tmp_path)
    signing.sent(office, QUARTER, way="U盘", on=office.today)
    return open_window(office)


def _waiting(work):
    return [line for line in lines_of(work.session.look) if line.kind == todo.UNSENT]


def test_a_late_figure_can_be_reviewed_and_frozen_without_a_correction(sent):
    session = sent.session
    assert (offered_steps(session.look), _waiting(sent)) == (("reopen",), [])
    session.write(Key.parse(OWED), "40")
    session.write(Key.parse(OWED), "41.5")
    (line,) = _waiting(sent)
    assert (line.page, line.act) == ("hand_in", "去报送")
    assert offered_steps(session.look) == ("review", "freeze", "reopen")
    walk.explain_all(session.office, QUARTER)
    Handing(session).review("复核练习员")
    assert offered_steps(session.look) == ("freeze", "reopen")
    assert next_step(session.look, lines_of(session.look)).page == "hand_in"


def test_a_correction_not_handed_in_is_named_in_later_quarters_and_leads_to_its_own(sent):
    signing.reopen(sent.session.office, QUARTER, reason="数字录颠倒")
    sent.session.turn_to(Period.parse("2018Q4"))
    (line,) = _waiting(sent)
    assert (line.period, line.place) == (QUARTER, "2018年第三季度")
    assert "正在更正" in line.text
    sent.places.page.view.picked.emit(line)
    assert (sent.session.period, sent.places.name) == (QUARTER, "hand_in")
