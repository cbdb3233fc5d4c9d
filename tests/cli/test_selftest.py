"""The self-test from the outside: what stands in its verdict, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPageSize

from jzdesk import __version__
from jzdesk.__main__ import main
from jzdesk.cli import selftest as verb
from jzdesk.desk import demo, selftest
from jzdesk.errors import RefusedError
from jzdesk.ui import examining

STEPS = [
    "libraries", "fonts", "store", "keys", "workbook", "hand_in", "verify", "charts", "paper", "backup",
    "window", "printers",
]  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """One self-test as the installed program runs it; nobody's home is touched."""
    folder = tmp_path_factory.mktemp("自检 结果")
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "jzdesk", "--selftest", str(folder / "结果.json")], check=False,
        capture_output=True, encoding="utf-8", cwd=folder,
        env={**os.environ, "JZDESK_HOME": str(folder / "home"), "TMPDIR": str(folder)},
    )  # fmt: skip
    assert [p.name for p in folder.iterdir()] == ["结果.json"], ran.stderr
    return ran, json.loads((folder / "结果.json").read_text("utf-8"))


def facts(done: tuple[Any, dict[str, Any]], step: str) -> dict[str, Any]:
    return next(s for s in done[1]["steps"] if s["name"] == step)


@pytest.mark.slow
def test_all_is_well_here(done) -> None:
    ran, verdict = done
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (verdict["ok"], verdict["version"]) == (True, __version__)
    assert [s["name"] for s in verdict["steps"]] == STEPS
    assert all(s["ok"] and s["seconds"] >= 0 for s in verdict["steps"])
    assert "自检通过" in ran.stdout


@pytest.mark.slow
def test_the_verdict_tells_what_was_made(done) -> None:
    assert set(selftest.LIBRARIES) < set(facts(done, "libraries")["versions"])
    kinds = {Path(n).suffix for step in ("hand_in", "charts", "paper") for n in facts(done, step)["files"]}
    assert kinds == {".pdf", ".xlsx", ".png", ".docx"}
    assert facts(done, "hand_in")["state"] == "已验收"
    assert facts(done, "verify")["signature"] == "good"
    assert facts(done, "window")["colours"] > 100
    assert isinstance(facts(done, "printers")["printers"], list)
    assert done[1]["paths"]["home"].endswith("home")


def test_a_step_that_fails_is_named_and_those_after_it_are_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("half way")

    monkeypatch.setattr(demo, "fill_all", broken)
    home = os.environ["JZDESK_HOME"]
    assert verb.run([str(tmp_path / "v.json")], lambda _store: {"window": dict}) == 1
    verdict = json.loads((tmp_path / "v.json").read_text("utf-8"))
    assert [s["name"] for s in verdict["steps"] if not s["ok"]] == STEPS[4:10]
    assert not verdict["ok"]
    told = next(s["text"] for s in verdict["steps"] if s["name"] == "workbook")
    assert told.startswith("ZeroDivisionError: half way (test_selftest.py:")
    assert "自检没有通过" in capsys.readouterr().err.splitlines()[0]
    assert os.environ["JZDESK_HOME"] == home


def test_a_library_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(selftest.LIBRARIES, "numpy", ("numpy.nowhere",))
    with pytest.raises(RefusedError) as refused:
        selftest.libraries()
    assert refused.value.findings[0].startswith("numpy: ")


@pytest.mark.parametrize(
    ("words", "code"), [([], 2), (["--json"], 2), (["a.json", "b.json"], 2), (["gone/v.json"], 3)]
)
def test_what_cannot_be_written_down_is_said_before_anything_is_done(
    words: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["--selftest", *words]) == code
    assert "。" in capsys.readouterr().err or code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_printer_is_told_with_its_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    class Printers:
        """What the system would say of one that takes A4 alone."""

        def printerName(self) -> str:
            return "HP 1020"

        def supportedPageSizes(self) -> list[QPageSize]:
            return [QPageSize(QPageSize.PageSizeId.A4)]

        @staticmethod
        def defaultPrinterName() -> str:
            return "HP 1020"

        @staticmethod
        def availablePrinters() -> list[Printers]:
            return [Printers()]

    monkeypatch.setattr(examining, "QPrinterInfo", Printers)
    told = {"name": "HP 1020", "default": True, "a4": True, "a3": False, "papers": ["A4"]}
    assert examining.printers() == {"printers": [told]}


def test_an_empty_window_is_not_taken_for_a_painted_one() -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#F4F6F8"))
    assert examining.colours(picture) == 1


def test_without_any_stream_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under `pythonw`, which has none."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["nonsense"]) == 2
    for stream in (sys.stdout, sys.stderr):
        assert stream.name == os.devnull
        stream.close()
