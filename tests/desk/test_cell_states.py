"""The states of a form's cells, and what differs from the last hand-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import cell_states, entering, handed, lines, signing, window
from jzdesk.desk.cell_states import ALL, BLANK, CHANGED, EXPLAIN, EXPLAINED, LINED, LOCKED, MUST, NOTED, OWED
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk

pytestmark = pytest.mark.usefixtures("no_paper")

PERIOD = Period.parse("2018Q3")
COD, SO2, TN = (Key("emissions", f"{row}.industry", "emitted") for row in ("cod", "so2", "tn"))
FIRMS = Key("emissions", "nh3n.industry", "enterprises")


def states(office, form="emissions", refused=()):
    look = window.look(office, PERIOD)
    marks = cell_states.marks_of(look.findings, window.blank_rules(look.sheet))
    found = cell_states.states_of(
        look.sheet,
        look.sheet.catalogue.form(form),
        marks,
        look.changed,
        refused,
        look.said,
        editable=look.editable,
    )
    return look, found


def write(office, *words: str, **more) -> None:
    entering.set_values(office, PERIOD, list(words), **more)


@pytest.fixture
def handed_in(county, tmp_path: Path):
    walk.ready(county, PERIOD)
    walk.hand_in(county, PERIOD, tmp_path / "out")
    return county


def test_every_state_of_a_form_in_work(county):
    walk.fill(county, PERIOD)
    write(county, str(FIRMS), "0", str(TN), "暂缺:县水务局,2018-10-20", str(SO2), "")
    entering.write_note(county, PERIOD, COD, "在线监测")
    lines.set_lines(county, PERIOD, COD, [("一厂", "", "7", ""), ("二厂", "", "5", "")])
    _, found = states(county, refused=[COD])
    assert found[COD] >= {NOTED, LINED, "refused"}
    assert MUST in found[FIRMS]
    assert OWED in found[TN]
    assert BLANK in found[SO2]
    assert not any(LOCKED in of for of in found.values())
    assert Key("emissions", "cod.industry", "ytd") not in found, "computed cells have no state"


def test_what_is_explained_is_no_longer_asked_for(county):
    walk.fill(county, Period.parse("2018Q2"), "100")
    walk.fill(county, PERIOD)
    look, found = states(county)
    asked = [key for key, of in found.items() if EXPLAIN in of]
    assert asked
    before = cell_states.tally(found, look.findings, window.blank_rules(look.sheet), handed=False)
    walk.explain_all(county, PERIOD)
    look, found = states(county)
    assert all(EXPLAINED in found[key] and EXPLAIN not in found[key] for key in asked)
    after = cell_states.tally(found, look.findings, window.blank_rules(look.sheet), handed=False)
    assert before.number(EXPLAIN) == before.findings[EXPLAIN] > 0
    assert (after.number(EXPLAIN), after.number(EXPLAINED)) == (0, before.number(EXPLAIN))
    assert after.number(ALL) == len(found)


def test_the_plans_cells_are_locked_and_not_counted_as_ours(county):
    look, found = states(county, "milestones")
    tally = cell_states.tally(found, look.findings, window.blank_rules(look.sheet), handed=False)
    assert 0 < tally.cells[LOCKED] == len(found) - tally.number(ALL)


def test_a_nil_form_has_no_cells(county):
    write(county, "cards", "零报告")
    assert states(county, "cards")[1] == {}


def test_the_worst_gives_the_ground():
    assert cell_states.worst({CHANGED, EXPLAIN, NOTED}) == EXPLAIN
    assert cell_states.worst({CHANGED, EXPLAINED, BLANK}) == CHANGED
    assert cell_states.worst({NOTED, LOCKED}) == ""


def test_nothing_is_changed_before_the_first_hand_in(county):
    walk.fill(county, PERIOD)
    look = window.look(county, PERIOD)
    assert look.handed is None
    assert look.changed == {}


def test_a_handed_in_period_is_locked_and_unchanged(handed_in):
    look, found = states(handed_in)
    assert look.changed == {}
    assert all(LOCKED in of for of in found.values())


def test_a_correction_shows_what_differs_until_it_is_changed_back(handed_in):
    signing.reopen(handed_in, PERIOD, reason="漏报一家企业")
    write(handed_in, str(COD), "13", str(SO2), "未监测", reason="核对")
    look, found = states(handed_in)
    assert look.changed == {COD: "12.00", SO2: "12.00"}
    assert {key for key, of in found.items() if CHANGED in of} == {COD, SO2}
    write(handed_in, str(COD), "12.0", reason="改回")
    assert list(window.look(handed_in, PERIOD).changed) == [SO2]


def test_a_withdrawn_draft_is_not_what_the_receiver_has(county, tmp_path):
    walk.ready(county, PERIOD)
    walk.freeze(county, PERIOD, tmp_path / "out")
    signing.withdraw(county, PERIOD)
    assert window.look(county, PERIOD).handed is None


def test_the_content_is_read_once(handed_in, monkeypatch):
    read = []
    inner = handed_in.store.submission_content
    monkeypatch.setattr(handed_in.store, "submission_content", lambda n: read.append(n) or inner(n))
    known = handed.last(handed_in, PERIOD)
    assert len(read) == 1
    assert handed.last(handed_in, PERIOD, known) is known
    assert len(read) == 1
    assert window.look(handed_in, PERIOD, known).handed is known
