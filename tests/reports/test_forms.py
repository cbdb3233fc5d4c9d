"""The printed forms: heads and stubs, notes, cover, and that no figure is missing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import forms
from jzdesk.reports.document import Beside, Grid, Paragraph, Sides
from jzdesk.reports.form_notes import form_notes, too_long
from jzdesk.reports.stamp import called, day
from jzdesk.reports.to_pdf import render
from tests.reports import papers, samples


def section(frozen, form, **options):
    document = forms.forms_document(frozen, draft=False, **options)
    return next(s for s in document.sections if s.title == frozen.catalogue.form(form).title)


def grids(frozen, form):
    return [b for b in section(frozen, form).blocks if isinstance(b, Grid)]


def cells(grid, kind="row"):
    return [[c.text for c in row.cells] for row in grid.rows if row.kind == kind]


def foot(frozen, form):
    beside = next(b for b in section(frozen, form).blocks if isinstance(b, Beside))
    return [b.text for b in beside.blocks if isinstance(b, Paragraph)]


def test_heads_have_groups_above_names_and_letters_below(full):
    (grid,) = grids(full, "emissions")
    upper, lower, letters = grid.head
    assert [(c.text, c.column, c.columns, c.lines) for c in upper][:5] == [
        ("指标名称", 0, 1, 2), ("计量单位", 1, 1, 2), ("行次", 2, 1, 2),
        ("企业（设施）数", 3, 1, 2), ("本期", 4, 3, 1),
    ]  # fmt: skip
    assert [c.text for c in lower] == ["本季", "前期调整数", "1—本季累计", "同比", "环比"]
    assert [c.text for c in letters] == ["甲", "乙", "丙", *"12345678"]


def test_a_wide_form_prints_as_two_tables_numbered_through(full):
    left, right = grids(full, "investment")
    assert [c.text for c in left.head[-1]] == ["甲", "乙", "丙", *map(str, range(1, 12))]
    assert [c.text for c in right.head[-1]] == ["甲", "乙", "丙", *map(str, range(12, 27))]
    assert (left.title, right.title) == ("", "（续表）")
    assert [row[:3] for row in cells(left)] == [row[:3] for row in cells(right)]


def test_bands_and_totals(full):
    (grid,) = grids(full, "emissions")
    assert cells(grid, "band") == [["一、工业源排放"], ["二、城镇污水处理厂"]]
    left, _ = grids(full, "investment")
    assert [row[:4] for row in cells(left, "total")] == [["合计", "", "05", "—"]]


def test_blank_reasons_stand_in_their_cells_with_marks(full):
    (grid,) = grids(full, "emissions")
    found = {
        row.cells[0].text: (row.cells[4].text, row.cells[4].mark) for row in grid.rows if row.kind == "row"
    }
    assert found["氨氮"] == ("暂缺", "①")
    assert found["总氮"] == ("已并入", "②")
    assert found["总磷"] == ("未监测", "③")
    assert found["化学需氧量"] == ("128.46", "")


def test_the_foot_says_who_owes_what(full):
    text = "".join(foot(full, "emissions"))
    assert "①第02行 氨氮·工业源“本季”：暂缺，由县水务局提供，预计2018年10月20日。" in text
    assert "②第03行 总氮·工业源“本季”：已并入《主要污染物排放情况》化学需氧量·工业源“本季”。" in text
    assert "③第04行 总磷·工业源“本季”：设备检修，七月至九月没有监测数据" in text


def test_a_total_without_an_owed_part_says_so():
    owed = {"investment/X410823-001/done": Cell(blank="暂缺:县水务局,2018-10-20")}
    text = "".join(foot(samples.frozen(samples.sheet(change=owed)), "investment"))
    assert "合计“本季完成投资”：不含暂缺的武陟县第二污水处理厂及配套管网工程。" in text
    assert "合计“计划总投资”" not in text


def test_the_foot_lists_notes_and_relations(full):
    texts = foot(full, "emissions")
    assert texts[0].startswith("说明：1. 重点企业按")
    assert texts[-1].startswith("本表主要审核关系：101 季度各格都要填数，或注明空白原因；103 ")
    assert "102" not in texts[-1], "a rule of the year has no place in a quarter"


def test_a_trial_rule_says_so(full):
    data = {**full.catalogue.data, "rules": [{**r, "trial": True} for r in full.catalogue.data["rules"]]}
    assert "（试行）；" in foot(Frozen(full.content, Catalogue(data)), "quality")[-1]


def test_a_rule_may_be_left_off_the_paper(full):
    assert "；332 " not in foot(full, "investment")[-1], "duplicate names are told on the screen"
    assert "；331 " in foot(full, "investment")[-1]
    data = {**full.catalogue.data, "rules": [{**r, "printed": False} for r in full.catalogue.data["rules"]]}
    assert not any("审核关系" in text for text in foot(Frozen(full.content, Catalogue(data)), "investment"))


def test_a_rule_that_is_not_yet_in_force_is_not_printed(full):
    assert "；531 " not in foot(full, "quality")[-1]
    assert "532 " not in foot(full, "quality")[-1], "it holds from the fourth quarter on"


def test_relations_are_the_smallest_type_of_the_form(full):
    beside = next(b for b in section(full, "milestones").blocks if isinstance(b, Beside))
    lines = [b for b in beside.blocks if isinstance(b, Paragraph)]
    assert lines[-1].text.startswith("本表主要审核关系：")
    assert all(lines[-1].size < line.size for line in lines[:-1])


def test_a_form_without_rules_has_no_relations(full):
    data = {**full.catalogue.data, "rules": []}
    assert not any("审核关系" in text for text in foot(Frozen(full.content, Catalogue(data)), "quality"))


def test_notes_beyond_twenty_share_a_sign():
    change = {}
    made = samples.sheet()
    for row in made.rows("emissions"):
        for column in ("emitted", "enterprises"):
            key = Key("emissions", row.code, column)
            change[str(key)] = replace(made.cells[key], note="核过")
    frozen = samples.frozen(samples.sheet(change=change))
    notes = form_notes(frozen, frozen.forms[0])
    assert len(notes.lines) == 22
    assert [line[0] for line in notes.lines[18:]] == ["⑲", "⑳", "※", "※"]


def test_notes_beside_a_name_are_printed():
    change = {"investment/X410823-001/name": Cell("污水厂", note="又名二污")}
    assert "※污水厂：又名二污" in "".join(foot(samples.frozen(samples.sheet(change=change)), "investment"))


def test_only_narrow_columns_send_their_text_to_the_notes(full):
    column = full.catalogue.form("milestones").column("problems")
    assert too_long("征" * 101, column)
    assert not too_long("征" * 100, column)
    assert not too_long("征" * 900, replace(column, width=160))
    assert not too_long("1" * 900, full.catalogue.form("milestones").column("quantity"))


def test_without_a_document_number_it_is_a_working_table(full):
    lines = [b.right for b in section(full, "emissions").blocks if isinstance(b, Sides)]
    assert lines[:2] == ["表号：JZ-1表", "工作调度表"]


def test_with_a_document_number_it_names_its_authority(full):
    scheme = {
        "issued_by": "焦作市环境保护局",
        "document_number": "焦环〔2018〕9号",
        "valid_until": "2020年12月",
    }
    first, *others = full.catalogue.data["forms"]
    data = {**full.catalogue.data, "forms": [{**first, "scheme": scheme}, *others]}
    lines = [
        b.right
        for b in section(Frozen(full.content, Catalogue(data)), "emissions").blocks
        if isinstance(b, Sides)
    ]
    assert lines[:4] == [
        "表号：JZ-1表",
        "制定机关：焦作市环境保护局",
        "文号：焦环〔2018〕9号",
        "有效期至：2020年12月",
    ]


def test_a_nil_report_prints_its_head_and_says_so(first):
    (grid,) = grids(first, "investment")
    assert cells(grid) == [["本期零报告"]]
    assert grid.head[-1][0].text == "甲"
    assert "零报告" in papers.pages(render(forms.forms_document(first, draft=False))[0])[0]


def test_a_form_with_rows_may_be_a_nil_report():
    made = samples.sheet()
    cells_left = {k: c for k, c in made.cells.items() if k.form != "emissions"}
    frozen = samples.frozen(replace(made, cells=cells_left, nil=frozenset({"emissions"})))
    assert cells(grids(frozen, "emissions")[0]) == [["本期零报告"]]


def test_a_nil_report_hides_nothing_that_was_entered():
    frozen = samples.frozen(replace(samples.sheet(), nil=frozenset({"emissions"})))
    assert len(cells(grids(frozen, "emissions")[0])) == 11


def test_a_list_without_rows_says_so():
    frozen = samples.frozen(samples.sheet(projects=(), unit="410802"))
    assert cells(grids(frozen, "investment")[0]) == [["本期没有这类事项"]]


def test_only_the_changed_form_is_printed_again(full):
    document = forms.forms_document(full, draft=False, only=["quality"])
    assert [s.title for s in document.sections] == ["封面", "环境质量与规划指标"]


def test_a_draft_has_no_code(full):
    document = forms.forms_document(full, draft=True)
    assert document.code == ""
    assert all(s.code == "" for s in document.sections)
    assert "送签后生成" in str(document.sections[0])


def test_the_codes_are_those_of_the_content(full):
    document = forms.forms_document(full, draft=False)
    assert document.code == snapshot.show_code(snapshot.code_of(snapshot.encode(full.content)))
    codes = snapshot.form_codes(full.content)
    assert [s.code.replace(" ", "") for s in document.sections[1:]] == [codes[f.id] for f in full.forms]
    assert all(snapshot.show_code(code) in str(document.sections[0]) for code in codes.values())


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ({"draft": 3}, "送签第3稿"),
        ({"revision": 2, "kind": "correction"}, "第2次报送（更正）送签第1稿"),
        ({"revision": 3, "kind": "supplement"}, "第3次报送（补报）送签第1稿"),
        ({"revision": 2, "kind": "unheard of"}, "第2次报送（更正）送签第1稿"),
    ],
)
def test_the_cover_says_which_print_it_is(origin, shown):
    cover = forms.forms_document(samples.frozen(**origin), draft=False).sections[0]
    assert shown in str(cover)


def test_one_person_for_all_is_told():
    content = samples.content(samples.sheet())
    content["signers"] = {**content["signers"], "one_person": True}
    assert "为同一人" in "".join(foot(Frozen(content, samples.catalogue()), "emissions"))


def test_a_year_prints_its_stages():
    frozen = samples.frozen(samples.sheet(Period.parse("2018")))
    grid = grids(frozen, "emissions")[0]
    assert [c.text for c in grid.head[1]] == ["快报数", "年报数", "定库数", "采用数"]


@pytest.mark.parametrize("name", ["full", "first", "correction", "practice"])
def test_every_figure_and_every_note_is_printed(name, request, reports):
    """What the content holds stands on paper: each figure as its form shows it, and each 累计."""
    frozen = request.getfixturevalue(name)
    text = papers.squeezed(reports(name))
    for form in frozen.forms:
        for row in frozen.rows(form):
            line = "".join(frozen.label(form, row).split())
            assert line in text
            for column in frozen.catalogue.columns(form, row, frozen.period):
                key = Key(form.id, row.code, column.code)
                cell = frozen.cell(key)
                if "v" in cell:
                    assert "".join(frozen.text(key, row, column).split()) in text, key
                if "n" in cell:
                    assert "".join(cell["n"].split()) in text, key


def test_rows_are_printed_figure_by_figure(full):
    """Not only somewhere: in the row, in the order of the columns."""
    text = "".join(papers.pages(render(forms.forms_document(full, draft=False))[0]))
    assert re.search(
        r"化学需氧量\s*吨\s*01\s*23\s*128\.46\s*378\.32\s*130\.39\s*141\.82\s*−9\.4\s*−1\.5", text
    )


def test_a_cell_that_is_gone_is_called_by_its_key(full):
    assert called(full, Key("investment", "X9", "done")) == "investment/X9/done"
    assert called(full, Key("cards", "C1", "name")) == "cards/C1/name"


def test_a_day_in_words():
    assert day("2018-10-06") == "2018年10月6日"
    assert day("月底") == "月底"
