"""A child that falls: the log tells where, and nothing of what it was given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jzdesk import log
from jzdesk.errors import RefusedError, WorldError
from jzdesk.worker import RENDER
from jzdesk.worker.reader import Reader
from jzdesk.worker.renderer import Renderer

FAILING = """
import runpy, sys
from jzdesk.exchange import entry_form
from jzdesk.reports import rendering
def fail(job, tell=None):
    {act}
rendering.render = entry_form.read_entry = fail
sys.argv = ["worker", *sys.argv[1:]]
runpy.run_module("jzdesk.worker.__main__", run_name="__main__", alter_sys=False)
"""
RAISES = "raise ValueError('欧阳测字 7391.46')"
DIES = "import ctypes; ctypes.string_at(0)"


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="how Linux ends a process")


@pytest.mark.parametrize(
    ("act", "wanted"),
    [(RAISES, "ValueError: …\n"), pytest.param(DIES, "Segmentation fault", marks=POSIX)],
)
def test_a_fault_of_the_drawing_child_is_a_sentence_and_stands_in_the_log(act, wanted, tmp_path):
    command = (sys.executable, "-P", "-c", FAILING.format(act=act), RENDER)
    refused = pytest.raises(WorldError, match="请再试一次")
    with log.kept(), Renderer(tmp_path, command=command) as renderer, refused:
        renderer.ask({"job": "render", "what": "欧阳测字"})
    written = log.path().read_text("utf-8")
    assert wanted in written
    assert "欧阳" not in written
    assert "7391" not in written
    assert str(Path(__file__).parents[2]) not in written


def test_a_fault_of_the_reading_child_too_and_the_next_file_is_read_by_another(tmp_path):
    book = tmp_path / "欧阳测字.xlsx"
    book.write_bytes(b"x")
    command = (sys.executable, "-P", "-c", FAILING.format(act=RAISES))
    with log.kept(), Reader(command=command) as reader:
        for _ in range(2):
            with pytest.raises(RefusedError, match="读取时出错中止"):
                reader.read_entry(book)
    written = log.path().read_text("utf-8")
    assert written.count("the child failed:\nValueError") == 2
    assert "欧阳" not in written
