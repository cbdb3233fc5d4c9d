"""Page one in sentences: right for a rise, a fall, no change and no base, and short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.reports.brief import brief
from tests.reports import samples

COD = "emissions/cod.industry/emitted"


def told(frozen) -> dict[str, str]:
    return dict(brief(frozen))


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("141.82", "化学需氧量141.82吨（持平）"),
        ("141.83", "化学需氧量141.83吨（基本持平）"),
        ("283.64", "化学需氧量283.64吨（上升100.0%）"),
        ("0", "化学需氧量0.00吨（下降100.0%）"),
    ],
)
def test_a_figure_beside_last_year_s(now, text):
    frozen = samples.frozen(samples.sheet(change={COD: Cell(samples.Decimal(now))}))
    assert frozen.value(Key.parse("emissions/cod.industry/last_year")) == "141.82"
    assert told(frozen)["污染物排放"].startswith(f"工业源本季排放量及同比：{text}、氨氮9.72吨（下降9.4%）、")


def test_without_any_base_it_is_said_once(first):
    text = told(first)["污染物排放"]
    assert text.startswith("工业源本季排放量：化学需氧量119.47吨、")
    assert text.endswith("；没有可比的上年同期数。")
    assert "同比" not in str(told(first))


def test_what_is_blank_is_counted_and_zero_is_a_figure(full):
    assert "另有3项没有数据，原因见报表" in told(full)["污染物排放"]


def test_a_whole_year_compares_with_nothing():
    text = told(samples.frozen(samples.sheet(Period.parse("2018"))))["污染物排放"]
    assert text.startswith("工业源全年排放量：化学需氧量513.84吨、")


def test_the_tasks_that_lag_are_counted_and_one_is_named():
    text = told(samples.frozen())["重点任务"]
    assert text.startswith("共18项：未启动3项、推进中5项、基本完成3项、滞后7项。滞后的有“")
    assert text.endswith("”等7项。")
    done = dict.fromkeys((f"milestones/{code}/status" for code in lagging()), Cell("done"))
    assert "滞后" not in told(samples.frozen(samples.sheet(change=done)))["重点任务"]


def lagging() -> list[str]:
    frozen = samples.frozen()
    form = next(form for form in frozen.forms if form.id == "milestones")
    rows = [row.code for row in frozen.rows(form) if not row.derived]
    return [code for code in rows if frozen.value(Key("milestones", code, "status")) == "behind"]


def test_a_correction_is_told_first(correction):
    (title, text), *_ = brief(correction)
    assert title == "更正"
    assert text == ("化学需氧量·工业源“本季”由128.46改为218.46等12格，原因：企业在线监测数据复核后调整。")
    one = {
        **correction.content,
        "changes": correction.content["changes"][:1],
        "reason": "录入时看错了行。" * 9,
    }
    assert brief(samples.Frozen(one, correction.catalogue))[0][1].endswith(
        "，原因：录入时看错了行。录入时看错了行。录入时看错了行。录入…。"
    )


def test_figures_that_came_late_are_told_without_a_reason():
    change = {"key": COD, "old": "暂缺:县水务局,2018-10-20", "new": "128.46"}
    late = samples.frozen(revision=2, kind="supplement", changes=[change])
    assert brief(late)[0] == ("补报", "化学需氧量·工业源“本季”补报128.46。")


def test_nothing_failed_and_what_is_owed(full):
    assert "，暂缺1项。" in told(full)["审核"]
    content = samples.content(samples.sheet())
    content["findings"] = []
    assert told(samples.Frozen(content, samples.catalogue()))["审核"].endswith("条次，没有未通过的。")


def test_an_office_with_no_rows_tells_of_the_checks_alone():
    year = samples.frozen(samples.sheet(Period.parse("2018"), unit="410800"))
    assert list(told(year)) == ["审核"]
    bare = samples.sheet(projects=(), unit="410802")
    assert "重点工程投资" not in told(samples.frozen(replace(bare)))
