"""Copy and paste between the program and a running LibreOffice, through the clipboard of a real screen."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from jzdesk import settings
from jzdesk.desk.office import Office
from tests.ui.conftest import QUARTER
from tests.ui.desktop import LONG, SCREEN, Screen, calc, screen
from tests.ui.test_typing import stored

pytestmark = [pytest.mark.slow, pytest.mark.needs(*SCREEN, "soffice")]
FIRST, SECOND = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
ADJUSTED = "emissions/nh3n.industry/adjustment"
_LISTENER = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(["listener"])
clip = app.clipboard()
def look():
    if sys.argv[1] in clip.mimeData().html():
        app.quit()
clip.dataChanged.connect(look)
look()
if sys.argv[1] not in clip.mimeData().html():
    app.exec()
"""
"""Ends when what is on the clipboard as HTML holds a word."""


@pytest.fixture
def x() -> Iterator[Screen]:
    with screen() as made:
        yield made


def wait_for_copy(x: Screen, word: str) -> None:
    subprocess.run(
        [sys.executable, "-c", _LISTENER, word], env=x.environment, check=True, timeout=LONG,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_block_copied_in_libreoffice_lands_with_its_stored_figures(x: Screen, store: Path, tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in ([1312.449, None], ["24.18 吨", -3.2]):
        sheet.append(line)
    sheet["A1"].number_format = "#,##0"
    sheet["B2"].number_format = "0.00"
    book.save(tmp_path / "去年.xlsx")
    settings.remember(last_store=str(store), last_period=str(QUARTER), last_cell=FIRST)
    with calc(x, tmp_path / "去年.xlsx", tmp_path / "profile") as other:
        other.press("ctrl+Home", "ctrl+shift+End", "ctrl+c")
        wait_for_copy(x, "24.18")
        program = x.start(store)
        program.press("ctrl+v")
        program.hear("dialog pasteDialog")
        program.press("Return")
        program.hear("ready")
        program.close_window()
        program.end()
    with Office.open(store, write=True) as office:
        assert stored(office, FIRST) == "1312.45", (
            "as stored, rounded to the cell, and not the 1,312 that is shown"
        )
        assert stored(office, SECOND) == "24.18"
        assert stored(office, ADJUSTED) == "-3.20"


def test_a_block_copied_here_is_numbers_in_libreoffice(x: Screen, store: Path, tmp_path: Path):
    path = tmp_path / "收数.ods"
    empty = openpyxl.Workbook()
    empty.save(tmp_path / "收数.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "ods", "--outdir", str(tmp_path), str(tmp_path / "收数.xlsx")],
        check=True, capture_output=True, timeout=LONG,
    )  # fmt: skip
    with Office.open(store, write=True) as office:
        wanted = [float(stored(office, key) or "nan") for key in (FIRST, SECOND)]
    settings.remember(last_store=str(store), last_period=str(QUARTER), last_cell=FIRST)
    program = x.start(store)
    program.press("shift+Down", "ctrl+c")
    wait_for_copy(x, "x:num")
    with calc(x, path, tmp_path / "profile") as other:
        before = path.stat().st_mtime_ns
        other.press("ctrl+Home", "ctrl+v")
        other.answer("Import Options", "Return")
        other.press("ctrl+s")
        end = time.monotonic() + LONG
        while path.stat().st_mtime_ns == before:
            assert time.monotonic() < end, "LibreOffice has not saved"
    program.close_window()
    program.end()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == wanted
