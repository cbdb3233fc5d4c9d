from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jzdesk.exchange import book, paint, xlsx
from jzdesk.exchange.cells import Raw
from tests.exchange import kit
from tests.exchange.kit import MAIN, crafted, one, zipped


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        ("<c><v>12.35</v></c>", Raw("number", "12.35")),
        ('<c t="n"><v>1.2E3</v></c>', Raw("number", "1.2E3")),
        ('<c s="1"><v>43373</v></c>', Raw("date", "2018-09-30")),
        ('<c s="2"><v>43373.75</v></c>', Raw("date", "2018-09-30")),
        ('<c s="1"><v>1e300</v></c>', Raw("date", "1e300")),
        ('<c s="3"><v>0.455</v></c>', Raw("number", "0.455", percent=True)),
        ('<c s="4"><v>0.455</v></c>', Raw("number", "0.455", percent=True)),
        ('<c s="99"><v>1</v></c>', Raw("number", "1")),
        ('<c s="²"><v>1</v></c>', Raw("number", "1")),
        ('<c t="b"><v>1</v></c>', Raw("bool", "1")),
        ('<c t="e"><v>#DIV/0!</v></c>', Raw("error", "#DIV/0!")),
        ('<c t="d"><v>2018-09-30T00:00:00</v></c>', Raw("date", "2018-09-30T00:00:00")),
        ("<c><f>1+1</f><v>2</v></c>", Raw("number", "2", formula=True)),
        ("<c><f>1+1</f></c>", Raw("empty", "", formula=True)),
        ('<c><f t="shared" si="0"/><v>2</v></c>', Raw("number", "2", formula=True)),
        ('<c t="str"><f>"甲"</f><v>甲</v></c>', Raw("text", "甲", formula=True)),
        ('<c t="str"><f>""</f><v></v></c>', Raw("text", "", formula=True)),
        ('<c t="inlineStr"><is><t>甲</t></is></c>', Raw("text", "甲")),
        ('<c t="inlineStr"><is><r><t>甲</t></r><r><t> 乙</t></r></is></c>', Raw("text", "甲 乙")),
        ('<c t="inlineStr"><is><t>县</t><rPh sb="0" eb="1"><t>xian</t></rPh></is></c>', Raw("text", "县")),
        ('<c t="s"><v>0</v></c>', Raw("text", "甲 乙")),
        ('<c t="s"><v>1</v></c>', Raw("text", "县")),
        ('<c t="s"><v>2</v></c>', Raw("text", "一\r\n二_x000d_")),
        ('<c t="s"><v>3</v></c>', Raw("text", "𬭼")),
        ('<c t="str"><v>a_x000A_b</v></c>', Raw("text", "a\nb")),
    ],
)  # fmt: skip
def test_a_cell_is_what_is_stored(cell: str, raw: Raw) -> None:
    shared = (
        "<si><r><t>甲 </t></r><r><t>乙</t></r></si>"
        "<si><t>县</t><rPh sb='0' eb='1'><t>xian</t></rPh><phoneticPr fontId='1'/></si>"
        "<si><t>一_x000D_\n二_x005F_x000d_</t></si><si><t>_xD872__xDF7C_</t></si>"
    )
    assert one(crafted(f"<row>{cell}</row>", shared=shared)) == {"A1": raw}


@pytest.mark.parametrize(
    "cell",
    ["<c/>", "<c><v/></c>", '<c t="s"><v>9</v></c>', '<c t="s"><v>-1</v></c>', '<c t="s"><v>²</v></c>',
     '<c t="str"><v/></c>'],
)  # fmt: skip
def test_a_cell_without_anything_is_none(cell: str) -> None:
    assert one(crafted(f"<row>{cell}</row>")) == {}


def test_cells_without_addresses_follow_one_another() -> None:
    first = '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row>'
    rows = first + '<row><c><v>5</v></c></row><row r="9"><c><v>6</v></c></row>'
    assert {a: r.text for a, r in one(crafted(rows)).items()} == {
        "A1": "1",
        "C1": "3",
        "D1": "4",
        "A2": "5",
        "A9": "6",
    }


