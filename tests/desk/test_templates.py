"""套表: templates kept, linked and filled, in a county and in the city."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import entering, inbox, judging, safekeeping, signing, templates
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError, UsageError, WorldError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.template import EMPTY, LAST_YEAR, PREVIOUS, TOTAL, Link, Template
from jzdesk.store import attachments
from tests import uploads
from tests.desk import walk
from tests.exchange import template_kit
from tests.exchange.template_kit import OTHER, SHEET

Q2, Q3 = Period.parse("2018Q2"), Period.parse("2018Q3")
COD, TP = Key.parse("emissions/cod.industry/emitted"), Key.parse("emissions/tp.industry/emitted")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "省厅季报空白表.xlsx"
    path.write_bytes(template_kit.rich())
    return path


def at(
    cell: str, key: Key = COD, period: str = "this", figure: str = "value", unit: str = "", sheet: str = SHEET
) -> Link:
    letter, row = cell[0], int(cell[1:])
    return Link(sheet, row, ord(letter) - 64, key, period, figure, unit)


def added(office: Office, path: Path, *links: Link) -> Template:
    given = templates.look(path)
    made = templates.add(office, given)
    return templates.link_all(office, made.name, given.looked, links) if links else made


def fill(office: Office, template: Template, period: Period, folder: Path):
    """Fill a template and return the workbook that came of it, and the file."""
    found = templates.preview(office, template, period)
    out = folder / templates.file_name(office, found)
    templates.filling(office, found, out).run(lambda _: None)
    templates.filled(office, found, out)
    return openpyxl.load_workbook(io.BytesIO(out.read_bytes())), out


def values(office: Office, template: Template, period: Period) -> dict[str, tuple[str, str]]:
    return {one.link.cell: (one.kind, one.text) for one in templates.preview(office, template, period).told}


def test_an_office_without_templates_has_none(county: Office):
    assert templates.listed(county) == ()
    with pytest.raises(RefusedError, match="没有名为"):
        templates.find(county, "省表")


def test_a_template_is_linked_once_and_filled_for_every_period(begun: Office, workbook: Path, tmp_path: Path):
    made = added(begun, workbook, at("B4"), at("C4", figure="ytd"), at("D4", figure="change_previous_pct"),
                 at("B5", period=PREVIOUS), at("B6", period="2018Q1"))  # fmt: skip
    assert templates.listed(begun) == (made,)
    entering.set_values(begun, Q3, [str(COD), "90.5"])
    book, out = fill(begun, made, Q3, tmp_path)
    sheet = book[SHEET]
    assert [sheet[c].value for c in ("B4", "C4", "B5", "B6")] == [90.5, 391, 200.5, 100]
    assert sheet["D4"].value == -0.549, "a cell in percent holds the hundredth of -54.9 %"
    assert out.name == "省厅季报空白表_2018Q3_草稿_练习.xlsx"
    assert "<v>90.50</v>" in template_kit.part(out.read_bytes())
    second, _ = fill(begun, made, Q2, tmp_path)
    assert [second[SHEET][c].value for c in ("B4", "C4", "B5")] == [200.5, 300.5, 100]


def test_the_second_filling_is_the_same_file(begun: Office, workbook: Path, tmp_path: Path):
    made = added(begun, workbook, at("B4"))
    once = fill(begun, made, Q2, tmp_path)[1].read_bytes()
    assert fill(begun, made, Q2, tmp_path)[1].read_bytes() == once


def test_every_act_is_one_entry_of_the_trail_and_none_a_step(begun: Office, workbook: Path, tmp_path: Path):
    before = len(begun.store.history())
    given = templates.look(workbook)
    made = templates.add(begun, given, "省表")
    made = templates.link(begun, made.name, given.looked, at("B4"))
    templates.link(begun, made.name, given.looked, at("B4"))  # the same once more is nothing
    templates.set_blanks(begun, made.name, EMPTY)
    fill(begun, templates.find(begun, made.name), Q2, tmp_path)
    templates.unlink(begun, made.name, (SHEET, 4, 2))
    templates.replace_file(begun, made.name, given)  # nor is the same file
    templates.remove(begun, made.name)
    told = list({entry.seq: entry for entry in reversed(begun.store.history()[before:])}.values())[::-1]
    assert [entry.action for entry in told] == ["template"] * 3 + ["fill_template", "template", "template"]
    assert told[1].why == f"模板“省表”链接 1 格：{SHEET}!B4"
    assert "省表_2018Q2_草稿_练习.xlsx" in str(told[3].why)
    begun_step = begun.store.undo(at=begun.stamp)
    assert begun_step.keys, "undo takes back what was entered, not a link"
    assert templates.listed(begun) == ()


def test_a_period_handed_in_is_filled_from_its_snapshot(
    county: Office, workbook: Path, tmp_path: Path, no_paper
):
    made = added(county, workbook, at("B4"), at("C4", figure="ytd"), at("B5", TP))
    for period in (Period.parse("2018Q1"), Q2, Q3):
        walk.fill(county, period)
    entering.set_values(county, Q3, [str(TP), "暂缺:县水务局,2018-11-01"])
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "out")
    signed = values(county, made, Q3)
    assert signed == {"B4": ("number", "12.00"), "C4": ("number", "36.00"), "B5": ("text", "暂缺")}
    assert "草稿" not in fill(county, made, Q3, tmp_path)[1].name
    entering.set_values(county, Q3, [str(TP), "3"])  # it came later, and has not left yet
    entering.set_values(county, Q2, [str(COD), "99"])
    assert values(county, made, Q3) == signed
    signing.reopen(county, Q3, reason="录错")
    assert values(county, made, Q3)["B5"] == ("number", "3.00")
    assert templates.file_name(county, templates.preview(county, made, Q3)).endswith("_草稿_练习.xlsx")


def test_blanks_are_their_word_or_nothing_as_the_office_chooses(county: Office, workbook: Path):
    entering.set_values(county, Q3, [str(COD), "无此项", str(TP), "5"])
    made = added(
        county,
        workbook,
        at("B4"),
        at("C4", TP, figure="ytd"),
        at("C5", Key("emissions", "so2.industry", "emitted")),
    )
    assert values(county, made, Q3) == {"B4": ("text", "无此项"), "C4": ("text", "—"), "C5": ("empty", "")}
    made = templates.set_blanks(county, made.name, EMPTY)
    assert set(values(county, made, Q3).values()) == {("empty", "")}


def test_words_and_days_are_texts(county: Office, workbook: Path, tmp_path: Path):
    sheet = county.sheet(Q3)
    row = sheet.rows("milestones")[0]
    status = Key("milestones", row.code, "status")
    column = sheet.catalogue.form("milestones").column("status")
    assert column is not None
    entering.set_values(county, Q3, [str(status), column.options[0].word])
    made = added(county, workbook, at("B9", status), at("A2", Key("milestones", row.code, "name")))
    book, _ = fill(county, made, Q3, tmp_path)
    assert book[SHEET]["B9"].value == column.options[0].word
    assert isinstance(book[SHEET]["A2"].value, str)


def test_a_link_to_a_merged_cell_lands_on_its_first_place(begun: Office, workbook: Path):
    made = added(begun, workbook, at("E10"))
    assert [link.cell for link in made.links] == ["B9"]


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (at("E4"), "是公式"),
        (at("A1", sheet="没有"), "没有工作表"),
        (at("B4", Key("emissions", "nothing", "emitted")), "没有名为 nothing 的行"),
        (at("B4", Key("nothing", "cod.industry", "emitted")), "没有名为 nothing 的报表"),
        (at("B4", Key("emissions", "cod.industry", "ytd"), figure="ytd"), "只能取本期数"),
        (at("B4", unit="410821"), "只有市局"),
        (at("B4", unit=TOTAL), "只有市局"),
    ],
)
def test_what_cannot_be_linked_is_refused_and_changes_nothing(
    begun: Office, workbook: Path, link: Link, told: str
):
    given = templates.look(workbook)
    made = templates.add(begun, given)
    with pytest.raises(RefusedError, match=told):
        templates.link_all(begun, made.name, given.looked, [at("B4"), link])
    assert templates.find(begun, made.name).links == ()


def test_a_period_before_all_others_has_nothing(begun: Office, workbook: Path):
    made = added(begun, workbook, at("B4", period=LAST_YEAR), at("B5", period="2011Q1"))
    found = templates.preview(begun, made, Q2)
    assert [(one.kind, bool(one.why)) for one in found.told] == [("empty", True), ("empty", True)]
    assert "2011年第一季度不在本规划的期间内" in found.told[1].why


def test_what_was_filled_says_what_is_not_in_it(begun: Office, workbook: Path, tmp_path: Path):
    made = added(begun, workbook, at("B4"), at("B5", TP))
    told = templates.told(templates.preview(begun, made, Q2), templates.Made(tmp_path / "a.xlsx", True))
    assert told[0].startswith("已填写 1 格，另存为“a.xlsx”")
    assert "草稿" in told[1]
    assert told[2] == "有 1 格没有数，例如 B5：还没有填报。"
    assert "先在 Excel 或 WPS 里打开并保存一次" in told[3]
    assert (
        len(templates.told(templates.preview(begun, made, Q2), templates.Made(tmp_path / "a.xlsx", False)))
        == 3
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("表.xls", b"x", "模板只能是 .xlsx"),
        ("表.xlsm", b"x", "模板只能是 .xlsx"),
        ("表.ods", b"x", "模板只能是 .xlsx"),
        ("表.xlsx", b"", "空文件"),
        ("表.xlsx", b"no workbook", "打不开"),
        ("没有.xlsx", None, "没有找到"),
    ],
)
def test_what_is_no_template_is_refused(
    county: Office, tmp_path: Path, name: str, content: bytes | None, told: str
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RefusedError, match=told) as error:
        templates.look(path)
    assert list(error.value.findings) == []


def test_names_are_kept_apart(county: Office, workbook: Path):
    given = templates.look(workbook)
    assert templates.add(county, given).name == "省厅季报空白表"
    assert templates.add(county, given).name == "省厅季报空白表 2"
    with pytest.raises(RefusedError, match="已有名为"):
        templates.add(county, given, "省厅季报空白表")
    with pytest.raises(RefusedError, match="不能用"):
        templates.add(county, given, "a/b")


def test_next_year_s_file_keeps_the_links_and_names_those_that_no_longer_fit(
    begun: Office, workbook: Path, tmp_path: Path
):
    made = added(begun, workbook, at("B4"), at("B5"), at("C9", sheet=OTHER))
    newer = tmp_path / "省厅季报空白表2019.xlsx"
    newer.write_bytes(template_kit.changed(template_kit.rich(), {
        "xl/workbook.xml": lambda part: part.replace(f'name="{OTHER}"', 'name="汇总表"'),
        "xl/worksheets/sheet1.xml": lambda part: part.replace('<c r="B5"', '<c r="B5" cm="1"').replace(
            '<mergeCell ref="A1:F1" />', '<mergeCell ref="A1:F1" /><mergeCell ref="A5:B5" />').replace(
            '<mergeCell ref="A1:F1"/>', '<mergeCell ref="A1:F1"/><mergeCell ref="A5:B5"/>'),
    }))  # fmt: skip
    made, misfits = templates.replace_file(begun, made.name, templates.look(newer))
    assert len(made.links) == 3
    assert made.file == newer.name
    assert [(link.cell, why[:12]) for link, why in misfits] == [
        ("C9", "工作簿里没有工作表“汇总"[:12]), ("B5", f"“{SHEET}”的 B5 已并入"[:12])
    ]  # fmt: skip
    with pytest.raises(RefusedError, match="2 处链接与模板不合"):
        fill(begun, made, Q2, tmp_path)
    assert not list(tmp_path.glob("*_2018Q2_*"))
    for link, _ in misfits:
        made = templates.unlink(begun, made.name, link.place)
    book, _ = fill(begun, made, Q2, tmp_path)
    assert book[SHEET]["B4"].value == 200.5


def test_the_loss_of_the_workbook_is_told_and_mended_by_giving_it_again(
    begun: Office, workbook: Path, tmp_path: Path
):
    made = added(begun, workbook, at("B4"))
    kept = attachments.folder_of(begun.store.info.path) / made.sha256
    kept.unlink()
    with pytest.raises(WorldError, match="附件“省厅季报空白表"):
        fill(begun, made, Q2, tmp_path)
    made, misfits = templates.replace_file(begun, made.name, templates.look(workbook))
    assert misfits == ()
    fill(begun, made, Q2, tmp_path)


def test_links_come_from_a_list_too(begun: Office, workbook: Path, tmp_path: Path):
    listed = tmp_path / "links.csv"
    listed.write_bytes(
        f"工作表,单元格,KEY,期别,取什么\r\n{SHEET},B4,{COD}\r\n{SHEET},$C$4,{COD},本期,本年累计\r\n"
        f"{SHEET},b5,{COD},上期,value\r\n\r\n{SHEET},B6,{COD},2018q1,\r\n".encode("gb18030")
    )
    out = tmp_path / "成果" / "省表.xlsx"
    found, filled = templates.fill_once(begun, workbook, listed, Q2, out)
    sheet = openpyxl.load_workbook(out)[SHEET]
    assert [sheet[c].value for c in ("B4", "C4", "B5", "B6")] == [200.5, 300.5, 100, 100]
    assert (found.draft, filled.formulas, templates.listed(begun)) == (True, True, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n", "没有链接"),
        (f"{SHEET},B4\n", "第 1 行：每行应写"),
        (f"{SHEET},4B,{COD}\n", "第 1 行：“4B”不是单元格"),
        (f"{SHEET},XFE1,{COD}\n", "不是单元格"),
        (f"{SHEET},B4,cod\n", "第 1 行：“cod”不是格子的编号"),
        (f"{SHEET},B4,{COD},去年\n", "期别“去年”写法不对"),
        (f"{SHEET},B4,{COD},,平均\n", "取什么只能写：本期数、本年累计"),
        (f"{SHEET},B4,{COD},,,月球\n", "“月球”不是本市单位"),
        (f"{SHEET},B4,{COD}\n{SHEET},$B$4,{TP}\n", "第 2 行：“省表 1”的 B4 写了两次"),
        (f"{SHEET},B4,cod\n{SHEET},4B,{COD}\n", "有 2 行不对"),
        ("\0\0\0", "不是链接清单"),
    ],
)
def test_a_list_that_is_wrong_is_refused_by_its_lines(begun: Office, tmp_path: Path, text: str, told: str):
    listed = tmp_path / "links.csv"
    listed.write_text(text, "utf-8")
    with pytest.raises((RefusedError, UsageError), match=told):
        templates.links_of_file(begun, listed)


# The city


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Office]:
    """A city with two counties' accepted files, and a figure that stands in for a third's."""
    with safekeeping.init(tmp_path / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(date(2018, 10, 9))
        for unit, number in (("410821", "7"), ("410823", "12")):
            uploads.come(made, date(2018, 10, 8), uploads.content_of(tmp_path, unit, number))
        for one in inbox.look(made, []):
            inbox.accept(made, one, tmp_path)
        judging.stand_in(made, "410825", Q3, COD, "1.5", "电话")
        yield made


def test_the_city_links_a_county_s_figure_and_the_total(full: Office, workbook: Path, tmp_path: Path):
    made = added(full, workbook, at("B4", unit=TOTAL), at("C4", unit="410821"), at("B5", unit="410825"),
                 at("C5", unit="410802"), at("B6", unit=TOTAL, figure="ytd"))  # fmt: skip
    found = templates.preview(full, made, Q3)
    told = {one.link.cell: (one.kind, one.text) for one in found.told}
    assert told == {"B4": ("number", "20.50"), "C4": ("number", "7.00"), "B5": ("number", "1.50"),
                    "C5": ("empty", ""), "B6": ("text", "—")}  # fmt: skip
    assert not found.draft
    assert "解放区" in found.left_out
    assert "没有已验收的文件" in next(one.why for one in found.told if one.link.cell == "C5")
    book, out = fill(full, made, Q3, tmp_path)
    assert (book[SHEET]["B4"].value, out.name) == (20.5, "省厅季报空白表_2018Q3_练习.xlsx")


def test_the_city_s_list_names_counties_by_name_or_code(full: Office, workbook: Path, tmp_path: Path):
    listed = tmp_path / "links.csv"
    listed.write_text(
        f"{SHEET},B4,{COD},,,合计\n{SHEET},B5,{COD},,,修武县\n{SHEET},B6,{COD},,,410823\n", "utf-8"
    )
    templates.fill_once(full, workbook, listed, Q3, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")[SHEET]
    assert [sheet[c].value for c in ("B4", "B5", "B6")] == [20.5, 7, 12]


def test_what_never_comes_together_has_no_total(full: Office, workbook: Path):
    given = templates.look(workbook)
    made = templates.add(full, given)
    mean = Key.parse("quality/pm25/mean")
    with pytest.raises(JzdeskError, match="没有合计"):
        templates.link(full, made.name, given.looked, at("B4", mean, unit=TOTAL))
    with pytest.raises(RefusedError, match="只能取本期数"):
        templates.link(full, made.name, given.looked, at("B4", unit=TOTAL, figure="previous"))
