"""Looking back: versions in order, what differs, the trail in words, and a reprint like the first print."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import comparing, entering, looking_back, receiving, safekeeping, signing, trail
from jzdesk.desk.looking_back import Version
from jzdesk.desk.office import Office
from jzdesk.desk.trail import Sought
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import freeze, hand_in, ready

COD = "emissions/cod.industry/emitted"
SO2 = "emissions/so2.industry/emitted"


TODAY = date(2018, 10, 8)


@pytest.fixture(scope="module")
def corrected_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a quarter signed, withdrawn, handed in, and opened for a correction."""
    folder = tmp_path_factory.mktemp("corrected")
    store = folder / "武陟县.jzdesk"
    with safekeeping.init(store, unit="410823", office=None, practice=True, who="张三") as county:
        county.set_today(TODAY)
        ready(county, Q3, "12")
        freeze(county, Q3, folder / "送签")
        signing.withdraw(county, Q3)
        entering.set_values(county, Q3, [COD, "13"])
        ready(county, Q3)
        hand_in(county, Q3, folder / "上报")
        signing.reopen(county, Q3, reason="漏报一家")
        entering.set_values(county, Q3, [COD, "1319.5", SO2, "无此项"], reason="复核数")
    return folder


@pytest.fixture
def corrected(corrected_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """A quarter sent for signature, withdrawn, handed in, and opened for a correction."""
    shutil.copytree(corrected_folder, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / "武陟县.jzdesk", write=True, who="张三") as county:
        county.set_today(TODAY)
        yield county


def titles(found: tuple[Version, ...]) -> list[tuple[str, str]]:
    return [(v.title, v.state) for v in found]


def test_versions_stand_newest_first(corrected: Office) -> None:
    entering.set_values(corrected, Period.parse("2018Q2"), [COD, "9"])
    found = looking_back.versions(corrected)
    assert titles(found) == [
        ("现在的数", "更正中"), ("第1次报送", "已上报"), ("送签第1稿", "已撤回"), ("现在的数", "填报中"),
    ]  # fmt: skip
    assert [v.on for v in found] == ["", "2018-10-08", "2018-10-08", ""]
    assert found[0].now
    assert len(found[1].code) == 16


def test_a_fresh_store_has_no_versions(county: Office) -> None:
    assert looking_back.versions(county) == ()


def test_a_version_tells_who_signed_and_its_forms(corrected: Office) -> None:
    now, sent, _ = looking_back.versions(corrected)
    opened = looking_back.opened(corrected, sent)
    assert opened.names == (("填表人", "张三"), ("复核人", "李四"), ("单位负责人", "王五"))
    assert opened.parts[0].title == "主要污染物排放情况"
    assert opened.parts[0].filled > 20
    assert len(opened.parts[0].code) == 16
    assert any(part.nil for part in opened.parts)
    assert looking_back.opened(corrected, now).names == ()


def test_only_what_differs_is_told(corrected: Office) -> None:
    now, sent, _ = looking_back.versions(corrected)
    found = {d.key: d for d in comparing.compare(corrected, sent, now)}
    cod = found[COD]
    assert (cod.form, cod.row, cod.column) == ("污染物排放", "化学需氧量·工业源", "本季")
    assert (cod.old, cod.new, cod.gap, cod.percent) == ("13.00", "1,319.50", "+1,306.50", "+10,050.0%")
    so2 = found[SO2]
    assert (so2.old, so2.new, so2.gap, so2.percent, so2.moved) == ("12.00", "无此项", "", "", False)
    assert {d.form for d in found.values()} == {"污染物排放"}
    assert cod.year == "—", "without the earlier quarters there is no 累计"
    assert comparing.compare(corrected, sent, sent) == ()


def test_a_difference_says_what_becomes_of_the_year(county: Office, tmp_path: Path, no_paper: None) -> None:
    first = Period.parse("2018Q1")
    adjustment = COD.replace("emitted", "adjustment")
    ready(county, first, "12")
    freeze(county, first, tmp_path)
    signing.withdraw(county, first)
    entering.set_values(county, first, [COD, "15.5"])
    now, draft = looking_back.versions(county)
    found = {d.key: d for d in comparing.compare(county, draft, now)}
    assert found[COD].year == "12.00 → 15.50"
    assert found[COD.replace("emitted", "ytd")].year == "", "it is the 累计 itself"
    entering.set_values(county, first, [adjustment, "-3.5"])
    again = {d.key: d for d in comparing.compare(county, draft, looking_back.versions(county)[0])}
    assert again[COD].year == again[adjustment].year == "12.00，不变"


def test_the_same_difference_backwards(corrected: Office) -> None:
    now, sent, _ = looking_back.versions(corrected)
    found = {d.key: d for d in comparing.compare(corrected, now, sent)}
    assert (found[COD].old, found[COD].new, found[COD].gap) == ("1,319.50", "13.00", "−1,306.50")


def test_a_row_that_came_later_is_named(corrected: Office) -> None:
    entering.set_values(corrected, Q3, ["investment/+/name", "某治理工程", "investment/+/done", "25"])
    now, sent, _ = looking_back.versions(corrected)
    rows = [d for d in comparing.compare(corrected, sent, now) if d.row == "某治理工程"]
    assert ("", "25.00") in [(d.old, d.new) for d in rows]
    gone = [d for d in comparing.compare(corrected, now, sent) if d.row == "某治理工程"]
    assert ("25.00", "") in [(d.old, d.new) for d in gone]


def test_versions_of_two_periods_are_not_compared(corrected: Office) -> None:
    entering.set_values(corrected, Period.parse("2018Q2"), [COD, "9"])
    found = looking_back.versions(corrected)
    with pytest.raises(RefusedError) as refused:
        comparing.compare(corrected, found[-1], found[0])
    assert "同一期别" in refused.value.sentence


def reprinted(*wanted, **more) -> Path:
    return looking_back.reprinting(*wanted, **more).run(print)


def test_a_reprint_is_what_was_printed(corrected: Office, tmp_path: Path) -> None:
    _, _, draft = looking_back.versions(corrected)
    first = tmp_path / "送签" / "410823_2018Q3_送签1.pdf"
    again = reprinted(corrected, draft)
    assert again.read_bytes() == first.read_bytes()
    assert again.parent == tmp_path / "补打 2018Q3"
    assert reprinted(corrected, draft) == again, "replaced by its equal"


def test_one_form_is_printed_alone(corrected: Office, tmp_path: Path) -> None:
    _, sent, _ = looking_back.versions(corrected)
    whole = reprinted(corrected, sent, folder=tmp_path / "a")
    one = reprinted(corrected, sent, "emissions", tmp_path / "a")
    assert one.name == f"武陟县_2018Q3_第1次报送_污染物排放_补打_尾号{sent.code[-4:]}.pdf"
    assert len(one.read_bytes()) < len(whole.read_bytes())


def test_what_stands_now_is_not_reprinted(corrected: Office, tmp_path: Path) -> None:
    now = looking_back.versions(corrected)[0]
    with pytest.raises(RefusedError):
        reprinted(corrected, now, folder=tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_the_city_has_the_counties_versions(corrected: Office, city: Office, tmp_path: Path) -> None:
    file = next((tmp_path / "上报").glob("*.xlsx"))
    receiving.receive(city, [file])
    assert looking_back.units(city) == (("410800", "焦作市"), ("410823", "武陟县"))
    (version,) = looking_back.versions(city, "410823")
    assert (version.unit_name, version.title, version.state) == ("武陟县", "第1次报送", "已接收")
    own = next(v for v in looking_back.versions(corrected) if v.title == "第1次报送")
    assert reprinted(city, version).read_bytes() == reprinted(corrected, own).read_bytes()


# The trail


def test_the_trail_is_told_in_words_newest_first(corrected: Office) -> None:
    found = trail.lines(corrected, Q3)
    cod = next(line for line in found if line.key == COD)
    assert (cod.who, cod.how, cod.action, cod.why) == ("张三", "键入", "填报", "复核数")
    assert cod.place == "污染物排放 化学需氧量·工业源 本季"
    assert (cod.old, cod.new) == ("13.00", "1,319.50")
    assert [line.seq for line in found] == sorted((line.seq for line in found), reverse=True)
    reopened = next(line for line in found if line.action == "更正")
    assert (reopened.old, reopened.new, reopened.why) == ("待送出", "更正中", "漏报一家")


def test_the_trail_of_a_period_is_its_own(corrected: Office) -> None:
    entering.set_values(corrected, Period.parse("2018Q2"), [COD, "9"])
    assert {line.period for line in trail.lines(corrected, Q3)} == {"2018Q3"}
    everything = trail.lines(corrected)
    assert {line.period for line in everything} == {"2018Q3", "2018Q2", ""}
    assert everything[-1].place == "数据文件"


def test_the_trail_is_sought(corrected: Office) -> None:
    found = trail.lines(corrected, Q3)
    assert {line.form for line in found.only(Sought(form="quality"))} == {"quality"}
    assert {line.key for line in found.only(Sought(text="复核数"))} == {COD, SO2}
    assert found.only(Sought(text="1,319.50"))[0].key == COD
    assert not found.only(Sought(who="李四"))
    assert found.people == ("张三",)


def test_notes_explanations_and_nil_are_told_as_they_are(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    entering.write_note(county, Q3, Key.parse(COD), "在线监测")
    entering.set_values(county, Q3, ["cards", "零报告"])
    nil, note, *_ = trail.lines(county, Q3)
    assert (nil.form, nil.key, nil.place, nil.new) == ("cards", "", "黄牌红牌企业", "零报告")
    assert (note.key, note.new) == (COD, "备注：在线监测")
