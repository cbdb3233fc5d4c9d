"""办理经过: every move of a quarter with its time and who made it, from the audit trail alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from jzdesk.desk import (
    answering,
    entering,
    handing_in,
    inbox,
    moves,
    receiving,
    recovery,
    safekeeping,
    signing,
    slips,
    stepping,
)
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.test_deadlines import take

pytestmark = pytest.mark.usefixtures("no_paper")

COD = "emissions/cod.industry/emitted"


def told(office: Office, period: Period = Q3) -> list[tuple[str, str]]:
    return [(move.title, move.told) for move in moves.moves(office, period)]


def freeze(office: Office, out: Path) -> signing.Frozen:
    return signing.freeze(
        office, Q3, preparer="王丽", preparer_for="李静", head="张国强", phone="1", one_person=False, out=out
    )


def test_a_quarter_without_anything_has_no_moves(county: Office) -> None:
    assert moves.moves(county, Q3) == ()
    entering.set_values(county, Q3.previous, [COD, "1"])
    assert moves.moves(county, Q3) == ()


def test_the_whole_way_is_told_the_newest_first(county: Office, city: Office, tmp_path: Path) -> None:
    walk.ready(county, Q3)
    freeze(county, tmp_path)
    signing.withdraw(county, Q3)
    entering.set_values(county, Q3, [COD, "13"])
    handing_in.review(county, Q3, "周勇", "赵刚")
    freeze(county, tmp_path)
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path / "一")
    signing.sent(county, Q3, way="U盘送市局", on=county.today)
    take(city, [made.files[0]], city.today)
    (one,) = inbox.look(city, [])
    inbox.accept(city, one, tmp_path / "回执")
    receiving.receive(county, list((tmp_path / "回执").glob("*.xlsx")))
    signing.reopen(county, Q3, reason="漏报一家企业")
    entering.set_values(county, Q3, [COD, "14"])
    handing_in.review(county, Q3, "赵刚")
    freeze(county, tmp_path)
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path / "二")
    names = "填表人 王丽（代李静填报），单位负责人 张国强"
    assert told(county)[::-1] == [
        ("开始填报", "填入第一个数（填报）"),
        ("复核", "复核人 李四"),
        ("送签第1稿", names),
        ("撤回送签", ""),
        ("复核失效", "李四复核以后又有改动（填报）"),
        ("复核", "复核人 周勇（代赵刚复核）"),
        ("送签第2稿", names),
        ("第1次报送", "签字日期 2018-10-08，上报文件已生成"),
        ("送出", "U盘送市局，送出日期 2018-10-08"),
        ("收到回执", "市局 2018-10-09 验收第1次报送"),
        ("开始更正", "原因：漏报一家企业"),
        ("复核", "复核人 赵刚"),
        ("送签第3稿（更正）", names),
        ("第2次报送（更正）", "签字日期 2018-10-08，上报文件已生成"),
    ]
    assert moves.moves(city, Q3) == ()  # what the counties hand in is no move of the city's own


def test_each_has_its_time_and_who_made_it_as_the_trail_has_them(
    county: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(county), "stamp", property(lambda _office: "2018-10-08T09:12:40+08:00"))
    walk.ready(county, Q3)
    monkeypatch.setattr(type(county), "stamp", property(lambda _office: "2018-10-08T16:03:05+08:00"))
    entering.set_values(county, Q3, [COD, "13"])
    newest, *_, oldest = moves.moves(county, Q3)
    assert (newest.title, newest.at, newest.who) == ("复核失效", "2018-10-08T16:03:05+08:00", "张三")
    assert (oldest.title, oldest.at, oldest.who) == ("开始填报", "2018-10-08T09:12:40+08:00", "张三")
    entries = {e["seq"]: e for e in safekeeping.history(county)}
    for move in moves.moves(county, Q3):
        assert (entries[move.seq]["at"], entries[move.seq]["who"]) == (move.at, move.who)
        assert datetime.fromisoformat(move.at).tzinfo is not None


@pytest.mark.parametrize("how", ["undo", "explain", "note"])
def test_whatever_ends_a_review_is_a_move(county: Office, how: str) -> None:
    entering.set_values(county, Q3.last_year, [COD, "100"])
    walk.ready(county, Q3)
    if how == "undo":
        stepping.undo(county)
    elif how == "note":
        entering.write_note(county, Q3, Key.parse(COD), "按台账")
    else:
        entering.explain(county, Q3, "211", [Key.parse(COD)], "去年同期停产检修，今年恢复生产。")
    title, text = told(county)[0]
    word = {"undo": "撤销", "explain": "填写审核说明", "note": "填写备注"}[how]
    assert (title, text) == ("复核失效", f"李四复核以后又有改动（{word}）")
    assert [t for t, _ in told(county)].count("复核失效") == 1


def test_what_was_owed_arrives_as_a_supplement(county: Office, tmp_path: Path) -> None:
    entering.set_values(county, Q3, [COD, "暂缺:县水务局,2018-10-20"])
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path)
    signing.sent(county, Q3, way="U盘", on=county.today)
    entering.set_values(county, Q3, [COD, "12"])
    handing_in.review(county, Q3, "李四")
    entering.set_values(county, Q3, [COD, "12.5"])
    handing_in.review(county, Q3, "李四")
    walk.hand_in(county, Q3, tmp_path)
    newest = [title for title, _ in told(county)[:5]]
    assert newest == ["第2次报送（补报）", "送签第2稿（补报）", "复核", "复核失效", "复核"]


def test_one_person_and_a_kept_scan_are_told(county: Office, tmp_path: Path) -> None:
    walk.ready(county, Q3)
    names = {"preparer": "李四", "head": "李四", "phone": "1", "one_person": True}
    signing.freeze(county, Q3, out=tmp_path, **names)
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path, scanned=scan)
    assert told(county)[0][1].endswith("，存有盖章扫描件")
    assert told(county)[1][1].endswith("，一人兼任")


def test_a_quarter_taken_back_from_its_file_says_so(county: Office, tmp_path: Path) -> None:
    entering.set_values(county, Period.parse("2017Q3"), [COD, "11"])
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path)
    with safekeeping.init(tmp_path / "新.jzdesk", unit="410823", office=None, practice=True) as new:
        recovery.take_back(new, [made.files[0]])
        assert told(new) == [("取回上报文件", "第1次报送")]
        assert told(new, Period.parse("2017Q3")) == [("随上报文件取回", "")]


def test_the_citys_own_report_is_accepted_with_its_hand_in(city: Office, tmp_path: Path) -> None:
    walk.ready(city, Q3)
    walk.hand_in(city, Q3, tmp_path)
    assert [title for title, _ in told(city)] == ["第1次报送", "送签第1稿", "复核", "开始填报"]


def test_what_the_city_asked_and_returned_and_what_was_answered_are_moves(
    county: Office, city: Office, tmp_path: Path
) -> None:
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "一")
    signing.sent(county, Q3, way="U盘", on=county.today)
    take(city, [made.files[0]], city.today)
    for kind, text in ((QUERY, "为什么上升？"), (RETURN, "小数点错位")):
        slip = slips.give(city, kind, county.unit, Q3, [(COD, text)], out=tmp_path / f"{kind}.xlsx")
        receiving.receive(county, [slip])
        newest = next(x for x in reversed(county.store.letters(county.unit, Q3)) if x.kind == kind)
        if kind == QUERY:
            answering.give(county, newest.code, [(COD, "新增一家企业")], out=tmp_path / "答复.xlsx")
    assert told(county)[:3] == [
        ("收到退回单", "第1次报送有数退回修改"),
        ("答复市局", "《主要污染物排放情况》化学需氧量·工业源·本季：新增一家企业"),
        ("收到查询单", "第1次报送有数要答复"),
    ]
    assert county.state(Q3) == "已退回"
    entering.set_values(county, Q3, [COD, "1.2"])
    walk.explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    freeze(county, tmp_path)
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path / "二")
    assert [title for title, _ in told(county)[:3]] == ["第2次报送（更正）", "送签第2稿（更正）", "复核"]
    assert moves.moves(city, Q3) == ()


def test_what_was_said_on_the_telephone_is_told_with_its_words(county: Office, tmp_path: Path) -> None:
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path)
    signing.sent(county, Q3, way="U盘", on=county.today)
    slips.give(county, QUERY, county.unit, Q3, [(COD, "为什么上升？")], out=None)
    answering.by_phone(county, county.unit, Q3, [(COD, "新增一家企业")])
    titles = [title for title, _ in told(county)[:2]]
    assert titles == ["电话答复市局", "市局电话查询"]
    assert [text.rpartition("：")[2] for _, text in told(county)[:2]] == ["新增一家企业", "为什么上升？"]
