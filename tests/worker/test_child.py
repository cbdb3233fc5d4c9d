from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jzdesk.worker import TOLD
from jzdesk.worker import __main__ as child
from tests.exchange import entry_kit, kit


def served(*jobs: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the child's answers, the first of which says that it is ready, without what it tells before."""
    source, target = io.StringIO("go\n" + "".join(json.dumps(j) + "\n" for j in jobs)), io.StringIO()
    child.serve(source, target, child.reading())
    return [json.loads(line) for line in target.getvalue().split("\n") if line and not line.startswith(TOLD)]


def test_each_job_is_answered_in_one_line_and_a_refusal_ends_nothing(tmp_path: Path) -> None:
    bad, good, form = tmp_path / "坏.xlsx", tmp_path / "好.xlsx", tmp_path / "表.xlsx"
    bad.write_bytes(b"text")
    good.write_bytes(kit.upload_bytes())
    form.write_bytes(entry_kit.small("emissions"))
    ready, first, second, third, again = served(
        {"job": "read_upload", "path": str(bad), "catalogues": kit.editions()},
        {"job": "read_upload", "path": str(good), "catalogues": dict.fromkeys(kit.editions())},
        {"job": "read_entry", "path": str(form)},
        {"job": "read_upload", "path": str(good), "catalogues": {}},
    )
    assert ready == {"ready": os.getpid()}
    assert "打不开" in first["refused"]
    assert second["result"]["whole"]
    assert third["result"]["cells"]
    assert again["result"] == second["result"]


def test_a_child_that_is_never_told_to_go_ends() -> None:
    target = io.StringIO()
    child.serve(io.StringIO(""), target, child.reading())
    assert len(target.getvalue().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the parent's job object sees to it there")
def test_the_child_cannot_take_more_memory_than_its_limit() -> None:
    words = "from jzdesk.worker import __main__ as m; m.limit_memory(); print(len(bytearray(600 * 2**20)))"
    done = subprocess.run([sys.executable, "-P", "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MemoryError" in done.stderr
