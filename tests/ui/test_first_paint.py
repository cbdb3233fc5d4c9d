"""What the start does without until the window is seen: told by what is read, not by how long it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import layout
from jzdesk import late
from tests.bench import start
from tests.ui.test_kept_checks import ended

HEAVY = {"numpy", "PIL", "matplotlib", "openpyxl", "reportlab", "sqlite_utils", "cryptography"}
MODULES = 113
"""So many of our own are read for the first page, of six hundred."""
STATEMENTS = 39
"""So many are put to the store for it."""
TOLD = """
import json, sqlite3, sys
from jzdesk.__main__ import main
from jzdesk.ui import theme
style, there = theme.Theme.style, []
theme.Theme.style = lambda self, app: (there.append(len(app.allWidgets())), style(self, app))[1]
connect, asked = sqlite3.connect, []
def traced(*where, **how):
    connection = connect(*where, **how)
    connection.set_trace_callback(asked.append)
    return connection
sqlite3.connect = traced
assert main(["--store", sys.argv[1]]) == 0
from jzdesk import late
unread = {*late.unread()}
import linecache
from PySide6 import QtWidgets
made = [*vars(QtWidgets)]
read = [name for name in sys.modules if name not in unread]
print(json.dumps([read, [*linecache.cache], made, there, asked]))
"""
READ_LATER = {
    "jzdesk.desk.handing_in", "jzdesk.desk.stepping", "jzdesk.models.allotment.allotment",
    "jzdesk.models.checks.asking", "jzdesk.models.checks.kinds", "jzdesk.ui.pages.guide",
    "jzdesk.ui.pages.todo_lines",
}  # fmt: skip
"""What works the first page out of the figures."""


def test_the_first_page_reads_few_modules_and_neither_figures_nor_catalogue(store: Path):
    ended(store)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", TOLD, str(store)], capture_output=True, text=True, check=True,
        env={**os.environ, "JZDESK_QUIT_AFTER_PAINT": "1"},
    )  # fmt: skip
    read, sources, made, there, asked = json.loads(done.stdout)
    ours = sorted(name for name in read if name.partition(".")[0] == "jzdesk")
    assert HEAVY.isdisjoint(read)
    assert "dataclasses" not in read  # what a start reads takes its decorator from `jzdesk.records`
    assert len(ours) <= MODULES + len({name.rpartition(".")[0] for name in ours}), ours
    assert "jzdesk.ui.pages.todo" in ours
    assert READ_LATER.isdisjoint(ours)
    assert len(asked) <= STATEMENTS, asked
    assert [one for one in asked if "FROM catalogues" in one or "value, note" in one] == []
    assert [name for name in sources if "jzdesk" in name] == []
    assert "QLabel" in made
    assert "QStyle" not in made  # five hundred names, made with it
    # Each part would be dressed again with every one it is put into
    assert min(there) > 100, "the window is built before it is dressed"


@pytest.mark.slow
@pytest.mark.needs("strace")
def test_the_installed_program_opens_hardly_more_files_than_a_bare_window(tmp_path: Path):
    both = start.starts(tmp_path)
    few, many = both.opened(both.bare()), both.opened(both.ours())
    assert {path for path in many if "/jzdesk/" in path and path.endswith(".py")} == set()
    assert str(both.modules) in many
    assert len(many) - len(few) <= start.FILES


def test_what_is_not_read_yet_is_read_when_it_is_asked_for(tmp_path: Path):
    (tmp_path / "jzdesk").mkdir()
    (tmp_path / "jzdesk" / "__init__.py").write_text("")
    (tmp_path / "jzdesk" / "late.py").write_bytes(Path(late.__file__).read_bytes())
    (tmp_path / "jzdesk" / "a.py").write_text(
        "print('a')\nfrom jzdesk import b\ndef f(): return b.VALUE + 1\n"
    )
    (tmp_path / "jzdesk" / "b.py").write_text("print('b')\nfrom jzdesk import a\nVALUE = 1\n")
    (tmp_path / "jzdesk" / "bad.py").write_text("GOOD = 1\nraise ValueError('again')\n")
    (tmp_path / "jzdesk" / "slow.py").write_text("sum(range(2_000_000))\nVALUE = 1\n")
    code = """
from jzdesk import late
late.begin()
from jzdesk import a, bad
print([*late.unread()])
print(a.f())
for _ in range(2):
    try:
        bad.GOOD
    except ValueError as error:
        print(error)
try:
    from jzdesk import gone
except ImportError as error:
    print(type(error).__name__)
try:
    a.nothing
except AttributeError as error:
    print(error)
import threading
from jzdesk import slow
seen = []
both = [threading.Thread(target=lambda: seen.append(slow.VALUE)) for _ in range(2)]
[one.start() for one in both]
[one.join() for one in both]
print(seen)
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "['jzdesk.a', 'jzdesk.bad']", "a", "b", "2", "again", "again", "ImportError",
        "module 'jzdesk.a' has no attribute 'nothing'", "[1, 1]",
    ]  # fmt: skip


def test_modules_of_the_archive_are_read_by_its_table_each_once(tmp_path: Path):
    package = tmp_path / "lib" / "jzdesk"
    (package / "sub").mkdir(parents=True)
    for name, text in {
        "__init__": "", "late": Path(late.__file__).read_text("utf-8"), "a": "from jzdesk.sub import c",
        "sub/__init__": "", "sub/c": "def fail():\n    raise ValueError('甲')", "d": "print('read')",
    }.items():  # fmt: skip
        (package / f"{name}.py").write_text(text, "utf-8")
    layout.compile_all(tmp_path / "lib")
    archive = layout.archive(tmp_path / "lib")
    code = """
import sys, traceback, zipimport
read = []
whole = zipimport.zipimporter.get_code
zipimport.zipimporter.get_code = lambda self, name: read.append(name) or whole(self, name)
from jzdesk import late
late.begin()
from jzdesk import a, d
try:
    a.c.fail()
except ValueError as error:
    where = traceback.extract_tb(error.__traceback__)[-1]
print(where.filename, where.lineno, a.__file__ == f"{sys.path[0]}/jzdesk/a.pyc")
print(read)
print([*late.unread()])
try:
    from jzdesk import gone
except ImportError:
    print("gone")
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path.insert(0, {str(archive)!r}){code}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "jzdesk/sub/c.py 2 True", "['jzdesk', 'jzdesk.late']", "['jzdesk.d']", "gone"
    ]  # fmt: skip
