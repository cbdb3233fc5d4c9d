"""What the Windows set-up program is made of, as far as it can be told without building it."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from installer import check_pe, components, inputs, layout, papers, pe, pin
from installer.launcher import jzdesk_start
from installer.winetest.prefix import STUBS
from jzdesk import __main__, paths
from jzdesk.worker import child
from tests.test_setup import LOCK, PROJECT

HERE = inputs.HERE
JZDESK = inputs.ROOT / "jzdesk"
SETUP = (HERE / "setup.nsi").read_text("utf-8")
LAUNCHER = (HERE / "launcher" / "launcher.c").read_text("utf-8")
# pip brings small Windows programs of its own, one of which serves here as an example.
PROGRAM = next(Path(importlib.util.find_spec("pip").submodule_search_locations[0]).rglob("t64.exe"))


def test_what_is_shipped_is_what_the_program_needs_on_windows():
    assert {canonicalize_name(w.name) for w in inputs.wheels()} == pin.needed(PROJECT["dependencies"])


def test_what_is_shipped_stands_in_the_lock():
    entries = pin.locked({canonicalize_name(w.name) for w in inputs.wheels()})
    for wheel in inputs.wheels():
        assert re.search(
            rf"(?mi)^{re.escape(canonicalize_name(wheel.name))}=={re.escape(wheel.version)} ", entries
        )
        assert wheel.sha256 in LOCK


def test_no_registry_is_named():
    for path in [inputs.LIST, *HERE.glob("*.py")]:
        assert "https://" not in path.read_text("utf-8"), path.name


@pytest.mark.parametrize(
    ("name", "shipped"),
    [
        ("PySide6/opengl32sw.dll", False), ("PySide6/Qt6Quick.dll", False), ("PySide6/designer.exe", False),
        ("PySide6/qml/QtQuick/qmldir", False), ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/translations/qtbase_zh_CN.qm", True), ("PySide6/plugins/platforms/qwindows.dll", True),
        ("numpy/_core/tests/test_umath.py", False),
        ("numpy/_core/_multiarray_umath.cp311-win_amd64.pyd", True),
        ("lxml/includes/etree_defs.h", False), ("pypdfium2-5.15.2.dist-info/METADATA", True),
        ("pypdfium2-5.15.2.dist-info/RECORD", False),
    ],
)  # fmt: skip
def test_only_what_is_used_is_shipped(name: str, shipped: bool):
    assert layout.kept(name) == shipped


def test_our_package_carries_its_resources_and_nothing_of_the_developers(tmp_path: Path):
    layout.own(tmp_path)
    assert (tmp_path / "jzdesk" / "_resources" / "words" / "cli.toml").is_file()
    assert (tmp_path / "jzdesk" / "_resources" / "icons" / "jzdesk.ico").is_file()
    assert (tmp_path / "jzdesk_start.py").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"jzdesk", "jzdesk_start.py"}
    assert not [p for p in tmp_path.rglob("*") if p.name in {*STUBS, "build.py", "README.md", "stubs.c"}]


def test_compiled_modules_are_the_same_each_time_and_need_no_source(tmp_path: Path):
    made = []
    for name in ("here", "somewhere else"):
        folder = tmp_path / name / "package"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("ANSWER = {'b': (1, 2), 'a': 'text'}\n")
        layout.compile_all(folder.parent)
        assert [path.name for path in folder.iterdir()] == ["__init__.pyc"]
        made.append((folder / "__init__.pyc").read_bytes())
    assert made[0] == made[1]
    script = "import package; print(package.ANSWER['a'], package.__file__)"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path / "here", capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[0] == "text"


def test_what_shiboken_carries_lies_beside_it_compiled_and_no_text_is_compiled_at_a_start(tmp_path: Path):
    shutil.copytree(layout.shiboken(), tmp_path / "shiboken6")
    layout.carried(tmp_path)
    layout.compile_all(tmp_path)
    code = """
