"""Work that the second process does for the desk: gathered before, put away after, nothing in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from jzdesk import paths
from jzdesk.desk import entering, rendering, reporting, signing, totalling
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, StoppedError
from jzdesk.exchange import upload
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import fill, freeze, ready

COD = "emissions/cod.industry/emitted"
NAMES = {"preparer": "张三", "head": "王五", "phone": "0391-1234567", "one_person": False}


def quiet(_what: object) -> None:
    """Hear nothing."""


NAMED = (
    "污染物排放图", "重点工程投资图", "投资进度和四率图", "重点任务时限图", "环境空气指标图",
    "非数值目标图", "指标与目标进度图",
)  # fmt: skip


# Charts


def test_charts_are_outlined_before_they_are_drawn(county: Office) -> None:
    found = rendering.charts(county, Q3)
    assert [(o.name, o.form) for o in found.outlines] == [
        ("emissions", "emissions"), ("investment", "investment"), ("targets", "quality"),
    ]  # fmt: skip
    assert found.outlines[0].empty == "2018年第三季度没有工业源排放数。"
    fill(county, Q3)
    assert rendering.charts(county, Q3).outlines[0].empty == ""


def test_a_period_without_such_forms_has_no_chart(county: Office) -> None:
    assert rendering.charts(county, Period.parse("2018H2")).outlines == ()


def test_a_period_without_any_form_has_no_chart(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(county.catalogue, "forms", ())
    found = rendering.charts(county, Q3)
    assert found.outlines == ()
    with pytest.raises(ValueError, match="2018Q3"):
        assert found.seen


def test_charts_are_the_same_until_a_figure_of_theirs_changes(county: Office) -> None:
    fill(county, Q3)
    first = rendering.charts(county, Q3).sameness
    entering.set_values(county, Q3, ["narrative/work/text", "各项工作按计划推进。"])
    assert rendering.charts(county, Q3).sameness == first
    entering.set_values(county, Q3, [COD, "13"])
    assert rendering.charts(county, Q3).sameness != first


def test_drawn_charts_tell_the_cells_behind_their_bars(county: Office) -> None:
    fill(county, Q3)
    told: list[object] = []
    emissions, *_ = rendering.drawing(rendering.charts(county, Q3), 116).run(told.append)
    assert emissions.data.startswith(b"\x89PNG")
    first, before, *_ = emissions.points
    assert (first.key, first.period, first.figure, first.unit) == (Key.parse(COD), Q3, "12.00", "吨")
    assert (before.key, before.period, before.figure) == (Key.parse(COD), Period.parse("2017Q3"), "—")
    assert first.left < first.right <= before.left < before.right
    assert told == [[n, len(NAMED)] for n in range(len(NAMED))]
    assert rendering.cache_folder().is_relative_to(paths.home())
    assert rendering.cache_folder().is_dir()


def test_a_bar_of_a_year_without_forms_leads_nowhere(county: Office) -> None:
    year = Period.parse("2015")
    fill(county, year)
    (emissions, *_) = rendering.drawing(rendering.charts(county, year), 116).run(quiet)
    assert {p.period for p in emissions.points if p.key is None} == {Period.parse("2014")}


@pytest.mark.parametrize("ending", [rendering.PNG, rendering.PDF])
def test_charts_are_saved_under_names_one_understands(county: Office, tmp_path: Path, ending: str) -> None:
    fill(county, Q3)
    out = tmp_path / "图 表"
    made = rendering.saving_charts(rendering.charts(county, Q3), out, ending).run(quiet)
    assert [p.name for p in made] == [f"武陟县_2018Q3_{title}.{ending}" for title in NAMED]
    home = reporting.charts(county, Q3, tmp_path / "命令行")
    assert made[0].read_bytes() == next(p for p in home if p.name == f"emissions.{ending}").read_bytes()


# Paper


@pytest.mark.parametrize(("kind", "verb"), [("report", "full"), ("forms", "forms"), ("review", "review")])
def test_paper_is_the_same_as_the_command_s(county: Office, tmp_path: Path, kind: str, verb: str) -> None:
    fill(county, Q3)
    made = rendering.paper(county, Q3, kind=kind, out=tmp_path / "甲.pdf").run(quiet)
    reporting.report(county, Q3, kind=verb, out=tmp_path / "乙.pdf")
    assert made.read_bytes() == (tmp_path / "乙.pdf").read_bytes()


def test_paper_of_another_kind_is_refused(county: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="类型不对"):
        rendering.paper(county, Q3, kind="report", out=tmp_path / "甲.txt")


# Freezing and handing in


def test_a_freeze_done_aside_is_the_same_as_done_at_once(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    work, then = rendering.freezing(county, signing.begin_freeze(county, Q3, out=tmp_path / "甲", **NAMES))
    made = then(work.run(quiet))
    signing.withdraw(county, Q3)
    again = freeze(county, Q3, tmp_path / "乙")
    assert (made.draft, again.draft) == (1, 2)
    one, other = (PdfReader(f.files[0]).pages for f in (made, again))
    assert len(one) == len(other)
    assert county.state(Q3) == "待签章"


def test_the_print_is_the_very_one_the_command_makes(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    wanted = signing.begin_freeze(county, Q3, out=tmp_path / "甲", **NAMES)
    work, _ = rendering.freezing(county, wanted)
    printed = work.run(quiet)
    made = freeze(county, Q3, tmp_path / "乙")
    assert made.files[0].read_bytes() == printed


def test_a_figure_that_changes_while_it_prints_stops_the_freeze(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    work, then = rendering.freezing(county, signing.begin_freeze(county, Q3, out=tmp_path / "甲", **NAMES))
    printed = work.run(quiet)
    entering.set_values(county, Q3, [COD, "13"])
    with pytest.raises(RefusedError, match="打印的时候数字或状态有了变动"):
        then(printed)
    assert not (tmp_path / "甲").exists()
    assert county.state(Q3) == "填报中"


def test_a_stopped_freeze_leaves_nothing(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    work, _ = rendering.freezing(county, signing.begin_freeze(county, Q3, out=tmp_path / "甲", **NAMES))
    work.stop()
    with pytest.raises(StoppedError):
        work.run(quiet)
    assert not (tmp_path / "甲").exists()
    assert county.state(Q3) == "已复核"


def test_a_hand_in_done_aside(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    freeze(county, Q3, tmp_path)
    wanted = signing.begin_submit(county, Q3, signed_on=county.today, out=tmp_path)
    work, then = rendering.submitting(county, wanted)
    told: list[object] = []
    made = then(work.run(told.append))
    assert told == [[0, 2], [1, 2]]
    assert county.state(Q3) == "待送出"
    assert {p.suffix for p in made.files} == {".pdf", ".xlsx"}
    found = upload.found_at(made.files[0], wanted.data, county.catalogue, None)
    assert found == upload.SAME


def test_a_withdrawal_while_it_is_packed_stops_the_hand_in(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    freeze(county, Q3, tmp_path / "签")
    wanted = signing.begin_submit(county, Q3, signed_on=county.today, out=tmp_path / "报")
    work, then = rendering.submitting(county, wanted)
    made = work.run(quiet)
    signing.withdraw(county, Q3)
    with pytest.raises(RefusedError):
        then(made)
    freeze(county, Q3, tmp_path / "签")
    with pytest.raises(RefusedError, match="有了变动"):
        then(made)
    assert not (tmp_path / "报").exists()


def test_the_city_s_own_report_makes_no_upload_file(city: Office, tmp_path: Path) -> None:
    ready(city, Q3)
    freeze(city, Q3, tmp_path)
    work, then = rendering.submitting(
        city, signing.begin_submit(city, Q3, signed_on=city.today, out=tmp_path)
    )
    assert [p.suffix for p in then(work.run(quiet)).files] == [".pdf"]


def test_the_summary_is_the_same_as_the_command_s(city: Office, tmp_path: Path) -> None:
    made = totalling.writing(city, Q3, tmp_path / "甲.pdf").run(quiet)
    reporting.summary(city, Q3, tmp_path / "乙.pdf")
    assert made.read_bytes() == (tmp_path / "乙.pdf").read_bytes()
