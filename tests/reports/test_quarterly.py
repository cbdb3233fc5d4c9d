"""The quarterly report: its sentences, its lists, its corrections."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models import quantity
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.reports import findings, quarterly, sentences, to_pdf
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import Figure, Paragraph
from tests.reports import papers, samples


def paragraphs(frozen):
    return dict(sentences.summary(frozen))


@pytest.mark.parametrize(
    ("now", "base", "text"),
    [
        ("110", "100", "比上年同期上升10.0%"),
        ("90", "100", "比上年同期下降10.0%"),
        ("100.00", "100", "与上年同期持平"),
        ("100.01", "100", "与上年同期基本持平"),
        ("0", "100", "比上年同期下降100.0%"),
        ("5", "0", "没有可比的上年同期数"),
        ("5", None, "没有可比的上年同期数"),
        (None, "5", "没有可比的上年同期数"),
    ],
)
def test_a_change_in_words(now, base, text):
    assert sentences.change(now and Decimal(now), base and Decimal(base)) == f"，{text}"


@pytest.mark.parametrize(
    ("now", "base", "text"),
    [
        ("61", "67", "比上年同期少6天"),
        ("67", "61", "比上年同期多6天"),
        ("6", "6", "与上年同期持平"),
        ("6", None, "没有可比的上年同期数"),
    ],
)
def test_a_difference_in_words(now, base, text):
    assert sentences.difference(Decimal(now), base and Decimal(base), 0, "天") == f"，{text}"


def test_emissions_in_words(full):
    text = paragraphs(full)["主要污染物排放情况"]
    assert "化学需氧量128.46吨，比上年同期下降9.4%，1—本季累计378.32吨" in text
    assert "氨氮暂缺（由县水务局提供）；总氮已并入；总磷未监测；" in text


def test_without_any_base_it_is_said_once(first):
    text = paragraphs(first)["主要污染物排放情况"]
    assert text.count("没有可比的上年同期数") == 1
    assert "累计" not in text, "in the first quarter it is the quarter itself"


def test_a_lacking_quarter_leaves_the_year_open():
    made = samples.sheet()
    text = paragraphs(
        samples.frozen(replace(made, earlier={Period.parse("2017Q3"): made.earlier[Period.parse("2017Q3")]}))
    )
    assert "以前季度有缺，累计不作计算" in text["主要污染物排放情况"]


def test_an_open_cell_is_unfilled():
    change = dict.fromkeys(
        [
            "emissions/cod.industry/emitted",
            "milestones/M053/status",
            "quality/good_days/days",
            "quality/pm25/mean",
        ]
    )
    text = paragraphs(samples.frozen(samples.sheet(change=change)))
    assert "化学需氧量未填报" in text["主要污染物排放情况"]
    assert "未填报1项" in text["重点任务进展"]
    assert "优良天数未填报" in text["环境质量与规划指标"]
    assert "（PM2.5）本季均值未填报" in text["环境质量与规划指标"]


def test_a_year_in_words():
    text = paragraphs(samples.frozen(samples.sheet(Period.parse("2018"))))
    assert text["主要污染物排放情况"].startswith("工业源全年排放化学需氧量513.84吨；")
    assert text["环境质量与规划指标"].startswith(
        "优良天数244天，占有效监测天数的67.8%；细颗粒物（PM2.5）年均值41微克/立方米；"
    )


def test_investment_in_words(full):
    assert paragraphs(full)["重点工程投资完成情况"] == (
        "纳入调度的项目4个，计划总投资16,360.00万元，本年计划投资7,160.00万元；"
        "本季完成投资2,079.50万元，1—本季累计6,124.35万元，自开始建设累计10,935.06万元，"
        "本年投资完成率85.5%；"
        "其中1个项目的计划总投资待市下达，未计入。"
    )


def test_cancelled_projects_do_not_count():
    change = {
        "investment/X410823-001/stage": Cell("cancelled"),
        **dict.fromkeys(f"investment/{code}/year_plan" for code in ("X410823-002", "X410823-003", "P016")),
    }
    text = paragraphs(samples.frozen(samples.sheet(change=change, earlier=False)))["重点工程投资完成情况"]
    assert text.startswith("纳入调度的项目3个，计划总投资7,760.00万元，本年计划投资—；本季")
    assert text.endswith("；已取消的1个项目未计入。")
    assert "完成率" not in text


def test_offices_without_such_rows_say_nothing_of_them():
    """市本级 has no industry of its own, no air, and here no project without a plan."""
    year = samples.frozen(samples.sheet(Period.parse("2018"), unit="410800"))
    assert paragraphs(year) == {}
    quarter = samples.frozen(samples.sheet(unit="410800"))
    assert "环境质量与规划指标" not in paragraphs(quarter)


def test_projects_with_their_plans_need_no_remark():
    change = {"investment/P016/stage": Cell("cancelled")}
    text = paragraphs(samples.frozen(samples.sheet(change=change)))["重点工程投资完成情况"]
    assert "待市下达" not in text


def test_a_form_without_sentences_is_printed_all_the_same(full):
    data = full.catalogue.data
    other = {**next(f for f in data["forms"] if f["id"] == "emissions"), "id": "cards", "title": "名单"}
    content = {
        **full.content,
        "forms": {**full.content["forms"], "cards": full.content["forms"]["emissions"]},
    }
    frozen = samples.Frozen(content, samples.Catalogue({**data, "forms": [*data["forms"], other]}))
    assert "名单" not in paragraphs(frozen)
    assert quarterly.report_document(frozen, (), draft=False).sections[-1].title == "名单"


def test_nil_reports_and_empty_lists_in_words(first):
    text = paragraphs(first)
    assert text["重点工程投资完成情况"] == "本期零报告。"
    without = paragraphs(samples.frozen(samples.sheet(projects=(), unit="410802")))
    assert "重点工程投资完成情况" not in without


def test_the_counts_of_the_checks(full):
    counts = full.content["counts"]
    text = findings.counts_sentence(full)
    failed = counts["failed"]
    assert f"通过{counts['passed']}，未通过{failed}（强制性0，核实性{failed}，已作说明{failed}）" in text
    assert f"无比较基础{counts['not_applicable']}。" in text


def test_explanations_stand_beside_their_findings():
    grid = findings.explanations(samples.frozen())
    assert {row.cells[4].text for row in grid.rows} >= {"去年同期重点企业停产检修，今年恢复正常生产。"}
    unexplained = findings.explanations(samples.frozen(samples.sheet(explain=False)))
    assert {row.cells[4].text for row in unexplained.rows} == {"（尚未说明）"}


def test_when_all_is_well_it_says_so():
    content = samples.content(samples.sheet())
    content["findings"] = []
    frozen = samples.Frozen(content, samples.catalogue())
    document = quarterly.report_document(frozen, (), draft=False)
    text = str(document)
    assert "各项审核均已通过" in text
    assert "没有暂缺的数" in text
    told = str(document.sections[0])
    assert "更正情况" not in told, "a chapter without content is left out"
    assert "text='四、审核结果和说明'" in told, "and takes no number"


def test_charts_are_numbered(full):
    document = quarterly.report_document(full, charts_of(full), draft=False)
    captions = [b.caption for b in document.blocks if isinstance(b, Figure)]
    assert [c[:3] for c in captions] == ["图1　", "图2　", "图3　"]


def test_what_was_owed_is_listed(full):
    (row,) = findings.owed(full).rows
    assert [c.text for c in row.cells] == [
        "《主要污染物排放情况》氨氮·工业源“本季”",
        "县水务局",
        "2018年10月20日",
    ]


NONE = ["—"] * 4
"""No difference, no percentage, and nothing done to the year."""


def corrections(frozen):
    return [[c.text for c in row.cells] for row in findings.corrections(frozen).rows]


def test_a_correction_shows_old_and_new(correction):
    rows = corrections(correction)
    assert rows[0] == ["主要污染物排放情况"]
    assert rows[1] == ["化学需氧量·工业源“本季”", "128.46", "218.46", "90.00", "70.1", "378.32", "468.32"]
    assert ["总磷·工业源“本季”", "1.18", "未监测", "—", "—", "3.48", "—"] in rows
    assert ["总磷·工业源“1—本季累计”", "3.48", "（无）", "—", "—", "—", "—"] in rows


def test_the_first_quarter_has_no_year_so_far_beside_it():
    calm = samples.sheet(Period.parse("2018Q1"), earlier=False)
    told = paragraphs(samples.frozen(calm))
    assert "本季完成投资1,934.22万元，自开始建设累计1,934.22万元" in told["重点工程投资完成情况"]
    air = told["环境质量与规划指标"]
    assert air.startswith("优良天数57天，占有效监测天数的")
    assert air.endswith("；都没有可比的上年同期数。")
    assert air.count("上年同期") == 1


def test_a_reason_may_end_with_a_stop(correction):
    content = {**correction.content, "reason": "两家企业的数颠倒了。"}
    text = str(quarterly.report_document(samples.Frozen(content, correction.catalogue), (), draft=False))
    assert "更正原因：两家企业的数颠倒了。与上一次报送" in text


def test_a_correction_tells_why(correction):
    document = quarterly.report_document(correction, (), draft=False)
    texts = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    sentence = next(t for t in texts if t.startswith("本次为第2次报送"))
    assert "更正原因：企业在线监测数据复核后调整。与上一次报送（校验码尾号cd1f）相比" in sentence


def test_the_cells_that_differ_are_counted(correction):
    document = quarterly.report_document(correction, (), draft=False)
    sentence = next(b.text for b in document.blocks if isinstance(b, Paragraph) and "格不同" in b.text)
    assert "共有12格不同" in sentence
    assert sum(len(row) > 1 for row in corrections(correction)) == 12


@pytest.mark.parametrize(("old", "told"), [("0.00", "—"), ("-4.00", "—"), ("100.00", "28.5")])
def test_a_percentage_needs_a_base_above_zero(old, told):
    change = {"key": "emissions/cod.industry/emitted", "old": old, "new": "128.46"}
    row = corrections(samples.frozen(revision=2, kind="correction", changes=[change]))[1]
    assert row[4] == told


def test_a_yearly_figure_changes_the_one_that_counts():
    year = Period.parse("2018")
    sheet = samples.sheet(period=year)
    frozen = samples.frozen(sheet)
    key = "emissions/cod.agriculture"
    now = frozen.value(Key.parse(f"{key}/final"))
    changes = [
        {"key": f"{key}/annual", "old": "1.00", "new": frozen.value(Key.parse(f"{key}/annual"))},
        {"key": f"{key}/final", "old": "1.00", "new": now},
    ]
    again = samples.frozen(sheet, revision=2, kind="correction", changes=changes)
    assert corrections(again)[1][-2:] == ["1.00", quantity.show(Decimal(now), 2)]
    heads = [head.text for line in findings.corrections(again).head for head in line]
    assert heads[-2:] == ["采用数原数", "采用数现数"]


def test_late_figures_need_no_reason():
    change = {"key": "emissions/cod.industry/emitted", "old": "暂缺:县水务局,2018-10-20", "new": "128.46"}
    frozen = samples.frozen(revision=2, kind="supplement", changes=[change])
    assert corrections(frozen)[1] == [
        "化学需氧量·工业源“本季”",
        "暂缺",
        "128.46",
        "—",
        "—",
        "378.32",
        "378.32",
    ]
    assert "（补报）。与上一次报送（校验码尾号—）" in str(quarterly.report_document(frozen, (), draft=False))


def test_words_and_vanished_rows_are_shown_too():
    changes = [
        {"key": "milestones/M053/status", "old": "running", "new": "behind"},
        {"key": "milestones/M053/problems", "old": "无此项", "new": "征地拆迁滞后"},
        {"key": "investment/X410823-009/done", "old": "12.50", "new": None},
        {"key": "investment/X410823-009/name", "old": "旧项目", "new": None},
    ]
    rows = corrections(samples.frozen(revision=2, kind="correction", changes=changes))
    assert ["旧项目“本季完成投资”", "12.50", "（无）", *NONE] in rows
    assert ["旧项目“项目名称”", "旧项目", "（无）", *NONE] in rows
    assert [row[0] for row in rows if len(row) == 1] == ["重点工程投资完成情况", "重点任务进展"], (
        "one band each"
    )
    assert ["詹店镇污水处理设施建成（武陟县）“状态”", "推进中", "滞后", *NONE] in rows
    assert ["詹店镇污水处理设施建成（武陟县）“存在问题与下步措施”", "无此项", "征地拆迁滞后", *NONE] in rows


def test_a_first_hand_in_has_no_corrections(full):
    assert findings.corrections(full) is None


def test_what_the_city_returned_is_told_with_what_became_of_it(correction):
    said = {
        "slip": "a" * 16,
        "key": "emissions/cod.industry/emitted",
        "place": "化学需氧量·本季",
        "text": "核对单位",
    }
    other = {**said, "key": "emissions/nh3n.industry/emitted", "place": "氨氮·本季"}
    content = {**correction.content, "replies": [{**said, "answer": ""}, {**other, "answer": "核对无误"}]}
    returned = samples.Frozen(content, correction.catalogue)
    rows = [[cell.text for cell in row.cells] for row in findings.replies(returned).rows]
    assert rows == [["化学需氧量·本季", "核对单位", "已改，见上表"], ["氨氮·本季", "核对单位", "核对无误"]]
    text = str(quarterly.report_document(returned, (), draft=False))
    assert "市局退回的意见和处理情况如下" in text
    assert findings.replies(correction) is None


@pytest.mark.parametrize("unit", samples.catalogue().counties)
def test_page_one_alone_is_what_a_leader_reads(unit):
    frozen = samples.frozen(samples.sheet(unit=unit))
    document = quarterly.report_document(frozen, (), draft=False)
    first, second, *_ = papers.pages(to_pdf.render(replace(document, sections=document.sections[:1]))[0])
    assert "一、总体情况" in first
    assert "5.审核。" in first
    assert "已说明" in first.replace("\n", "")
    assert second.splitlines()[1] == "二、分项情况"