import builtins
texts, compiled = [], builtins.compile
builtins.compile = lambda text, name, *more, **how: texts.append(name) or compiled(text, name, *more, **how)
from PySide6.QtCore import QObject
from shibokensupport.signature import loader
print(loader.__file__)
print([name for name in texts if "shibokensupport" in name])
"""
    told = subprocess.run(
        [sys.executable, "-P", "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    there = tmp_path / "shiboken6" / "files.dir" / "shibokensupport" / "signature" / "loader.pyc"
    assert told.stdout.splitlines() == [str(there), "[]"]


def test_what_shiboken_carries_is_of_the_version_that_is_shipped(tmp_path: Path):
    (tmp_path / "shiboken6").mkdir()
    (tmp_path / "shiboken6" / "__init__.py").write_text('__version__ = "6.0.0"\n')
    with pytest.raises(layout.BuildError, match="not of the version"):
        layout.carried(tmp_path)


def test_our_modules_are_one_archive_that_is_the_same_each_time_and_finds_its_resources(tmp_path: Path):
    made = []
    for name in ("here", "there"):
        lib = tmp_path / name / "lib"
        for file in ("__init__", "resource", "words", "models/__init__"):
            (lib / "jzdesk" / file).parent.mkdir(parents=True, exist_ok=True)
            (lib / "jzdesk" / file).with_suffix(".py").write_bytes((JZDESK / f"{file}.py").read_bytes())
        words = lib / "jzdesk" / "_resources" / "words"
        words.mkdir(parents=True)
        (words / "ui.toml").write_text("hello = 'there'")
        layout.compile_all(lib)
        made.append(layout.archive(lib).read_bytes())
        assert sorted(path.name for path in lib.rglob("*") if path.is_file()) == ["jzdesk.zip", "ui.json"]
        assert not (lib / "jzdesk" / "models").exists()
    assert made[0] == made[1]
    told = subprocess.run(
        [sys.executable, "-P", "-c", "from jzdesk import words; print(words.say('ui.hello'))"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "there" / "lib" / "jzdesk.zip")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "there\n"


def test_a_dll_that_nobody_has_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tool.exe").write_bytes(PROGRAM.read_bytes())
    wanted = set(pe.read(tmp_path / "tool.exe").imports)
    assert "kernel32.dll" in wanted
    assert list(check_pe.missing(tmp_path)) == []
    names, begins = check_pe.windows()
    monkeypatch.setattr(check_pe, "windows", lambda: (names - {"kernel32.dll"}, begins))
    assert list(check_pe.missing(tmp_path)) == ["tool.exe asks for kernel32.dll"]
    (tmp_path / "KERNEL32.dll").write_bytes(b"beside it")
    assert list(check_pe.missing(tmp_path)) == []


def test_the_imports_of_a_program_are_read_with_their_functions():
    found = pe.read(PROGRAM)
    assert "GetModuleFileNameW" in found.imports["kernel32.dll"]


def test_a_binary_that_belongs_to_nothing_is_named(tmp_path: Path):
    (tmp_path / "runtime").mkdir()
    for name in ("runtime/known.dll", "stranger.dll"):
        (tmp_path / name).write_bytes(b"MZ")
    known = components.Component("CPython", "3.11", "PSF", ("runtime/",))
    assert list(components.unclaimed(tmp_path, [known])) == ["stranger.dll"]


def test_both_first_files_ask_for_the_same_windows():
    assert re.search(r"#define LEAST_BUILD (\d+)", LAUNCHER)[1] == "17763"
    assert re.search(r"!define LEAST_BUILD (\d+)", SETUP)[1] == "17763"


def test_the_guide_is_one_page_and_explains_every_exit_code(tmp_path: Path):
    import pypdfium2

    facts = {"version": "1.0", "setup": "a.exe", "portable": "a.zip", "place": "P", "needed": "220"}
    papers.write_guide(tmp_path / "a.pdf", facts)
    paper = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = paper[0].get_textpage().get_text_bounded()
    assert len(paper) == 1
    paper.close()
    codes = {*re.findall(r"SetErrorLevel (\d+)", SETUP), *re.findall(r"Push (\d+)\n", SETUP)} - {"0"}
    assert codes == {"1", "2", "10", "11", "12", "13", "14", "15"}
    told = text[text.index("退出码") :].replace("\r\n", "")
    assert all(re.search(rf"[；：]\s*{code}\D", told) for code in codes)


def test_the_request_names_each_file_with_its_hash(tmp_path: Path):
    import docx

    papers.write_request(tmp_path / "a.docx", {"version": "1.0", "place": "P"}, [("jzdesk.exe", "0123" * 16)])
    cells = [c.text for t in docx.Document(str(tmp_path / "a.docx")).tables for r in t.rows for c in r.cells]
    assert "jzdesk.exe" in cells
    assert any(cell.replace("\n", "") == "0123" * 16 for cell in cells)


def test_what_fails_at_the_start_is_told_and_written_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def broken() -> int:
        raise ImportError("DLL load failed while importing QtCore")

    monkeypatch.setattr(sys, "executable", r"C:\jzdesk\jzdesk-cli.exe")
    monkeypatch.setattr(__main__, "main", broken)
    assert jzdesk_start.main() == 3
    told = capsys.readouterr().err
    assert told.startswith("程序没有启动起来")
    assert len(told.splitlines()) == 1
    assert "QtCore" in (paths.home() / "logs" / "start.log").read_text("utf-8")


def test_the_second_process_is_python_and_not_the_launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert child.interpreter() == sys.executable
    monkeypatch.setattr(sys, "executable", str(tmp_path / "jzdesk.exe"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "runtime"))
    assert child.interpreter() == str(tmp_path / "runtime" / "pythonw.exe")
