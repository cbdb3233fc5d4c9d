"""Filling a form here takes no more keys than any other way, and all ways end with the same figures."""

from __future__ import annotations

import pytest

from tests.entry_comparison import compare
from tests.ui.desktop import SCREEN


@pytest.mark.slow
@pytest.mark.needs(*SCREEN, "soffice")
def test_the_window_takes_the_fewest_keys(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-06")
    monkeypatch.setenv("JZDESK_USER", "填表员")
    found = compare(pace=0.02)
    assert found["window"].keys <= found["plain spreadsheet"].keys < found["entry workbook"].keys
