"""What is worked out of a file while the second process still looks at its cells."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from openpyxl import Workbook

from jzdesk.desk import arriving
from jzdesk.exchange import envelope
from jzdesk.models import snapshot
from jzdesk.worker.reader import Reader
from tests.exchange import kit


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm


def holding(folder: Path, figure: str) -> Path:
    """Return a file whose content is whole in itself and has something else for one figure."""
    content = deepcopy(kit.correction())
    content["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"] = figure

    def change(opened: Workbook) -> None:
        machine = opened["_jzdesk"]
        machine.delete_rows(1, machine.max_row)
        for row, text in enumerate(envelope.pack(snapshot.encode(content)), 1):
            machine.cell(row, 1, text)

    path = folder / "上报.xlsx"
    path.write_bytes(kit.edited(kit.upload_bytes(), change))
    return path


def test_it_is_what_the_content_says(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "上报.xlsx"
    path.write_bytes(kit.upload_bytes())
    found, content = arriving.read_ahead(path, kit.editions(), reader), kit.correction()
    assert found.packet == arriving.read(path, kit.editions(), reader).packet
    assert found.ahead is not None
    assert found.ahead.cells == snapshot.flat(content)
    assert found.ahead.numbers == snapshot.numbers(content, kit.catalogue())
    assert found.ahead == arriving.Ahead.of(content, snapshot.encode(content), kit.catalogue())


def test_an_altered_file_is_altered_whatever_was_worked_out(reader: Reader, tmp_path: Path) -> None:
    found = arriving.read_ahead(holding(tmp_path, "1312.46"), kit.editions(), reader)
    assert found.packet is not None
    assert found.packet["altered"]


@pytest.mark.parametrize(
    "figure", ["9e99999999", "1e-99999999", "NaN", "Infinity", "1312.456789", "十三", ""]
)
def test_what_is_no_figure_costs_nothing_and_is_refused(reader: Reader, tmp_path: Path, figure: str) -> None:
    """The first process gets it before anybody has looked at it; as a number it would fill the memory."""
    found = arriving.read_ahead(holding(tmp_path, figure), kit.editions(), reader)
    assert (found.packet, found.ahead) == (None, None)
    assert "不是" in found.refused or "没有接收" in found.refused


def test_of_a_letter_or_an_unknown_edition_nothing_is_worked_out(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "上报.xlsx"
    path.write_bytes(kit.upload_bytes())
    found = arriving.read_ahead(path, {}, reader)
    assert found.packet is not None
    assert found.ahead is None
