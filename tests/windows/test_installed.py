"""The Windows set-up program under wine: installed, tried, upgraded, refused, and taken away.

One Windows serves all; the tests stand in the order in which a PC would meet them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from installer import build, inputs, launchers, layout, setup
from installer.build import Medium
from installer.winetest.prefix import STUBS, WINDOWS_7, WINDOWS_10, Prefix

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("makensis", "x86_64-w64-mingw32-gcc", "wine", "Xvfb", "xdotool"),
]

PLACE = r"C:\环保 程序\季报"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\jzdesk"
CLASSES = r"HKCU\Software\Classes"
GIVEN = os.environ.get("JZDESK_TEST_SETUP")


@pytest.fixture(scope="module")
def medium(tmp_path_factory: pytest.TempPathFactory) -> Medium:
    """The set-up program that is to be proved, or one that is soon made."""
    if GIVEN:
        return Medium(build.BUILD / "jzdesk", Path(GIVEN).parent)
    made = Medium(build.BUILD / "proof", tmp_path_factory.mktemp("medium"))
    build.make_tree(made.tree)
    build.make_setup(made, fast=True)
    return made


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Medium:
    """The same set-up program around next to nothing, for what it does before it unpacks."""
    made = Medium(tmp_path_factory.mktemp("small") / "tree", tmp_path_factory.mktemp("small"))
    (made.tree / "docs").mkdir(parents=True)
    (made.tree / "docs" / "a.txt").write_text("a")
    build.make_setup(made, fast=True)
    return made


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefix]:
    with Prefix(tmp_path_factory.mktemp("wine") / "prefix") as prefix:
        yield prefix


def install(windows: Prefix, program: Path, *words: str) -> int:
    return windows.run(str(program), "/S", *unquoted(words)).returncode


def uninstall(windows: Prefix, place: str) -> int:
    """Take it away; the word at the end makes it wait instead of leaving the rest to a copy of itself."""
    return windows.run(rf"{place}\uninstall.exe", "/S", *unquoted([f"_?={place}"])).returncode


def unquoted(words: Sequence[str]) -> list[str]:
    """Part words at their spaces: NSIS takes a folder with spaces only without quotation marks."""
    return [part for word in words for part in word.split(" ")]


@pytest.fixture(scope="module")
def place(windows: Prefix, medium: Medium) -> Path:
    """The program's folder after a silent installation for an office, in Chinese and with spaces."""
    assert install(windows, medium.setup, "/UNIT=410823", f"/D={PLACE}") == 0
    return windows.path(PLACE)


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): inputs.digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def cli(windows: Prefix, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return windows.run(rf"{PLACE}\jzdesk-cli.exe", *words, **more)


def test_an_older_windows_is_refused_before_anything_is_unpacked(
    windows: Prefix, medium: Medium, small: Medium
) -> None:
    windows.be(WINDOWS_7)
    try:
        assert install(windows, small.setup, r"/D=C:\old") == 10
        told = windows.run(windows.name(medium.tree / "jzdesk-cli.exe"), "--help")
    finally:
        windows.be(WINDOWS_10)
    assert not windows.path(r"C:\old").exists()
    assert told.returncode == 3
    assert told.stderr.startswith("这台电脑的 Windows 太旧，本程序不能运行：这里是 Windows 6.1")


@pytest.mark.parametrize("unit", ["999999", "41082", "410823|", "武陟县"])
def test_an_unknown_office_is_refused(windows: Prefix, small: Medium, unit: str) -> None:
    assert install(windows, small.setup, f"/UNIT={unit}", r"/D=C:\nowhere") == 13
    assert not windows.path(r"C:\nowhere").exists()


def test_too_little_space_is_refused(windows: Prefix, small: Medium, tmp_path: Path) -> None:
    program = tmp_path / "huge.exe"
    setup.write_setup(
        small.tree, program, version="1.0", units=[], size=1, epoch=0, fast=True, needed_kb=2**30
    )
    assert install(windows, program, r"/D=C:\huge") == 12
    assert not windows.path(r"C:\huge").exists()


def test_a_folder_of_somebody_else_is_not_taken_over(windows: Prefix, small: Medium) -> None:
    other = windows.path(r"C:\工具")
    (other / "docs").mkdir(parents=True)
    (other / "docs" / "mine.txt").write_text("mine")
    assert install(windows, small.setup, r"/D=C:\工具") == 0
    assert (other / "jzdesk" / "docs" / "a.txt").is_file()
    assert sorted(path.name for path in other.iterdir()) == ["docs", "jzdesk"]
    assert uninstall(windows, r"C:\工具\jzdesk") == 0
    assert [path.name for path in (other / "docs").iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_written_is_refused(windows: Prefix, small: Medium) -> None:
    windows.path(r"C:\file").write_text("no folder")
    before = list(windows.drive.rglob("uninstall.exe"))
    for wrong in (r"C:\file\jzdesk", r"Q:\jzdesk", r"C:\windows\notepad.exe\a"):
        assert install(windows, small.setup, f"/D={wrong}") == 15
    assert list(windows.drive.rglob("uninstall.exe")) == before, "nor anywhere else"


def test_for_all_users_it_lies_in_the_places_of_all(windows: Prefix, small: Medium) -> None:
    of_all = UNINSTALL.replace("HKCU", "HKLM")
    assert install(windows, small.setup, "/ALLUSERS", "/UNIT=410823") == 0
    place = windows.path(r"C:\Program Files\jzdesk")
    assert (place / "office.txt").read_text() == "410823"
    assert r"C:\Program Files\jzdesk" in windows.registry(of_all)
    assert windows.registry(UNINSTALL) == ""
    assert '@="jzdesk.Store"' in windows.registry(CLASSES.replace("HKCU", "HKLM") + r"\.jzdesk")
    links = [path for path in windows.drive.rglob("*.lnk") if "焦环" in path.name]
    assert links
    assert all({"ProgramData", "Public"} & set(path.parts) for path in links), links
    assert uninstall(windows, r"C:\Program Files\jzdesk") == 0
    assert windows.registry(of_all) == ""
    assert not [path for path in links if path.exists()]


def test_everything_lies_where_it_was_asked_for(windows: Prefix, medium: Medium, place: Path) -> None:
    there, made = files(place), files(medium.tree)
    assert {name: there[name] for name in made} == made
    assert sorted(there.keys() - made.keys()) == ["office.txt", "uninstall.exe"]
    assert (place / "office.txt").read_text() == "410823"
    assert not [path.name for path in place.rglob("*") if path.name.lower() in STUBS]
    links = [path.name for path in windows.drive.rglob("*.lnk")]
    assert "焦环季报.lnk" in links
    assert PLACE in windows.registry(UNINSTALL)


def test_workbooks_stay_with_excel_and_our_files_are_ours(windows: Prefix, place: Path) -> None:
    assert '@="jzdesk.Store"' in windows.registry(CLASSES + r"\.jzdesk")
    opens = windows.registry(CLASSES + r"\jzdesk.Store\shell\open\command")
    assert rf'@=""{PLACE}\jzdesk.exe" --store "%1""' in opens
    book = windows.registry(CLASSES + r"\.xlsx")
    assert r"OpenWithList\jzdesk.exe" in book
    assert not re.findall(r'^@="[^"]+"', book, re.MULTILINE), "who opens it is not our business"
    with_us = windows.registry(CLASSES + r"\Applications\jzdesk.exe")
    assert rf'@=""{PLACE}\jzdesk.exe" --open "%1""' in with_us


def test_the_installed_program_goes_the_whole_way(windows: Prefix, place: Path, record_property: Any) -> None:
    verdict = windows.path(r"C:\结果 1.json")
    done = windows.run(rf"{PLACE}\jzdesk.exe", "--selftest", r"C:\结果 1.json", seconds=600)
    told = json.loads(verdict.read_text("utf-8"))
    kept = os.environ.get("JZDESK_TEST_VERDICT")
    if kept:
        Path(kept).write_bytes(verdict.read_bytes())
    assert (done.returncode, [s for s in told["steps"] if not s["ok"]]) == (0, [])
    assert told["python"] == "3.11.9"
    assert told["paths"]["program"] == rf"{PLACE}\jzdesk.exe"
    window = next(step for step in told["steps"] if step["name"] == "window")
    assert (window["platform"], window["colours"] > 100) == ("windows", True)
    assert any(step["name"] == "printers" for step in told["steps"])


def test_words_and_exit_codes_pass_through_the_launcher(windows: Prefix, place: Path) -> None:
    windows.path(r"C:\数 据").mkdir()
    store = r"C:\数 据\武陟 #1%.jzdesk"
    assert cli(windows, "nonsense").returncode == 2
    assert cli(windows, "--store", r"C:\没有.jzdesk", "check", "2018Q3").returncode == 3
    assert cli(windows, "--store", store, "init", "--unit", "410823", "--practice").returncode == 0
    told = cli(windows, "--store", store, "set", "2018Q3", "emissions/cod.industry/emitted", "1?2*")
    assert (told.returncode, "1?2*" in told.stderr) == (1, True)
    assert cli(windows, "--store", store, "get", "2018Q3", "--json").stdout.startswith("{")


def test_while_it_runs_it_is_neither_replaced_nor_taken_away(
    windows: Prefix, medium: Medium, place: Path
) -> None:
    store = windows.path(r"C:\数 据\在用.jzdesk")
    store.parent.mkdir(exist_ok=True)
    name = windows.name(store)
    assert cli(windows, "--store", name, "init", "--unit", "410823", "--practice").returncode == 0
    window = windows.start(rf"{PLACE}\jzdesk.exe", "--store", name)
    try:
        wait_for_window(windows)
        assert install(windows, medium.setup, f"/D={PLACE}") == 11
        assert uninstall(windows, PLACE) == 11
    finally:
        windows.end()
        window.wait()
    assert (place / "jzdesk.exe").is_file()


def wait_for_window(windows: Prefix) -> None:
    words = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "焦环季报"]
    environment = {**os.environ, "DISPLAY": windows.display}
    subprocess.run(words, env=environment, check=True, capture_output=True, timeout=120)


def test_what_lacks_is_said_in_chinese(windows: Prefix, place: Path) -> None:
    hidden = place / "lib" / "jzdesk.zip"
    with away(hidden):
        told = cli(windows, "--help")
        assert (told.returncode, "程序文件不全，缺少" in told.stderr) == (3, True)
    with away(place / "lib" / "PySide6" / "Qt6Gui.dll"):
        told = cli(windows, "--selftest", r"C:\结果 2.json")
        assert told.returncode == 3
        assert told.stderr.startswith("程序没有")
        assert "Traceback" not in told.stderr


class away:  # noqa: N801 - reads as a word
    """A file that anti-virus has taken away for a while."""

    def __init__(self, path: Path) -> None:
        self.path, self.kept = path, path.with_suffix(".away")

    def __enter__(self) -> None:
        self.path.rename(self.kept)

    def __exit__(self, *_: object) -> None:
        self.kept.rename(self.path)


def test_an_upgrade_leaves_nothing_stale_and_touches_no_data(
    windows: Prefix, medium: Medium, place: Path
) -> None:
    for stale in ("lib/jzdesk/gone.pyc", "runtime/old.dll", "docs/old.txt"):
        (place / stale).write_text("of an earlier version")
    (place / "410823.jzdesk").write_text("a clerk's data in the wrong place")
    assert install(windows, medium.setup) == 0, "it finds where it is by itself"
    there, made = files(place), files(medium.tree)
    assert {name: there[name] for name in made} == made
    assert sorted(there.keys() - made.keys()) == ["410823.jzdesk", "office.txt", "uninstall.exe"]
    assert (place / "office.txt").read_text() == "410823", "the office stays what it was"


def test_taken_away_it_leaves_the_data(windows: Prefix, place: Path) -> None:
    (place / "410823.jzdesk").write_text("a clerk's data in the wrong place")
    settings = [path for path in windows.drive.rglob("settings.json") if path.parent.name == "jzdesk"]
    assert settings, "the window was opened before"
    assert uninstall(windows, PLACE) == 0
    left = {path.name for path in place.iterdir()} - {
        "uninstall.exe"
    }  # it cannot delete itself where it waits
    assert left == {"410823.jzdesk"}
    assert all(path.is_file() for path in settings)
    assert windows.registry(UNINSTALL) == ""
    assert windows.registry(CLASSES + r"\.jzdesk") == ""
    assert "jzdesk" not in windows.registry(CLASSES + r"\.xlsx")
    assert not [path for path in windows.drive.rglob("*.lnk") if "焦环" in path.name]


def test_the_zip_holds_the_same(medium: Medium, small: Medium) -> None:
    of = medium if GIVEN else small
    if not GIVEN:
        setup.write_zip(of.tree, of.portable, epoch=build.epoch(), fast=True)
    with zipfile.ZipFile(of.portable) as archive:
        packed = {
            n.partition("/")[2]: hashlib.sha256(archive.read(n)).hexdigest() for n in archive.namelist()
        }
    assert packed == files(of.tree)


@pytest.mark.skipif(bool(GIVEN), reason="the smoke test of a release has built once already")
def test_the_same_commit_gives_the_same_bytes(medium: Medium, small: Medium, tmp_path: Path) -> None:
    again = Medium(tmp_path / "elsewhere", tmp_path)
    build.make_tree(again.tree)
    assert files(again.tree) == files(medium.tree)
    first = inputs.digest(small.setup)
    build.make_setup(small, fast=True)
    assert inputs.digest(small.setup) == first


def test_it_is_as_small_as_was_promised(medium: Medium) -> None:
    assert layout.size(medium.tree) <= build.MOST_TREE
    if GIVEN and "--fast" not in GIVEN:
        assert medium.setup.stat().st_size <= build.MOST_SETUP


def test_what_is_signed_is_signed_before_it_is_packed(
    medium: Medium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signer that only writes down what it was given stands in for a real one."""
    told = tmp_path / "told.txt"
    signer = tmp_path / "sign.sh"
    signer.write_text(f'#!/bin/sh\necho "$1" >> "{told}"\n')
    signer.chmod(0o755)
    monkeypatch.setattr(launchers, "SIGN", str(signer))
    tree = tmp_path / "tree"
    (tree / "docs").mkdir(parents=True)
    launchers.build(tree, medium.version)
    setup.write_setup(tree, tmp_path / "a.exe", version="1.0", units=[], size=1, epoch=0, fast=True)
    names = [Path(line).name for line in told.read_text().splitlines()]
    assert names[:2] == ["jzdesk.exe", "jzdesk-cli.exe"]
    assert len(names) == 4, "and the uninstaller, and last the whole"
    assert names[3] == "a.exe"
