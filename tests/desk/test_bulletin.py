"""季度通报 of a city of eleven: ranks, what is slow, whom to urge, what the officer said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.cli import main
from jzdesk.desk import bulletin, deadlines, excluding, inbox, judging, safekeeping, slips
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.bulletin.values import BULLETIN, RED, URGE, WARNING, Bulletin
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN
from jzdesk.models.period import Period
from jzdesk.reports import bulletin_sentences
from tests import uploads
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.reports.papers import squeezed

DUE, DAY = date(2018, 10, 15), date(2018, 10, 18)
MISSING, LATE, WAITING, ACTUAL = "410883", "410804", "410804", "410803"
PM25 = {"410821": "58", "410822": "61", "410823": "58", "410825": "66", "410882": "70", "410802": "63",
        "410803": "40", "410804": "41", "410811": "60", "410871": "59"}  # fmt: skip


def content(folder: Path, unit: str) -> uploads.Content:
    """Return what a county hands in; one reports its air under actual conditions."""
    made = uploads.content_of(folder, unit, "12")
    cells = made["forms"]["quality"]["cells"]
    cells["pm25/ytd"] = {"v": PM25[unit]}
    cells["pm25/basis"] = {"v": "actual" if unit == ACTUAL else "standard"}
    if unit == "410823":
        status = made["forms"]["milestones"]["cells"]
        for place in [p for p in status if p.endswith("/status")][:3]:
            status[place] = {"v": "done"}
    return made


def take(city: Office, folder: Path, unit: str, day: date) -> None:
    """Have a county's file come in on a day."""
    uploads.come(city, day, content(folder, unit))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city with ten files, one of them late and not accepted yet."""
    folder = tmp_path_factory.mktemp("city")
    path = folder / "city.jzdesk"
    with safekeeping.init(path, unit="410800", office=None, practice=True, who="市局") as made:
        made.set_today(DAY)
        deadlines.register(made, Q3, DUE, "焦环办〔2018〕96号")
        for unit in PM25:
            take(made, folder, unit, date(2018, 10, 17) if unit == LATE else date(2018, 10, 12))
        for one in inbox.look(made, []):
            if one.unit != WAITING:
                inbox.accept(made, one, folder)
        yield made


@pytest.fixture(scope="module")
def given(city: Office) -> Bulletin:
    return bulletin.bulletin(city, Q3)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """A city that nothing has come to."""
    with safekeeping.init(tmp_path / "空.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(DAY)
        yield made


def placed(given: Bulletin, code: str, group: str) -> list[tuple[str, int | None, bool]]:
    found = next(g for g in given.board(code).groups if g.name == group)
    return [(one.name, one.place, one.tied) for one in found.entries]


# Rankings


def test_counties_and_districts_are_ranked_apart_and_equals_share_a_place(given: Bulletin):
    assert placed(given, "pm25", "县（市）") == [
        ("修武县", 1, True), ("武陟县", 1, True), ("博爱县", 3, False), ("温县", 4, False),
        ("沁阳市", 5, False), ("孟州市", None, False),
    ]  # fmt: skip
    assert [name for name, place, _ in placed(given, "pm25", "城区") if place] == [
        "城乡一体化示范区", "山阳区", "解放区"
    ]  # fmt: skip


def test_a_figure_on_another_basis_is_shown_and_not_ranked(given: Bulletin):
    entry = next(e for g in given.board("pm25").groups for e in g.entries if e.unit == ACTUAL)
    assert (entry.value, entry.place) == ("40", None)
    assert "监测状态" in entry.why


def test_denominators_name_who_is_in_and_out(given: Bulletin):
    assert (given.number, given.received, given.accepted) == (11, 10, 9)
    assert [len(g.known) for g in given.board("pm25").groups] == [5, 3]
    assert [(s.name, s.state) for s in given.uncounted] == [("马村区", "已接收"), ("孟州市", "未报送")]


def test_tasks_are_ranked_by_the_share_that_is_done(given: Bulletin):
    first = given.board("tasks").groups[0].entries[0]
    assert (first.name, first.over, first.place) == ("武陟县", "3", 1)
    lamps = next(one for one in given.lamps if one.unit == "410823")
    assert (lamps.done, str(lamps.total)) == (3, first.under)


def test_slow_ones_are_named_with_their_level(given: Bulletin):
    found = given.slow_of("410823")
    assert any(one.level == RED and one.sort == "task" and one.title for one in found)
    assert all(one.name == "武陟县" for one in found)
    assert {one.unit for one in given.slow} <= {s.unit for s in given.stands if s.counted}


def test_who_is_missing_and_who_was_late_by_how_many_days(given: Bulletin):
    assert [(s.name, s.days) for s in given.wanted] == [("孟州市", 3)]
    assert [(s.name, s.days, s.received_on) for s in given.late] == [("马村区", 2, "2018-10-17")]


@pytest.mark.usefixtures("no_paper")
def test_the_city_s_own_slow_tasks_are_named_and_not_ranked(empty: Office, tmp_path: Path):
    walk.ready(empty, Q3)
    walk.hand_in(empty, Q3, tmp_path)
    given = bulletin.bulletin(empty, Q3)
    assert {one.name for one in given.slow} == {"市本级"}
    assert given.accepted == 0
    assert given.warned == ()
    told = squeezed(bulletin.write(given, BULLETIN, None, tmp_path / "通报.pdf").read_bytes())
    assert "已验收0/11" in told
    assert "滞后和未启动的重点任务清单" in told


def test_a_returned_or_excluded_file_is_urged_again(empty: Office, tmp_path: Path):
    deadlines.register(empty, Q3, DUE, "焦环办〔2018〕96号")
    for unit in ("410823", "410821"):
        take(empty, tmp_path, unit, date(2018, 10, 17))
    excluding.exclude(empty, "410823", Q3, revision=1, reason="单位填错")
    slips.give(empty, RETURN, "410821", Q3, [("emissions/cod.industry/emitted", "请核对")], out=None)
    given = bulletin.bulletin(empty, Q3)
    urged = {s.name: s.state for s in given.wanted}
    assert (urged["武陟县"], urged["修武县"]) == ("已排除", "已退回")
    assert {s.name: s.days for s in given.late} == {"武陟县": 2, "修武县": 2}
    assert sorted(bulletin.check(given, URGE, None)) == sorted(empty.catalogue.counties), "each once"


# An empty city, one county, other periods


def test_an_empty_city_gets_a_bulletin_that_ranks_nobody(empty: Office, tmp_path: Path):
    given = bulletin.bulletin(empty, Q3)
    out = bulletin.write(given, BULLETIN, None, tmp_path / "通报.pdf")
    told = squeezed(out.read_bytes())
    assert "已收到0/11" in told
    assert "没有已验收的数" in told
    with pytest.raises(RefusedError, match="不用发预警函"):
        bulletin.write(given, WARNING, None, tmp_path / "函.docx")
    assert not (tmp_path / "函.docx").exists()
    assert len(bulletin.check(given, URGE, None)) == 11


def test_one_county_alone_has_no_place(empty: Office, tmp_path: Path):
    take(empty, tmp_path, "410823", date(2018, 10, 12))
    inbox.accept(empty, inbox.look(empty, [])[0], tmp_path)
    given = bulletin.bulletin(empty, Q3)
    assert {e.place for b in given.boards for g in b.groups for e in g.entries} == {None}
    told = squeezed(bulletin.write(given, BULLETIN, None, tmp_path / "通报.pdf").read_bytes())
    assert "县（市）只有武陟县有数（1/6）" in told


@pytest.mark.parametrize(
    ("period", "told"), [("2017", "历史补录"), ("2018", "不是季度"), ("2018H2", "不是季度")]
)
def test_only_quarters_have_a_bulletin(empty: Office, period: str, told: str):
    with pytest.raises(RefusedError, match=told):
        bulletin.bulletin(empty, Period.parse(period))


def test_a_county_writes_none(county: Office):
    with pytest.raises(RefusedError):
        bulletin.bulletin(county, Q3)


# Papers


def test_a_second_time_the_same_bytes(city: Office, given: Bulletin, tmp_path: Path):
    again = bulletin.bulletin(city, Q3)
    for ending in (".docx", ".pdf"):
        first, second = (
            bulletin.write(found, BULLETIN, None, tmp_path / f"{n}{ending}").read_bytes()
            for n, found in enumerate((given, again))
        )
        assert first == second


def test_the_second_process_makes_the_same_paper(given: Bulletin, tmp_path: Path):
    here = bulletin.write(given, URGE, None, tmp_path / "1.docx").read_bytes()
    aside = bulletin.writing(given, URGE, None, tmp_path / "2.docx").run(lambda _told: None)
    assert aside.read_bytes() == here
    assert bulletin.making(given, URGE, None).run(lambda _told: None).startswith(b"%PDF")


def test_an_approved_figure_stands_below_the_ranking_and_moves_no_place(city: Office, given: Bulletin):
    key = Key.parse("quality/pm25/ytd")
    judging.approve(city, "410822", Q3, key, "44", "市站复核")
    try:
        found = bulletin.bulletin(city, Q3)
    finally:
        judging.approve(city, "410822", Q3, key, "", "")
    assert placed(found, "pm25", "县（市）") == placed(given, "pm25", "县（市）")
    entry = next(e for g in found.board("pm25").groups for e in g.entries if e.unit == "410822")
    assert (entry.value, entry.approved) == ("61", "44")
    told = bulletin_sentences.reported([found.board("pm25"), found.board("pm10")])
    assert told == (
        "注：数值和名次都用各县（市）区的上报数。"
        "核定数与上报数不同、不参加排名的：博爱县PM2.5核定44微克/立方米（上报61微克/立方米）。"
    )


def test_letters_go_only_where_there_is_a_reason(given: Bulletin):
    assert bulletin.check(given, WARNING, "410823") == ("410823",)
    with pytest.raises(RefusedError, match="还没有验收"):
        bulletin.check(given, WARNING, WAITING)
    assert bulletin.check(given, URGE, None) == (MISSING, LATE)
    with pytest.raises(RefusedError, match="不用催报"):
        bulletin.check(given, URGE, "410823")
    with pytest.raises(UsageError, match="410899"):
        bulletin.check(given, WARNING, "410899")
    with pytest.raises(UsageError, match="不指定单位"):
        bulletin.check(given, BULLETIN, "410823")


def test_another_ending_is_refused(given: Bulletin, tmp_path: Path):
    with pytest.raises(RefusedError):
        bulletin.write(given, BULLETIN, None, tmp_path / "通报.xlsx")


# The officer's own sentences


def test_sentences_stay_over_a_restart_and_while_figures_refresh(empty: Office, tmp_path: Path):
    path = empty.store.info.path
    assert bulletin.keep(empty, Q3, {"air": "静稳天气多。", "demands": "请对照整改。"})
    assert not bulletin.keep(empty, Q3, {"air": "静稳天气多。 "}), "nothing has changed"
    before = bulletin.bulletin(empty, Q3)
    empty.close()
    with Office.open(path, write=True, today=DAY) as again:
        take(again, tmp_path, "410823", date(2018, 10, 12))
        inbox.accept(again, inbox.look(again, [])[0], tmp_path)
        after = bulletin.bulletin(again, Q3)
        assert (before.accepted, after.accepted) == (0, 1)
        assert after.said == before.said == {"air": "静稳天气多。", "demands": "请对照整改。"}
        assert bulletin.said(again, Period.parse("2018Q2")) == {}, "each quarter has its own"
        assert bulletin.keep(again, Q3, {"air": ""})
        assert bulletin.said(again, Q3) == {"demands": "请对照整改。"}


def test_what_cannot_be_kept_is_refused_and_changes_nothing(empty: Office):
    bulletin.keep(empty, Q3, {"air": "留着。"})
    with pytest.raises(RefusedError):
        bulletin.keep(empty, Q3, {"demands": "好。", "air": "长" * 2001})
    assert bulletin.said(empty, Q3) == {"air": "留着。"}


# The command line


def run(capsys: pytest.CaptureFixture[str], office: Path, *words: str) -> tuple[int, str, str]:
    code = main(["--store", str(office), "--as", "市局", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_verb_keeps_sentences_and_writes_papers(
    empty: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = empty.store.info.path
    empty.close()
    code, out, _ = run(
        capsys, path, "bulletin", "2018Q3", "--say", "空气质量=静稳=多。", "--say", "number=1号"
    )
    assert (code, out) == (0, "已记下2018年第三季度通报用语 2 处。\n")
    file = tmp_path / "通报.docx"
    code, out, _ = run(capsys, path, "bulletin", "2018Q3", "--out", str(file), "--json")
    told = json.loads(out)
    assert (code, told["files"], told["kind"]) == (0, [str(file)], BULLETIN)
    assert told["said"] == {"number": "1号", "air": "静稳=多。"}
    assert (told["received"], told["accepted"], told["number"]) == (0, 0, 11)
    assert file.exists()


@pytest.mark.parametrize("out", ["a.txt", "没有/a.docx"])
def test_a_paper_that_is_refused_leaves_the_sentences_alone(
    empty: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
):
    path = empty.store.info.path
    empty.close()
    code, _, err = run(capsys, path, "bulletin", "2018Q3", "--say", "导语=好。", "--out", str(tmp_path / out))
    assert code in {1, 3}
    assert Path(out).name in err
    with Office.open(path, write=False) as again:
        assert bulletin.said(again, Q3) == {}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("2018Q3",), 2, "用法不对"),
        (("2018Q3", "--say", "空气质量"), 2, "用法不对"),
        (("2018Q3", "--say", "天气=好"), 2, "没有“天气”这个位置"),
        (("2018Q3", "--kind", "letter", "--out", "a.docx"), 2, "没有“letter”这种文件"),
        (("2018Q3", "--kind", "warning", "--unit", "99", "--out", "a.docx"), 2, "99"),
        (("2018Q9", "--out", "a.docx"), 2, "2018Q9"),
        (("2018", "--out", "a.docx"), 1, "不是季度"),
        (("2018Q3", "--kind", "warning", "--out", "a.docx"), 1, "不用发预警函"),
        (("2018Q3", "--kind", "warning", "--unit", "410823", "--out", "a.docx"), 1, "还没有验收"),
        (("2018Q3", "--out", "a.txt"), 1, "a.txt"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_so_in_one_line_and_writes_nothing(
    empty: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...], code: int, told: str,
):  # fmt: skip
    path = empty.store.info.path
    empty.close()
    monkeypatch.chdir(tmp_path)
    found, out, err = run(capsys, path, "bulletin", *words)
    assert (found, out) == (code, "")
    assert told in err.splitlines()[0]
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("a.")]