def test_elements_of_other_namespaces_are_no_cells() -> None:
    more = '<ext xmlns:x="urn:x"><x:row r="1"><x:c r="A1"><x:v>9</x:v></x:c></x:row><x:f>9</x:f></ext>'
    assert {a: r.text for a, r in one(crafted(f"<row><c><v>1</v></c></row>{more}")).items()} == {"A1": "1"}


@pytest.mark.parametrize("said", ["1", "true", "0", "false"])
def test_the_day_from_which_dates_are_counted_is_the_workbook_s(said: str) -> None:
    data = crafted('<row><c s="1"><v>41911</v></c></row>', properties=f'<workbookPr date1904="{said}"/>')
    assert one(data)["A1"].text == ("2018-09-30" if said in {"1", "true"} else "2014-09-29")


def test_dates_are_those_that_other_programs_meant() -> None:
    opened = openpyxl.Workbook()
    opened.epoch = CALENDAR_MAC_1904
    opened.worksheets[0]["B2"] = date(2018, 9, 30)
    stream = io.BytesIO()
    opened.save(stream)
    assert one(stream.getvalue()) == {"B2": Raw("date", "2018-09-30")}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0.00%", "percent"), ('0"%"', ""), ("0\\%", ""), ("[Red]0%", "percent"),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", ""),
        ("General", ""), ('General"天"', ""), ('0.00"days"', ""), ('yyyy"年"m"月"', "date"),
        ("[$-804]yyyy/m/d;@", "date"),
        ("[DBNum1][$-804]m\\月d\\日", "date"), ("h:mm:ss", "date"), ("G/通用格式", ""), ("@", ""),
        ("* #,##0", ""), ("0.0_ ", ""),
    ],
)  # fmt: skip
def test_a_format_shows_percent_date_or_neither(code: str, kind: str) -> None:
    quoted = code.replace('"', "&quot;")
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="176" formatCode="{quoted}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="176"/></cellXfs><cellStyles><xf numFmtId="9"/></cellStyles></styleSheet>'
    )
    raw = one(crafted('<row><c s="1"><v>43373</v></c></row>', **{"xl/styles.xml": styles}))["A1"]
    assert ("percent" if raw.percent else "date" if raw.kind == "date" else "") == kind


def test_parts_are_found_by_what_refers_to_them() -> None:
    members = kit.parts(crafted('<row><c t="s"><v>0</v></c></row>', shared="<si><t>伪</t></si>"))
    moved = {
        "_rels/.rels": kit.relations(("rId1", "officeDocument", "/xl/workbook2.xml")),
        "xl/workbook2.xml": members["xl/workbook.xml"],
        "xl/_rels/workbook2.xml.rels": kit.relations(
            ("rId1", "worksheet", "/xl/other/a.xml"), ("rId2", "sharedStrings", "./texts.xml")
        ),
        "xl/other/a.xml": members["xl/worksheets/sheet1.xml"],
        "xl/texts.xml": f"<sst {MAIN}><si><t>真</t></si></sst>",
    }
    assert one(zipped({**members, **moved}))["A1"].text == "真"


def test_a_workbook_without_relations_has_no_sheets() -> None:
    assert book.read_book(zipped({"xl/workbook.xml": f"<workbook {MAIN}/>"})) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "'a",
        "_x000D_",
        "_x005F_",
        "_x0041_x0042_",
        "_",
        "#N/A",
        "𬭼",
        "\n",
        " 甲 ",
        "TRUE",
        "1e5",
        "2018-9-30",
    ]
)


@given(st.lists(TEXT | TRICKY).map("".join))
def test_an_escaped_text_comes_back(text: str) -> None:
    assert xlsx.unescaped(xlsx.escaped(text)) == text


@settings(max_examples=30)
@given(st.lists(st.lists(TEXT | TRICKY, min_size=1).map("".join).filter(bool), min_size=1, max_size=20))
def test_a_written_text_is_read_as_that_text_and_never_as_a_formula(texts: list[str]) -> None:
    made = paint.new_workbook()
    sheet = made.create_sheet("甲")
    for row, text in enumerate(texts, 1):
        paint.plain_text(sheet.cell(row, 1), text)
    assert list(one(paint.finished(made)).values()) == [Raw("text", text) for text in texts]
