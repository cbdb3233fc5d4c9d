"""底稿: what a clerk sees when a figure is the sum of its lines."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, lines, stepping, workbooks
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import cell

COD = Key.parse("emissions/cod.industry/emitted")
Q4 = Period.parse("2018Q4")
WORDS = [("甲厂", "C01", "100.10", "在线监测"), ("乙厂", "C02", "20.25", ""), ("", "", "", "")]


def test_a_figure_is_the_exact_sum_of_its_lines(county: Office) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    assert cell(county, Q3, str(COD)) == "120.35"
    opened = lines.open_lines(county, Q3, COD)
    assert [(n.name, n.code, str(n.value), n.note) for n in opened.lines] == [
        ("甲厂", "C01", "100.10", "在线监测"), ("乙厂", "C02", "20.25", ""),
    ]  # fmt: skip
    assert not opened.carried


def test_next_quarter_the_names_come_without_values(county: Office) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    opened = lines.open_lines(county, Q4, COD)
    assert opened.carried
    assert [(n.name, n.value, n.note) for n in opened.lines] == [("甲厂", None, ""), ("乙厂", None, "")]
    assert cell(county, Q4, str(COD)) is None


def test_typing_over_a_figure_with_lines_is_refused_with_the_way(county: Office) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    with pytest.raises(RefusedError, match="底稿 2 行"):
        entering.set_values(county, Q3, [str(COD), "5"])
    with pytest.raises(RefusedError, match="底稿 2 行"):
        entering.set_values(county, Q3, [str(COD), ""])
    entering.set_values(county, Q3, [str(COD), "120.35"])
    assert cell(county, Q3, str(COD)) == "120.35"


def test_a_workbook_does_not_write_over_a_figure_with_lines(county: Office, tmp_path) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    path = tmp_path / "填.xlsx"
    workbooks.write_form(county, Q3, None, blank=False, out=path, typed={str(COD): "7"})
    result = workbooks.fill(county, path, period=Q3, dry_run=False)
    assert "底稿" in result["refused"][0]["why"]
    assert cell(county, Q3, str(COD)) == "120.35"


def test_closing_the_lines_leaves_the_figure(county: Office) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    lines.set_lines(county, Q3, COD, [])
    assert cell(county, Q3, str(COD)) == "120.35"
    entering.set_values(county, Q3, [str(COD), "5"])
    assert cell(county, Q3, str(COD)) == "5.00"


def test_lines_and_sum_are_one_step_of_undo(county: Office) -> None:
    entering.set_values(county, Q3, [str(COD), "7"])
    lines.set_lines(county, Q3, COD, WORDS)
    stepping.undo(county)
    assert cell(county, Q3, str(COD)) == "7.00"
    assert lines.open_lines(county, Q3, COD).lines == ()
    stepping.redo(county)
    assert cell(county, Q3, str(COD)) == "120.35"
    assert len(lines.open_lines(county, Q3, COD).lines) == 2


def test_undo_of_lines_alone_is_told_in_words(county: Office) -> None:
    lines.set_lines(county, Q3, COD, [("甲厂", "", "1", "")])
    lines.set_lines(county, Q3, COD, [("甲厂", "", "1", "说明")])
    assert "底稿" in stepping.undo(county).sentence


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("emissions/cod.industry/ytd", "没有底稿"),
        ("quality/pm25/basis", "没有底稿"),
        ("investment/P016/planned", "没有底稿"),
    ],
)
def test_only_figures_that_are_entered_have_lines(county: Office, key: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        lines.set_lines(county, Q3, Key.parse(key), WORDS)


def test_wrong_lines_are_named_and_nothing_is_written(county: Office) -> None:
    wrong = [("甲厂", "", "十", ""), ("", "C02", "1", ""), ("丙厂", "", "1", "")]
    with pytest.raises(RefusedError) as refused:
        lines.set_lines(county, Q3, COD, wrong)
    assert "2 行" in refused.value.sentence
    assert [line[:6] for line in refused.value.findings] == ["底稿第 1 ", "底稿第 2 "]
    assert lines.open_lines(county, Q3, COD).lines == ()


def test_names_without_values_may_be_kept_while_the_cell_is_empty(county: Office) -> None:
    lines.set_lines(county, Q3, COD, [("甲厂", "", "", "")])
    assert cell(county, Q3, str(COD)) is None
    entering.set_values(county, Q3, ["emissions/nh3n.industry/emitted", "3"])
    with pytest.raises(RefusedError, match="没有数"):
        lines.set_lines(county, Q3, Key.parse("emissions/nh3n.industry/emitted"), [("甲厂", "", "", "")])


def test_a_nil_form_has_no_lines(county: Office) -> None:
    entering.set_values(county, Q3, ["emissions", "零报告"])
    with pytest.raises(RefusedError, match="零报告"):
        lines.set_lines(county, Q3, COD, WORDS)


def test_history_tells_of_lines(county: Office) -> None:
    lines.set_lines(county, Q3, COD, WORDS)
    assert any(e.new == "底稿 2 行" for e in county.store.history())
    assert county.store.verify_history() == []
