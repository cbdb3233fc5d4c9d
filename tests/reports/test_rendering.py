"""What the second process is asked for: the same paper and pictures as are made at home, from plain data."""

from __future__ import annotations

import base64
import io
import json
import struct
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PIL import Image

from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.reports import charts, rendering, to_pdf
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.forms import forms_document
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.review import review_document
from jzdesk.reports.summary import Noted, SummaryInput, SummaryUnit, summary_document
from tests.reports import samples

Q3 = Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")


def asked(what, frozen, **more):
    """Return a job as it comes through a pipe."""
    seen = {"content": frozen.content, "catalogue": frozen.catalogue.to_json(), "draft": False, "paper": "A4"}
    return json.loads(json.dumps({"what": what, **seen, **more}))


def data(answer):
    return base64.b64decode(json.loads(json.dumps(answer))["data"])


@pytest.mark.parametrize("what", ["report", "forms", "review"])
def test_paper_is_the_same_as_at_home(full, what):
    document = {
        "report": lambda: report_document(full, charts_of(full), draft=False),
        "forms": lambda: forms_document(full, draft=False),
        "review": lambda: review_document(full, draft=False),
    }[what]()
    made = rendering.render(asked(what, full, ending=".pdf"), print)
    assert data(made) == to_pdf.render(document)[0]


def test_a_word_file_is_one(full):
    made = data(rendering.render(asked("review", full, ending=".docx"), print))
    assert made.startswith(b"PK")
    assert b"word/document.xml" in made


def test_chart_files_come_in_the_endings_asked_for(full):
    told = []
    made = rendering.render(asked("chart_files", full, endings=["png", "pdf"]), told.append)
    names = [f["name"] for f in made["files"]]
    assert names == [f"{n}.{e}" for n in ("emissions", "investment", "targets") for e in ("png", "pdf")]
    assert data(made["files"][0]) == charts.png(charts_of(full)[0])[0]
    assert told == [[0, 3], [1, 3], [2, 3]]


@pytest.fixture(scope="module")
def pictures(full):
    made = rendering.render(asked("charts", full, dpi=116), lambda _: None)
    return {chart["name"]: chart for chart in made["charts"]}


def size(chart):
    return struct.unpack(">II", data(chart)[16:24])


def test_every_place_lies_in_the_picture(pictures):
    for chart in pictures.values():
        width, height = size(chart)
        assert chart["places"]
        for place in chart["places"]:
            left, top, right, bottom = place["box"]
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


def test_bars_tell_their_cells_and_periods(pictures):
    told = [(p["key"], p["period"], p["figure"], p["unit"]) for p in pictures["emissions"]["places"]]
    assert told[:2] == [(str(COD), "2018Q3", "128.46", "吨"), (str(COD), "2017Q3", "141.82", "吨")]
    spending = {(p["key"], p["figure"]) for p in pictures["investment"]["places"]}
    assert ("investment/X410823-001/planned", "8,600.00") in spending
    air = [(p["key"], p["period"], p["figure"]) for p in pictures["targets"]["places"][:3]]
    assert air == [
        ("quality/good_days/cumulative", "2018Q3", "66.7"), (None, "2020", "≥65"), (None, "2015", "47.4"),
    ]  # fmt: skip


def colours(chart):
    """Return a function that tells the colour of a pixel."""
    picture = Image.open(io.BytesIO(data(chart))).convert("RGB")
    return lambda x, y: picture.getpixel((int(x), int(y)))


def test_a_bar_is_where_it_is_told_to_be(pictures):
    """Within the box stands the accent colour; just beside it the paper's white."""
    chart = pictures["emissions"]
    at = colours(chart)
    left, top, right, bottom = chart["places"][0]["box"]
    middle, below = (left + right) / 2, bottom - 6
    assert at(middle, below) == (0x0B, 0x6E, 0x66)
    assert at(left - 3, below) == at(right + 3, below) == (255, 255, 255)
    assert at(middle, top + 20) == (0x0B, 0x6E, 0x66)


def test_places_grow_with_the_screen(full, pictures):
    large = rendering.render(asked("charts", full, dpi=232), lambda _: None)["charts"][0]["places"]
    for small, big in zip(pictures["emissions"]["places"], large, strict=True):
        assert all(abs(2 * a - b) <= 1 for a, b in zip(small["box"], big["box"], strict=True))


def test_what_has_no_figure_can_be_pointed_at_too():
    word = samples.Cell(blank="未监测")
    made = samples.frozen(samples.sheet(change={str(COD): word}))
    (chart, *_) = rendering.render(asked("charts", made, dpi=116), lambda _: None)["charts"]
    first = chart["places"][0]
    assert (first["key"], first["figure"]) == (str(COD), "未监测")
    left, top, right, bottom = first["box"]
    assert min(right - left, bottom - top) >= 15


def test_what_the_plan_does_not_say_has_no_place(full):
    bare = {**full.catalogue.data, "indicators": [
        {**i, "targets": [], "baseline": None} for i in full.catalogue.data["indicators"]
    ]}  # fmt: skip
    made = samples.Frozen(full.content, samples.Catalogue(bare))
    places = rendering.render(asked("charts", made, dpi=116), lambda _: None)["charts"][-1]["places"]
    assert [p["key"] for p in places] == [
        "quality/good_days/cumulative", "quality/pm25/ytd", "quality/pm10/ytd",
    ]  # fmt: skip


def test_a_year_tells_its_adopted_figures():
    made = samples.frozen(samples.sheet(samples.Period.parse("2018")))
    found = rendering.render(asked("charts", made, dpi=116), lambda _: None)["charts"][-1]["places"][0]
    assert (found["key"], found["name"][-5:]) == ("quality/good_days/final", "年度采用数")


def test_a_summary_goes_through_a_pipe_unharmed():
    given = SummaryInput(
        catalogue=samples.catalogue(), period=Q3, units=[SummaryUnit("410823", "武陟县", "已验收", True)],
        figures={COD: {"410823": "128.46"}}, totals={COD: "128.46"}, to_date={COD: None}, received=1,
        accepted=1, practice=True, office="焦作市环境保护局", issued_on="2018-10-12",
        standins=(Noted(COD, "410823", "128.46", "县局电话"),), approved={COD: "130.00"},
        difference={COD: "1.54"}, judged=(Noted(COD, "410800", "130.00", "省厅核定"),),
    )  # fmt: skip
    plain = json.loads(json.dumps(rendering.summary_to_plain(given)))
    job = {"what": "summary", "summary": plain, "catalogue": given.catalogue.to_json(), "ending": ".pdf"}
    assert data(rendering.render(job, print)) == to_pdf.render(summary_document(given))[0]
    seen = rendering.summary_from_plain(plain, given.catalogue.to_json())
    assert replace(seen, catalogue=given.catalogue) == given
    book = load_workbook(io.BytesIO(data(rendering.render({**job, "ending": ".xlsx"}, print))))
    assert Decimal("128.46") in {
        Decimal(str(c.value)) for row in book.worksheets[0].iter_rows() for c in row
        if isinstance(c.value, int | float)
    }  # fmt: skip
