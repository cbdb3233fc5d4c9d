"""A stick on which a file does not fit: a sentence, exit 3, the old file whole, and nothing half left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jzdesk import cli
from jzdesk.desk import safekeeping
from tests.desk import walk
from tests.desk.conftest import Q3

ROOT = Path(__file__).resolve().parents[2]
# The kernel itself refuses what would be longer, as a full disk does, in the middle of writing.
SMALL = """\
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from jzdesk import cli
sys.exit(cli.main(sys.argv[2:]))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limit is the other platforms'")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice county whose third quarter is handed in."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    path = tmp_path / "武陟县.jzdesk"
    with (
        walk.without_paper(),
        safekeeping.init(path, unit="410823", office=None, practice=True, who="张三") as office,
    ):
        walk.ready(office, Q3)
        walk.hand_in(office, Q3, tmp_path / "out")
    return path


def run_small(store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # No compiled modules: half written ones would stay
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-P", "-c", SMALL, "9000", "--store", str(store), *words],
        capture_output=True, env=environment, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("pack", "2018Q3", "--out"), ""),
        (("report", "2018Q3", "--kind", "forms", "--out"), "报表.pdf"),
        (("form", "2018Q4", "--out"), "填报.xlsx"),
    ],
)
def test_what_does_not_fit_leaves_the_old_file_whole(
    store: Path, tmp_path: Path, words: tuple[str, ...], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    old = stick / (name or "旧文件.txt")
    old.write_bytes(b"the old one")
    target = str(stick / name) if name else str(stick)
    done = run_small(store, *words, target)
    assert done.returncode == 3, done.stderr
    (line,) = done.stderr.splitlines()
    assert "满" in line
    assert [(p.name, p.read_bytes()) for p in stick.iterdir()] == [(old.name, b"the old one")]
    capsys.readouterr()
    assert cli.main(["--store", str(store), *words, target]) == 0  # where there is room
    assert capsys.readouterr().err == ""
    assert len(list(stick.iterdir())) == (1 if name else 2)
