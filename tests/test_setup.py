"""The set-up itself: the lock, the environment made from it, and the four checkers."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import dev
import jzdesk

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = dev.LOCK.read_text("utf-8")
LOCKED = [Requirement(line.removesuffix("\\")) for line in LOCK.splitlines() if re.match(r"[\w.-]+==", line)]
HERE = {
    canonicalize_name(locked.name): Version(str(locked.specifier).removeprefix("=="))
    for locked in LOCKED
    if locked.marker is None or locked.marker.evaluate()
}


def test_pyside_is_older_than_6_12():
    assert (6, 11) <= Version(metadata.version("PySide6-Essentials")).release < (6, 12)


def test_pyside_survives_20_000_void_calls():
    calls = "from PySide6.QtCore import QObject\no = QObject()\nfor _ in range(20_000): o.setObjectName('x')"
    done = subprocess.run([sys.executable, "-c", calls], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "asked", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]], ids=canonicalize_name
)
def test_lock_satisfies_what_the_project_asks(asked: str):
    requirement = Requirement(asked)
    assert HERE[canonicalize_name(requirement.name)] in requirement.specifier


def test_lock_is_closed():
    """What a locked package asks for is locked too: pip is told not to look for it."""
    for name in HERE:
        for asked in map(Requirement, metadata.requires(name) or []):
            if asked.marker is None or asked.marker.evaluate({"extra": ""}):
                assert HERE[canonicalize_name(asked.name)] in asked.specifier, f"{name} needs {asked}"


def test_environment_is_the_locked_one():
    assert {name: Version(metadata.version(name)) for name in HERE} == HERE


def test_lock_names_no_address():
    assert not re.search(r"://|^\s*-", re.sub(r"^    --hash=.*", "", LOCK, flags=re.MULTILINE), re.MULTILINE)


def test_every_locked_package_has_hashes():
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", LOCK) if "==" in entry)


def test_version_stands_in_two_places_alike():
    assert jzdesk.__version__ == PROJECT["version"]


@pytest.mark.parametrize("words", [[], ["nonsense"]])
def test_wrong_verb_is_shown_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]):
    assert dev.main(words) == 2
    assert capsys.readouterr().err == dev.USAGE


def test_usage_names_every_verb():
    assert re.findall(r"^  (\w+)", dev.USAGE, re.MULTILINE) == list(dev.VERBS)


def test_half_made_environment_is_out_of_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev, "STAMP", tmp_path / "made-from")
    assert not dev.up_to_date()
    dev.STAMP.write_text(dev._stamp(), "utf-8")
    assert dev.up_to_date() == dev.PYTHON.exists()
    dev.STAMP.write_text("of another lock", "utf-8")
    assert not dev.up_to_date()


@pytest.mark.parametrize(
    "name",
    # Reading all types anew on a clean clone takes as long as a thousand other tests.
    [pytest.param(name, marks=[pytest.mark.slow] if name == "types" else []) for name in dev.CHECKS],
)
def test_check_passes(name: str):
    with dev.start_checker(name) as process:
        output, _ = process.communicate()
    assert process.returncode == 0, output
