from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import entering, handing_in, signing, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import cell, explain_all, fill, freeze, hand_in, nil_where_empty, ready

COD = "emissions/cod.industry/emitted"


def test_an_empty_period_cannot_be_frozen_and_every_reason_is_named(county: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        freeze(county, Q3, tmp_path)
    blocking = handing_in.todo_of(county, Q3).blocking
    assert len(refused.value.findings) == len(blocking) > 50
    assert county.state(Q3) == "未填报"
    assert not list(tmp_path.glob("*.pdf"))


def test_the_whole_way_of_a_quarter(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    assert county.state(Q3) == "已复核"
    assert handing_in.todo_of(county, Q3).blocking == ()
    frozen = freeze(county, Q3, tmp_path)
    assert county.state(Q3) == "待签章"
    assert [f.name for f in frozen.files] == ["410823_2018Q3_送签1.pdf"]
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert county.state(Q3) == "待送出"
    assert made.code == frozen.code
    assert made.files[0].name == f"武陟县_2018Q3_第1次报送_尾号{made.code[-4:]}.xlsx"
    signing.sent(county, Q3, way="U盘", on=county.today)
    assert county.state(Q3) == "已送出"


@pytest.mark.usefixtures("no_paper")
def test_freeze_locks_every_figure(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    freeze(county, Q3, tmp_path)
    for change in (
        lambda: entering.set_values(county, Q3, [COD, "99"]),
        lambda: stepping.undo(county),
        lambda: entering.set_values(county, Q3, ["milestones", ""]),
        lambda: entering.write_note(county, Q3, Key.parse(COD), "备注"),
    ):
        with pytest.raises(RefusedError):
            change()
    assert cell(county, Q3, COD) == "12.00"


def test_withdraw_opens_the_figures_without_a_revision(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    first = freeze(county, Q3, tmp_path)
    signing.withdraw(county, Q3)
    assert county.state(Q3) == "填报中"
    entering.set_values(county, Q3, [COD, "13"])
    handing_in.review(county, Q3, "李四")
    second = freeze(county, Q3, tmp_path)
    assert [f.name for f in second.files] == ["410823_2018Q3_送签2.pdf"]
    changed = {f for f in first.forms if first.forms[f] != second.forms[f]}
    assert changed == {"emissions"}
    assert signing.submit(county, Q3, signed_on=county.today, out=tmp_path).revision == 1


def test_an_edit_withdraws_the_review(county: Office) -> None:
    ready(county, Q3)
    entering.set_values(county, Q3, [COD, "12.5"])
    assert county.state(Q3) == "填报中"
    assert [i.kind for i in handing_in.todo_of(county, Q3).blocking] == ["复核"]


@pytest.mark.usefixtures("no_paper")
def test_a_correction_is_the_next_revision_with_what_changed(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    first = hand_in(county, Q3, tmp_path)
    with pytest.raises(RefusedError):
        signing.reopen(county, Q3, reason="  ")
    assert signing.reopen(county, Q3, reason="数字录颠倒") == 2
    assert county.state(Q3) == "更正中"
    entering.set_values(county, Q3, [COD, "21"])
    handing_in.review(county, Q3, "李四")
    second = hand_in(county, Q3, tmp_path)
    assert second.revision == 2
    stored = county.store.submissions(county.unit, Q3)[-1]
    content = json.loads(county.store.submission_content(stored.id))
    assert stored.predecessor == first.code
    assert {c["key"]: (c["old"], c["new"]) for c in content["changes"]}[COD] == ("12.00", "21.00")
    assert content["reason"] == "数字录颠倒"


@pytest.mark.usefixtures("no_paper")
def test_what_was_typed_and_replaced_before_is_in_no_content(county: Office, tmp_path: Path) -> None:
    entering.set_values(county, Q3, [COD, "98765.43"])
    ready(county, Q3)
    entering.set_values(county, Q3, [COD, "12"])
    handing_in.review(county, Q3, "李四")
    hand_in(county, Q3, tmp_path)
    stored = county.store.submissions(county.unit, Q3)[-1]
    assert b"98765.43" not in county.store.submission_content(stored.id)


@pytest.mark.usefixtures("no_paper")
def test_one_person_may_not_sign_as_all_unless_it_is_said(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    names = {"preparer": "李四", "head": "王五", "phone": "1", "out": tmp_path}
    with pytest.raises(RefusedError) as refused:
        signing.freeze(county, Q3, one_person=False, **names)
    assert "李四" in refused.value.sentence
    signing.freeze(county, Q3, one_person=True, **names)
    assert county.state(Q3) == "待签章"


@pytest.mark.usefixtures("no_paper")
def test_a_signature_is_neither_before_printing_nor_in_the_future(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    freeze(county, Q3, tmp_path)
    for day in (date(2018, 10, 7), date(2018, 10, 9)):
        with pytest.raises(RefusedError):
            signing.submit(county, Q3, signed_on=day, out=tmp_path)
    assert county.state(Q3) == "待签章"


def test_a_file_in_the_way_is_never_overwritten_and_an_equal_one_is_kept(
    county: Office, tmp_path: Path
) -> None:
    ready(county, Q3)
    code = freeze(county, Q3, tmp_path).code
    other = tmp_path / f"武陟县_2018Q3_第1次报送_尾号{code[-4:]}.xlsx"
    other.write_bytes(b"something else")
    with pytest.raises(RefusedError) as refused:
        signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert other.name in refused.value.sentence
    assert other.read_bytes() == b"something else"
    assert county.state(Q3) == "待签章"
    other.unlink()
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert county.state(Q3) == "待送出"


def test_an_explanation_stands_until_a_figure_of_its_finding_changes(county: Office) -> None:
    entering.set_values(county, Q3.last_year, [COD, "100"])
    fill(county, Q3)
    nil_where_empty(county, Q3)
    explain_all(county, Q3)
    found = _finding(county, "211")
    assert found["explanation"]
    assert not found["blocking"]
    entering.set_values(county, Q3, [COD, "14"])
    found = _finding(county, "211")
    assert found["explanation"] is None
    assert found["blocking"]


def _finding(county: Office, rule: str) -> dict[str, object]:
    found = handing_in.run_checks(county, Q3)["findings"]
    return next(f for f in found if f["rule"] == rule and COD in f["keys"])


def test_only_a_plausibility_finding_may_be_explained(county: Office) -> None:
    fill(county, Q3)
    entering.set_values(county, Q3, ["emissions/cod.industry/enterprises", "0"])
    for rule, key in (("103", COD), ("999", COD), ("211", "emissions/cod.industry/enterprises")):
        with pytest.raises(RefusedError):
            entering.explain(county, Q3, rule, [Key.parse(key)], "说明文字")


def test_periods_before_2018_are_not_frozen(county: Office, tmp_path: Path) -> None:
    period = county.period("2017Q3")
    fill(county, period)
    with pytest.raises(RefusedError) as refused:
        freeze(county, period, tmp_path)
    assert "历史补录" in refused.value.sentence


@pytest.mark.usefixtures("no_paper")
def test_an_owed_cell_is_handed_in_filled_later_and_arrives_as_a_supplement(
    county: Office, tmp_path: Path
) -> None:
    entering.set_values(county, Q3, [COD, "暂缺:县水务局,2018-10-20"])
    ready(county, Q3)
    others = handing_in.todo_of(county, Q3).other
    assert [str(i.key) for i in others if i.kind == "暂缺"] == [COD]
    hand_in(county, Q3, tmp_path)
    signing.sent(county, Q3, way="U盘", on=county.today)
    with pytest.raises(RefusedError):
        handing_in.review(county, Q3, "李四")
    entering.set_values(county, Q3, [COD, "12"])
    with pytest.raises(RefusedError):
        entering.set_values(county, Q3, ["emissions/nh3n.industry/emitted", "13"])
    handing_in.review(county, Q3, "李四")
    freeze(county, Q3, tmp_path)
    signing.withdraw(county, Q3)
    assert county.state(Q3) == "已送出"
    second = hand_in(county, Q3, tmp_path)
    content = json.loads(county.store.submission_content(county.store.submissions(county.unit, Q3)[-1].id))
    assert (second.revision, content["revision_kind"], content["reason"]) == (2, "supplement", "")
    entered = {c["key"] for c in content["changes"] if c["key"].endswith(("/emitted", "/mean", "/done"))}
    assert entered == {COD}


@pytest.mark.parametrize("verb", ["withdraw", "submit", "sent", "reopen"])
def test_a_move_out_of_order_is_refused(county: Office, tmp_path: Path, verb: str) -> None:
    fill(county, Q3)
    moves = {
        "withdraw": lambda: signing.withdraw(county, Q3),
        "submit": lambda: signing.submit(county, Q3, signed_on=county.today, out=tmp_path),
        "sent": lambda: signing.sent(county, Q3, way="U盘", on=county.today),
        "reopen": lambda: signing.reopen(county, Q3, reason="原因"),
    }
    with pytest.raises(RefusedError):
        moves[verb]()
    assert county.state(Q3) == "填报中"


def _handed_in_owing(county: Office, out: Path) -> None:
    entering.set_values(county, Q3, [COD, "暂缺:县水务局,2018-10-20"])
    ready(county, Q3)
    hand_in(county, Q3, out)


@pytest.mark.usefixtures("no_paper")
def test_a_late_figure_may_be_mended_until_it_is_handed_in(county: Office, tmp_path: Path) -> None:
    _handed_in_owing(county, tmp_path)
    entering.set_values(county, Q3, [COD, "12"])
    entering.set_values(county, Q3, [COD, "21"])
    stepping.undo(county)
    assert cell(county, Q3, COD) == "12.00"
    entering.set_values(county, Q3, [COD, ""])
    entering.set_values(county, Q3, [COD, "13"])
    handing_in.review(county, Q3, "李四")
    freeze(county, Q3, tmp_path)
    for change in (lambda: entering.set_values(county, Q3, [COD, "14"]), lambda: stepping.undo(county)):
        with pytest.raises(RefusedError):
            change()
    signing.withdraw(county, Q3)
    entering.set_values(county, Q3, [COD, "14"])
    handing_in.review(county, Q3, "李四")
    assert hand_in(county, Q3, tmp_path).revision == 2


@pytest.mark.usefixtures("no_paper")
def test_a_late_figure_that_stands_out_may_be_explained(county: Office, tmp_path: Path) -> None:
    entering.set_values(county, Q3.last_year, [COD, "100"])
    _handed_in_owing(county, tmp_path)
    with pytest.raises(RefusedError, match="待送出"):
        entering.explain(county, Q3, "211", [Key.parse(COD)], "去年同期停产检修，今年恢复生产。")
    entering.set_values(county, Q3, [COD, "12"])
    assert "需要说明" in {item.kind for item in handing_in.todo_of(county, Q3).blocking}
    explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    assert hand_in(county, Q3, tmp_path).revision == 2


@pytest.mark.usefixtures("no_paper")
def test_a_row_that_an_earlier_quarter_gets_late_is_not_in_what_is_locked(
    county: Office, tmp_path: Path
) -> None:
    _handed_in_owing(county, tmp_path)
    before, words = Period.parse("2018Q2"), ["milestones/+/name", "自行安排的任务"]
    (made,), _ = entering.set_values(county, before, words)
    row = Key.parse(made).row
    assert county.sheet(before).row("milestones", row)
    assert county.sheet(Q3).row("milestones", row) is None
    entering.set_values(county, Q3, [COD, "12"])
    handing_in.review(county, Q3, "李四")
    assert hand_in(county, Q3, tmp_path).revision == 2
    signing.reopen(county, Q3, reason="补上遗漏的任务")
    assert county.sheet(Q3).row("milestones", row)


@pytest.mark.usefixtures("no_paper")
def test_what_was_opened_again_or_filled_late_and_has_not_left_is_to_be_done(
    county: Office, tmp_path: Path
) -> None:
    def waiting(period: Period) -> list[str]:
        return [i.text for i in handing_in.todo_of(county, period).other if i.kind == "未报"]

    _handed_in_owing(county, tmp_path)
    assert waiting(Q3) == []
    assert "登记送出" in waiting(Period.parse("2018Q4"))[0]
    signing.sent(county, Q3, way="U盘", on=county.today)
    assert waiting(Period.parse("2018Q4")) == []
    entering.set_values(county, Q3, [COD, "12"])
    assert "补报" in waiting(Q3)[0]
    signing.reopen(county, Q3, reason="数字录颠倒")
    assert "正在更正" in waiting(Q3)[0]


def test_a_character_that_no_font_has_is_told_before_the_print(county: Office) -> None:
    entering.set_values(county, Q3, ["narrative/work/text", "铁\U00020000厂、𬭼厂、䶮王、龘龘照常生产。"])
    (item,) = [one for one in handing_in.todo_json(county, Q3)["other"] if one["kind"] == "缺字"]
    assert item["key"] == "narrative/work/text"
    assert "“\U00020000”没有可用的字体，打印为 〓" in item["text"]
