"""The decimal entered is the one in the store, in `get`, in the upload file, in the city and on the paper."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jzdesk.desk import entering, handing_in, papers, receiving, safekeeping
from jzdesk.desk.entering import all_cells
from jzdesk.desk.office import Office
from jzdesk.models import quantity, snapshot
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.snapshot import Frozen, Signers
from jzdesk.models.value import places_of, unit_of
from tests.desk.conftest import Q3

SIGNERS = Signers("张三", "李四", "王五", "0391-1234567", "2018-10-08")
OWN = [
    "investment/+/name",
    "管网延伸工程",
    "quality/+sections/name",
    "渠首断面",
    "quality/+sources/name",
    "何营",
]
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
Figures = dict[Key, Decimal]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A practice store with a row of its own in every list."""
    path = tmp_path_factory.mktemp("county") / "武陟县.jzdesk"
    with safekeeping.init(path, unit="410823", office=None, practice=True, who="张三") as made:
        made.set_today(date(2018, 10, 8))
        for name, value in zip(OWN[::2], OWN[1::2], strict=True):
            entering.set_values(made, Q3, [name, value])
        yield made


def numbers(office: Office) -> list[tuple[Key, Row, Column]]:
    """Return every cell in which a figure can be entered."""
    sheet = office.sheet(Q3)
    return [
        (key, row, column)
        for key, row, column in all_cells(sheet)
        if column.kind == "number" and not (column.derived or row.derived or sheet.locked(row, column))
    ]


def figures(row: Row, column: Column) -> st.SearchStrategy[Decimal]:
    """Return figures of the places the cell has, up to what fifteen digits and a row of paper hold."""
    places = places_of(row, column)
    most = min(10 ** (12 + places), 10**15) - 1
    whole = st.integers(-most if column.signed else 0, most) | st.integers(0, 10**6)
    return whole.map(lambda n: Decimal(n).scaleb(-places))


def ways(figure: Decimal, unit: str) -> list[str]:
    """Return how a clerk may type a figure."""
    return [
        str(figure),
        f"{figure:,}",
        f"{figure:f}".translate(WIDE),
        f" {figure:f}{unit} ",
        f"{figure:f}0".rstrip("0"),
    ]


@given(data=st.data())
def test_a_figure_typed_in_any_way_is_that_decimal_everywhere(office: Office, data: st.DataObject) -> None:
    key, row, column = data.draw(st.sampled_from(numbers(office)))
    figure = data.draw(figures(row, column))
    typed = data.draw(st.sampled_from(ways(figure, unit_of(row, column))[: 5 if "." in f"{figure:f}" else 4]))
    entering.set_values(office, Q3, [str(key), typed])
    plain = quantity.plain(figure, places_of(row, column))
    stored = office.store.cells(Q3)[key].value
    assert isinstance(stored, Decimal)
    assert stored == figure
    assert entering.get(office, Q3, [key])["cells"][0]["value"] == plain
    content, _ = handing_in.content_now(office, Q3, signers=SIGNERS, draft=1)
    assert content["forms"][key.form]["cells"][f"{key.row}/{key.column}"]["v"] == plain
    assert snapshot.numbers(content, office.catalogue)[key] == figure


@st.composite
def _all(draw: st.DrawFn, places: list[tuple[Key, Row, Column]]) -> Figures:
    return {key: draw(figures(row, column)) for key, row, column in places}


@pytest.mark.needs("pdftotext")
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_all_figures_go_the_whole_way(
    office: Office, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    places = numbers(office)
    entered: Figures = data.draw(_all(places))
    shown = {k: quantity.show(entered[k], places_of(r, c)) for k, r, c in places}
    folder = tmp_path_factory.mktemp("way")
    entering.set_values(
        office, Q3, [word for key, figure in entered.items() for word in (str(key), str(figure))]
    )
    content, _ = handing_in.content_now(office, Q3, signers=SIGNERS, draft=1)
    upload = papers.write_upload(office, content, snapshot.encode(content), folder / "报.xlsx")
    assert missing_in_workbook(upload, entered) == Counter()
    assert in_the_city(folder, upload) == entered
    paper = folder / "表.pdf"
    paper.write_bytes(papers.print_forms(office, content))
    assert missing_on_paper(paper, Counter(shown.values())) == Counter()
    shutil.rmtree(folder)


def missing_in_workbook(path: Path, entered: Figures) -> Counter[Decimal]:
    """Return the figures that no visible cell shows."""
    opened = openpyxl.load_workbook(path, read_only=True)
    found: Counter[Decimal] = Counter()
    for sheet in opened.worksheets:
        for line in sheet.iter_rows(values_only=True):
            found.update(Decimal(repr(v)) for v in line if isinstance(v, int | float))
    opened.close()
    return Counter(entered.values()) - found


def in_the_city(folder: Path, upload: Path) -> Figures:
    """Return the figures entered as the city has them, in its copy of the content and in its totals."""
    with safekeeping.init(folder / "市.jzdesk", unit="410800", office=None, practice=True) as city:
        city.set_today(date(2018, 10, 9))
        (told,) = receiving.receive(city, [upload])["files"]
        assert told["verdict"] == "taken", told["message"]
        (kept,) = city.store.submissions("410823", Q3)
        content: dict[str, Any] = json.loads(city.store.submission_content(kept.id))
        totals = city.store.totals(Q3, [kept.id])
    assert totals == snapshot.numbers(content, safekeeping.shipped_catalogue())
    sheet = Frozen(content, safekeeping.shipped_catalogue())
    return {
        Key(form.id, row.code, column.code): totals[Key(form.id, row.code, column.code)]
        for form in sheet.forms
        for row in sheet.rows(form)
        for column in sheet.catalogue.columns(form, row, Q3)
        if column.kind == "number"
        and not (column.derived or row.derived or (column.locked and row.origin != "office"))
    }


def missing_on_paper(path: Path, shown: Counter[str]) -> Counter[str]:
    """Return the printed figures that the paper's text lacks, thousands separated."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return shown - Counter(done.stdout.decode().split())
