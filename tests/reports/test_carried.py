"""The appendix with the 历史补录: whole at first, later what changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.models import backfill
from jzdesk.models.entry import Cell, Key
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.reports import findings, quarterly
from jzdesk.reports.carried import carried
from jzdesk.reports.document import A4, Document, Section
from jzdesk.reports.to_pdf import render
from tests.reports import papers, samples

YEARLY = "emissions/cod.agriculture/annual"
EARLIER = {
    "2016": {
        YEARLY: Cell(Decimal("2031.50"), note="查统计年鉴"),
        "emissions/cod.agriculture/flash": Cell(blank="暂缺:县农业局,2018-12-20"),
        "emissions/nh3n.agriculture/annual": Cell(note="没有查到"),
    },
    "2017Q3": {
        "emissions/cod.industry/emitted": Cell(Decimal("140.00")),
        "investment/P016/stage": Cell("building"),
        "investment/P016/actual_start": Cell("2016-05"),
        "investment/X410823-901/name": Cell("沁河滩区治理"),
    },
}
CHANGES = [
    {"key": "emissions/cod.industry/emitted", "old": "1.00", "new": "128.46"},
    {"period": "2016", "key": YEARLY, "old": None, "new": "2031.50"},
    {"period": "2017Q3", "key": "investment/P016/stage", "old": "未监测", "new": "building"},
    {"period": "2017Q3", "key": "emissions/so2.industry/emitted", "old": "12.00", "new": None},
    {"period": "2017Q3", "key": "investment/X410823-909/done", "old": "12.00", "new": None},
]


def frozen(since="", changes=()):
    cells = {Period.parse(p): {Key.parse(k): c for k, c in found.items()} for p, found in EARLIER.items()}
    own = OwnRow("investment", "X410823-901", "projects", Period.parse("2017Q3"))
    nil = {Period.parse("2017Q4"): frozenset({"investment"})}
    past = Sheet(samples.catalogue(), samples.WUZHI, samples.Q3, {}, cells, (own,), earlier_nil=nil)
    return samples.frozen(backfill=backfill.carried(past), backfill_since=since, changes=changes)


def lines(found):
    assert found is not None
    return [[cell.text for cell in row.cells] for row in found[1].rows]


def test_at_first_all_of_it_is_printed_by_period_and_form():
    found = carried(frozen())
    assert found is not None
    assert found[0] == "以前年度的数随本次报送一并补录如下。"
    assert lines(found) == [
        ["2016年　主要污染物排放情况"],
        ["化学需氧量·农业源", "快报数 暂缺；年报数 2,031.50吨"],
        ["2017年第三季度　主要污染物排放情况"],
        ["化学需氧量·工业源", "本季 140.00吨"],
        ["2017年第三季度　重点工程投资完成情况"],
        ["武陟县圪垱店村污水治理工程", "阶段 在建；实际开工 2016年5月"],
        ["沁河滩区治理", "项目名称 沁河滩区治理"],
        ["2017年第四季度　重点工程投资完成情况"],
        ["本期零报告", "—"],
    ]


def test_later_only_what_changed_is_printed():
    found = carried(frozen("3ca3c1d99d15cd1f", CHANGES))
    assert found is not None
    assert "尾号cd1f）相比，共有4格不同" in found[0]
    assert lines(found) == [
        ["2016年　主要污染物排放情况"],
        ["化学需氧量·农业源“年报数”", "（无）", "2,031.50"],
        ["2017年第三季度　重点工程投资完成情况"],
        ["武陟县圪垱店村污水治理工程“阶段”", "未监测", "在建"],
        ["2017年第三季度　主要污染物排放情况"],
        ["二氧化硫·工业源“本季”", "12.00", "（无）"],
        ["2017年第三季度"],
        ["investment/X410823-909/done", "12.00", "（无）"],
    ]


@pytest.mark.parametrize("given", [{"backfill_since": "3ca3c1d99d15cd1f"}, {}])
def test_without_any_and_without_a_change_there_is_no_appendix(given):
    assert carried(samples.frozen(**given)) is None
    assert "、历史补录" not in str(quarterly.report_document(samples.frozen(**given), (), draft=False))


def test_a_change_of_the_backfill_is_no_correction_of_the_period():
    corrected = findings.corrections(frozen("3ca3c1d99d15cd1f", CHANGES))
    assert corrected is not None
    assert [row.cells[0].text for row in corrected.rows] == ["主要污染物排放情况", "化学需氧量·工业源“本季”"]
    assert findings.corrections(frozen("3ca3c1d99d15cd1f", CHANGES[1:])) is None


@pytest.mark.parametrize(("name", "given"), [("all", ()), ("changed", ("3ca3c1d99d15cd1f", CHANGES))])
def test_appendix_golden(name, given):
    report = quarterly.report_document(frozen(*given), (), draft=False)
    blocks = report.sections[0].blocks
    start = next(n for n, block in enumerate(blocks) if "、历史补录" in str(block))
    section = Section("附", A4, blocks[start:])
    papers.check_golden(f"backfill-{name}", render(Document("附", "局", (section,)))[0])
