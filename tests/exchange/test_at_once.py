"""A file that nobody saved again is seen at once to show what it holds, and cell by cell as well."""

from __future__ import annotations

import re
from functools import cache
from unittest import mock

import pytest

from jzdesk.errors import RefusedError
from jzdesk.exchange import quick, upload
from jzdesk.models.period import Period
from tests.exchange import kit
from tests.exchange.kit import EMISSIONS, read, upload_bytes

FIGURE = re.compile(r'<c r="E7" s="([0-9]+)" t="n"><v>1312\.45</v></c>')
SHEET = "xl/worksheets/sheet2.xml"


@cache
def emissions() -> str:
    """Return the sheet of the emissions as it lies in the file."""
    return kit.parts(upload_bytes())[SHEET].decode()


def with_sheet(sheet: str, **others: str) -> bytes:
    """Return the file with another sheet in the place of the emissions."""
    return kit.zipped({**kit.parts(upload_bytes()), SHEET: sheet, **others})


def figure(cell: str) -> bytes:
    """Return the file with something else in the place of one figure; `{s}` is how that figure looks."""
    found = FIGURE.search(emissions())
    assert found is not None
    return with_sheet(emissions().replace(found[0], cell.format(s=found[1])))


def other(pattern: str, text: str, *, before: bool = False) -> bytes:
    """Return the file with a text in the place of something else on that sheet, or before it."""
    made, count = re.subn(pattern, lambda found: text + (found[0] if before else ""), emissions(), count=1)
    assert count
    return with_sheet(made)


def dated() -> bytes:
    """Return the file with one figure that programs show as a day."""
    styles = kit.parts(upload_bytes())["xl/styles.xml"].decode()
    count = len(re.findall("<xf ", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0]))
    more = styles.replace("</cellXfs>", '<xf numFmtId="14" /></cellXfs>')
    cell = f'<c r="E7" s="{count}" t="n"><v>1312.45</v></c>'
    return with_sheet(FIGURE.sub(cell, emissions()), **{"xl/styles.xml": more})


CASES = {
    "as it was": (upload_bytes, set()),
    "another figure": (lambda: figure('<c r="E7" s="{s}" t="n"><v>1312.46</v></c>'), {"E7"}),
    "the same figure": (lambda: figure('<c r="E7" s="{s}" t="n"><v>1312.450000</v></c>'), set()),
    "the figure as a text": (
        lambda: figure('<c r="E7" s="{s}" t="inlineStr"><is><t>1312.45</t></is></c>'), set()
    ),
    "no figure": (lambda: figure('<c r="E7" s="{s}" t="n" />'), {"E7"}),
    "nothing at all": (lambda: figure(""), {"E7"}),
    "another kind": (lambda: figure('<c r="E7" s="{s}" t="b"><v>1312.45</v></c>'), set()),
    "in another place": (lambda: figure('<c r="E99" s="{s}" t="n"><v>1312.45</v></c>'), {"E7"}),
    "twice": (lambda: figure('<c r="E7" t="n"><v>1312.45</v></c><c r="E7" t="n"><v>1</v></c>'), None),
    "over another": (lambda: figure('<c r="A1" s="{s}" t="n"><v>1312.45</v></c>'), None),
    "behind a comment": (lambda: figure('<!--<c r="E7" s="{s}" t="n"><v>1312.45</v></c>-->'), {"E7"}),
    "in a space of its own": (
        lambda: figure('<c xmlns="urn:x" r="E7" s="{s}" t="n"><v>1312.45</v></c>'), {"E7"}
    ),
    "shown as a day": (dated, {"E7"}),
    "not well formed": (lambda: figure('<c r="E7" t="n"><v>1312.45</v></c></d>'), None),
    "one more beside": (
        lambda: other("</row></sheetData>", '<c r="Z99" t="n"><v>1</v></c>', before=True), set()
    ),
    "another head": (lambda: other("<t>行次</t>", "<t>序号</t>"), set()),
    "another name of a row": (lambda: other('(?<=<c r="A7" s="[0-9]" t="inlineStr"><is><t>)', "乙"), {"A7"}),
}  # fmt: skip
"""What stands in the file, and the cells that are altered; None where it is refused."""


def told(data: bytes) -> object:
    """Return what is told of a file, or the sentence it is refused with."""
    try:
        return read(data)
    except RefusedError as error:
        return error.sentence


@pytest.mark.parametrize("name", CASES)
def test_at_once_it_is_the_verdict_of_looking_at_every_cell(name: str) -> None:
    make, cells = CASES[name]
    data = make()
    found = told(data)
    with mock.patch.object(quick, "cells", return_value=None):
        assert found == told(data)
    if cells is None:
        assert isinstance(found, str)
    else:
        assert isinstance(found, dict)
        assert {(one["sheet"], one["cell"]) for one in found["altered"]} == {(EMISSIONS, at) for at in cells}


@pytest.mark.parametrize("period", ["2018Q3", "2018H2", "2018"])
def test_no_cell_of_a_file_of_ours_is_looked_at(period: str) -> None:
    data = kit.made(kit.content(kit.explained(kit.filled(kit.NOTED, Period.parse(period)))))
    with mock.patch.object(upload, "_compare", side_effect=AssertionError("it was written so")):
        assert read(data)["altered"] == []
