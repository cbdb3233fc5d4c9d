"""What the page of the day tells beside the list: dealings with the city, who has sent, the copies."""

from __future__ import annotations

from datetime import date

import pytest

from jzdesk.desk import (
    answering,
    deadlines,
    dealings,
    entering,
    inbox,
    loop,
    receiving,
    safekeeping,
    signing,
    slips,
    stepping,
)
from jzdesk.desk.dealings import Kept
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.models.period import Period
from tests import uploads
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.test_deadlines import BASIS, DUE, take

pytestmark = pytest.mark.usefixtures("no_paper")

Q4 = Period.parse("2018Q4")


def said(office, period=Q3):
    return [(d.title, *[(s.text, s.mark, s.tone) for s in d.said]) for d in dealings.dealings(office, period)]


def test_nothing_has_been_sent(county):
    walk.fill(county, Q3)
    assert said(county) == []


def test_what_was_sent_and_what_came_back_is_told_period_by_period(county, city, tmp_path):
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "送")
    title = "2018年第三季度 第1次报送"
    assert said(county) == [(title, ("已签章，上报文件已生成", "待送出", "explain"))]
    signing.sent(county, Q3, way="U盘送市局", on=date(2018, 10, 8))
    sent = "10月8日 已送出（U盘送市局）"
    assert said(county, Q4) == [(title, (sent, "等市局回执", ""))]
    assert said(county, Period.parse("2018Q2")) == []  # what came later is not told of before
    take(city, [f for f in made.files if f.suffix == ".xlsx"], date(2018, 10, 9))
    (one,) = inbox.look(city, [])
    inbox.accept(city, one, tmp_path / "回执")
    receiving.receive(county, list((tmp_path / "回执").glob("*.xlsx")))
    back = ("市局 10月9日 已验收", f"校验码 尾号 {made.code[-4:]}", "good")
    assert said(county) == [(title, (sent, "", ""), back)]


def test_what_the_city_said_is_told_with_what_became_of_it(county, city, tmp_path):
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "送")
    signing.sent(county, Q3, way="U盘", on=date(2018, 10, 8))
    take(city, [f for f in made.files if f.suffix == ".xlsx"], date(2018, 10, 9))
    cod, nh3n = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
    for n, (kind, *asked) in enumerate(((QUERY, cod), (RETURN, cod, nh3n))):
        out = tmp_path / f"{n}.xlsx"
        slips.give(city, kind, "410823", Q3, [(key, "请核实") for key in asked], out=out)
        receiving.receive(county, [out])
    sent = ("10月8日 已送出（U盘）", "", "")
    assert said(county)[0][1:] == (
        sent, ("市局 10月9日 查询 1 格", "1 格待答复", "explain"),
        ("市局 10月9日 退回 2 格", "2 格待改正", "must"),
    )  # fmt: skip
    entering.set_values(county, Q3, [cod, "15"])
    (waits,) = loop.open_remarks(loop.remarks(county, "410823", Q3))
    answering.with_correction(county, waits.slip, [(nh3n, "核对过，数是对的")])
    assert said(county)[0][1:] == (
        sent, ("市局 10月9日 查询 1 格", "都已答复", "good"), ("市局 10月9日 退回 2 格", "都已处理", "good"),
        ("10月8日 答复 1 条", "", ""),
    )  # fmt: skip


def test_a_correction_is_told_once_it_is_packed_and_then_it_waits_for_its_own_receipt(county, tmp_path):
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "送")
    signing.sent(county, Q3, way="U盘", on=date(2018, 10, 8))
    signing.reopen(county, Q3, reason="漏报一家企业")
    assert said(county)[0][0] == "2018年第三季度 第1次报送"
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "再送")
    assert said(county) == [
        ("2018年第三季度 第2次报送", ("已签章，上报文件已生成", "待送出", "explain")),
    ]


def test_the_city_sees_how_many_have_sent_who_is_missing_and_who_was_late(city, tmp_path):
    none = dealings.gathered(city, Q3)
    assert (none.of, none.received, none.accepted, len(none.missing)) == (11, 0, 0, 11)
    folder = tmp_path / "来"
    folder.mkdir()
    deadlines.register(city, Q3, DUE, BASIS)
    for unit, day in (("410802", date(2018, 10, 9)), ("410823", date(2018, 10, 11))):
        uploads.come(city, day, uploads.content_of(folder, unit, "12"))
    inbox.accept(city, inbox.look(city, [])[0], tmp_path / "回执")
    some = dealings.gathered(city, Q3)
    assert (some.received, some.accepted, some.late) == (2, 1, ("武陟县",))
    assert len(some.missing) == 9
    assert "解放区" not in some.missing


def test_copies_are_told_with_their_age_and_one_elsewhere_apart(county, tmp_path):
    assert dealings.kept(county) == Kept()
    own = safekeeping.backup_folder(county)
    safekeeping.backup(county, own)
    found = dealings.kept(county)
    assert (found.last[:10], found.age, found.there, found.elsewhere) == (str(county.now.date()), 0, True, "")
    for file in own.glob("*.jzdesk"):
        file.unlink()
    assert not dealings.kept(county).there
    safekeeping.backup(county, tmp_path / "U盘")
    assert dealings.kept(county).elsewhere[:10] == str(county.now.date())


def test_what_undo_and_redo_would_move_is_told_before(county):
    assert stepping.upcoming(county, back=True) == stepping.upcoming(county, back=False) == ""
    entering.set_values(county, Q3, ["emissions/cod.industry/emitted", "12"])
    where = "2018年第三季度 污染物排放 化学需氧量·工业源 本季"
    assert stepping.upcoming(county, back=True) == f"撤销：{where}（Ctrl+Z）"
    stepping.undo(county)
    assert stepping.upcoming(county, back=True) == ""
    assert stepping.upcoming(county, back=False) == f"重做：{where}（Ctrl+Y）"
