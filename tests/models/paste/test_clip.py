from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models.paste.clip import Piece, from_text
from jzdesk.models.paste.html import from_html, read
from tests.effort import effort


def texts(clip) -> list[list[str]]:
    return [[p.text for p in row] for row in clip]


def test_plain_cells_are_split_at_tabs_and_line_ends():
    assert texts(from_text("化学需氧量\t312.45\r\n氨氮\t24.18\r\n")) == [
        ["化学需氧量", "312.45"],
        ["氨氮", "24.18"],
    ]


def test_a_quoted_cell_holds_tabs_line_ends_and_quotes():
    assert texts(from_text('"一\t二\n三 ""四"""\t5\r\n')) == [['一\t二\n三 "四"', "5"]]


def test_a_lone_quote_is_a_character():
    assert texts(from_text('"未完\t5\n6\t7')) == [['"未完', "5"], ["6", "7"]]
    assert texts(from_text('"甲"乙\t5')) == [['"甲"乙', "5"]]


def test_rows_are_made_equally_long_and_empty_ends_are_left_out():
    assert texts(from_text("1\t\t\n2\t3\t\n\t\t\n")) == [["1", ""], ["2", "3"]]


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=8)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_a_spreadsheet_quotes_comes_back(rows):
    def field(text: str) -> str:
        needs = any(c in text for c in '\t\n"')
        return '"' + text.replace('"', '""') + '"' if needs else text

    written = "\r\n".join("\t".join(field(c) for c in row) for row in rows) + "\r\n"
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    width = max((n for row in rows for n, c in enumerate(row, 1) if c), default=0)
    assert texts(from_text(written)) == [row[:width] for row in rows]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\t2\n" * 100_000, "100,000 行"),
        (("1\t" * 99 + "1\n") * 600, "60,000 格"),
        ("污" * 2_000_000, "6.0 MB"),
    ],
)
def test_too_much_is_refused_in_a_sentence_at_once(text, told):
    def refused() -> None:
        with pytest.raises(RefusedError, match=told):
            read(text)

    assert effort(refused) < 20_000, "none of its cells is taken apart"


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style>td{mso-number-format:General;}</style></head><body>
<!--StartFragment-->
<table border=0><col width=72>
 <tr height=19><td rowspan=2 class=xl65>指标名称</td><td colspan=2 class=xl66>本期</td></tr>
 <tr><td class=xl65>本季</td><td>前期<br>
  调整数</td></tr>
 <tr><td>化学需氧量</td><td class=xl67 align=right x:num="312.44999999999999">312.45</td><td x:num>0</td></tr>
<![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=72 style='width:54pt'></td><td></td><td></td></tr>
<![endif]>
</table>
<!--EndFragment--></body></html>"""


def test_merged_cells_are_spread_and_exact_numbers_kept():
    clip = from_html(EXCEL)
    assert clip[0] == (Piece("指标名称"), Piece("本期"), Piece("本期", spanned=True))
    assert clip[1][0] == Piece("指标名称", spanned=True)
    assert clip[1][2].text == "前期\n调整数"
    assert clip[2] == (Piece("化学需氧量"), Piece("312.45", "312.44999999999999"), Piece("0"))
    assert len(clip) == 3


def test_the_number_libreoffice_tells_is_kept():
    clip = from_html(
        '<table><tr><td sdval="1234.5" sdnum="1033;0;#,##0.0">1,234.5</td>'
        "<td>&nbsp;甲&nbsp;乙</td></tr></table>"
    )
    assert clip == ((Piece("1,234.5", "1234.5"), Piece("甲 乙")),)


def test_html_without_a_table_leaves_the_plain_text():
    assert texts(read("1\t2", "<p>1 2</p>")) == [["1", "2"]]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td colspan=999999999 rowspan=999999999>1</td></tr>" + "<tr><td>2" * 100,
        "<table>" * 100_000,
        "<table><tr>" + "<td" * 300_000,
        "<table><tr><td>" + "<!--" * 300_000,
        "<table><tr><td>" + "&#x110000;" * 1000 + "<![CDATA[" * 1000,
        "<table><tr><td colspan=1000 rowspan=1000>1</td></tr>" + "<tr><td>2</td></tr>" * 200,
    ],
)
def test_hostile_html_is_read_or_left_aside_soon(html):
    start = time.perf_counter()
    assert read("1\t2", html)
    assert time.perf_counter() - start < 6, (
        "a third of a second, and minutes where it is read again and again"
    )
