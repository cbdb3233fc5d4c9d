"""复核清单 and the blank forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.reports import review
from jzdesk.reports.blank import blank_document
from jzdesk.reports.document import Grid, Paragraph
from jzdesk.reports.to_pdf import render
from tests.reports import papers, samples


def texts(frozen):
    return [b.text for b in review.review_document(frozen, draft=True).blocks if isinstance(b, Paragraph)]


def test_the_ten_largest_changes_come_first(correction):
    found = review.largest_changes(correction)
    assert len(found) == 10
    assert str(found[0].key) == "emissions/cod.industry/emitted"
    assert (found[0].now, found[0].base, found[0].change) == (
        Decimal("218.46"),
        Decimal("141.82"),
        Decimal("54.0"),
    )
    assert [abs(c.change) for c in found] == sorted((abs(c.change) for c in found), reverse=True)


def test_rates_differ_in_points():
    change = {"quality/permits/numerator": samples.number("3")}
    made = samples.frozen(samples.sheet(change=change))
    found = next(c for c in review.largest_changes(made) if c.points)
    assert (str(found.key), found.change) == ("quality/permits/rate", Decimal("-66.7"))
    assert "−66.7 个百分点" in papers.text(render(review.review_document(made, draft=True))[0])


def test_without_last_year_the_quarter_before_is_compared():
    made = samples.sheet()
    earlier = {p: c for p, c in made.earlier.items() if str(p) == "2018Q2"}
    found = review.largest_changes(samples.frozen(samples.replace(made, earlier=earlier)))
    assert {c.against for c in found} == {"previous"}


def test_blanks_are_told_together(full):
    found = texts(full)
    assert "☐ 《主要污染物排放情况》未监测 1 格：总磷·工业源“本季”" in found
    assert "☐ 《主要污染物排放情况》氨氮·工业源“本季”：由县水务局提供，预计2018年10月20日" in found
    assert not any("暂缺 1 格" in t for t in found), "what is owed has a list of its own"


def test_what_is_behind_is_named(full):
    assert any(t.startswith("☐ 詹店镇污水处理设施建成（武陟县）：征地拆迁滞后") for t in texts(full))


def test_a_quiet_quarter_says_so(first):
    found = texts(first)
    assert "没有可比的数。" in found
    assert found.count("没有。") == 4


def test_it_is_one_page_whatever_happens():
    long = "去年同期重点企业停产检修，" * 40
    made = samples.sheet(explain=False)
    change = {
        str(k): Cell(blank="未监测")
        for k in made.cells
        if k.form in {"emissions", "quality"} and k.column != "name"
    }
    change |= {
        str(k): Cell(blank="暂缺:县水务局,2018-10-20")
        for k in made.cells
        if k.form == "investment" and k.column != "name"
    }
    change |= {str(k): Cell("behind") for k in made.cells if k.column == "status"}
    change |= {str(k): Cell(long) for k in made.cells if k.column == "problems" and k.form == "milestones"}
    document = review.review_document(samples.frozen(samples.sheet(change=change)), draft=False)
    pages = papers.pages(render(document)[0])
    assert len(pages) == 1
    assert "条，见报表和报告。" in pages[0]
    assert "……（全文见报告）" in pages[0]


@pytest.mark.parametrize("name", ["full", "first"])
def test_review_golden(name, request):
    papers.check_golden(
        f"review-{name}", render(review.review_document(request.getfixturevalue(name), draft=True))[0]
    )


def blank(**options):
    made = samples.sheet()
    rows = {form.id: made.rows(form.id) for form in made.forms}
    return blank_document(samples.catalogue(), samples.WUZHI, "武陟县环境保护局", samples.Q3, rows, **options)


def grids(document, form):
    section = next(s for s in document.sections if s.title == samples.catalogue().form(form).title)
    return [b for b in section.blocks if isinstance(b, Grid)]


def test_the_blank_tells_the_relations_as_the_print_does():
    found = str(blank().sections[0])
    assert "本表主要审核关系：101 季度各格都要填数，或注明空白原因；103 " in found
    year = Period.parse("2018")
    rows = {"emissions": samples.sheet(year).rows("emissions")}
    found = str(blank_document(samples.catalogue(), samples.WUZHI, "县局", year, rows))
    assert "本表主要审核关系：102 年度排放量" in found


def test_places_to_fill_are_empty_and_the_rest_is_printed():
    (grid,) = grids(blank(), "emissions")
    cod = next(r for r in grid.rows if r.cells[0].text == "化学需氧量")
    assert [c.text for c in cod.cells] == ["化学需氧量", "吨", "01", "", "", "", "—", "—", "—", "—", "—"]


def test_lists_have_spare_lines_before_their_total():
    left, right = grids(blank(), "investment")
    assert [r.kind for r in left.rows] == ["row"] * 9 + ["total"]
    assert [c.text for c in left.rows[0].cells][3:9] == ["生态环境保护项目", "", "", "", "", "待市下达"]
    assert all(c.text == "" for row in right.rows[4:9] for c in row.cells)
    assert left.rows[-1].cells[8].text == "—"


def test_only_lists_have_spare_lines():
    days, means, sections, *_ = grids(blank(), "quality")
    assert (len(days.rows), len(means.rows), len(sections.rows)) == (3, 6, 6)


def test_rows_of_the_offices_own_bear_their_names():
    key = Key("investment", "X410823-001", "name")
    named, _ = grids(blank(names={key: "第二污水处理厂"}), "investment")
    assert named.rows[1].cells[0].text == "第二污水处理厂"
    assert named.rows[2].cells[0].text == "（X410823-002，未填名称）"


def test_the_words_to_choose_from_stand_at_the_foot():
    found = str(next(s for s in blank().sections if s.title == "重点工程投资完成情况"))
    assert "“阶段”从下列词中选一个：前期、未开工、" in found
    assert "“类别”从下列词中" not in found, "it is fixed by plan or city"


def test_only_words_for_columns_that_are_printed_stand_at_the_foot():
    year = Period.parse("2018")
    rows = {"quality": samples.catalogue().rows(samples.catalogue().form("quality"), samples.WUZHI, year)}
    found = str(blank_document(samples.catalogue(), samples.WUZHI, "县局", year, rows))
    assert "“监测状态”从下列词中" in found
    assert not any(f"“{name}”从下列词中" in found for name in ("考核结论", "水质类别", "目标类别"))


def test_practice_is_marked_on_the_blank_too():
    data, warnings = render(blank(practice=True))
    assert all("练习" in page for page in papers.pages(data))
    assert warnings == []


def test_blank_golden():
    papers.check_golden("blank", render(blank())[0])
