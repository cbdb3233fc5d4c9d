"""The log rotates, harms nobody when it cannot be written, and says of a fault only what is nobody's."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk import cli, log, log_file, paths, traces

LOG = logging.getLogger("jzdesk.test")


@pytest.fixture(autouse=True)
def _own_faults_stay_with_the_tests(monkeypatch):
    for name in ("enable", "disable"):
        monkeypatch.setattr(f"faulthandler.{name}", lambda *_: None)


def test_it_lies_in_the_programs_folder_and_rotates(caplog):
    with log.kept():
        for _ in range(12 * log_file.LARGEST // 10_000):
            LOG.error("x" * 10_000)
    caplog.clear()
    found = log.files()
    assert [file.name for file in found] == ["jzdesk.log", "jzdesk.log.1", "jzdesk.log.2", "jzdesk.log.3"]
    assert {file.parent for file in found} == {paths.home() / "logs"}
    assert all(0 < file.stat().st_size <= log_file.LARGEST for file in found)


def test_where_another_process_keeps_it_from_rotating_it_stays_small_all_the_same(monkeypatch, caplog):
    def held(*_args):
        raise PermissionError("another process has it")

    monkeypatch.setattr(os, "rename", held)
    with log.kept():
        for _ in range(12 * log_file.LARGEST // 10_000):
            LOG.error("x" * 10_000)
    caplog.clear()
    assert [file.name for file in log.files()] == ["jzdesk.log"]
    assert 0 < log.path().stat().st_size <= 2 * log_file.LARGEST + 20_000


def blocked(home: Path) -> None:
    (home / "logs").write_text("a file where the folder should be")


def taken(home: Path) -> None:
    (home / "logs" / "jzdesk.log").mkdir(parents=True)


@pytest.mark.parametrize("how", [blocked, taken])
def test_where_it_cannot_be_written_nobody_is_harmed_and_nothing_is_said(how, home, capfd, caplog):
    how(home)
    with log.kept():
        LOG.error("x", exc_info=ValueError("y"))
    log.Faults().close()
    caplog.clear()
    assert capfd.readouterr() == ("", "")


def test_a_verb_that_fails_without_a_log_is_one_sentence(home):
    blocked(home)
    script = (
        "import sys\nfrom jzdesk import cli\ndef fail(call): raise ValueError('171.25')\n"
        "cli.VERBS['plan'] = fail\nsys.exit(cli.guarded(['plan']))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert "Traceback" not in done.stderr


def test_a_disk_that_is_full_under_the_output_is_one_sentence():
    if not Path("/dev/full").exists():
        pytest.skip("there is no such disk here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "jzdesk", "plan", "--json"],
            stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (3, "结果写不出去，输出所在的磁盘可能满了；请换个地方再试。\n")


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [(KeyboardInterrupt(), 1, "已中断"), (MemoryError(), 3, "程序自身出错"),
     (RecursionError("171.25"), 3, "程序自身出错")],
)  # fmt: skip
def test_whatever_ends_a_verb_is_one_sentence(error, code, sentence, monkeypatch, capsys, caplog):
    def ends(_call):
        raise error

    monkeypatch.setitem(cli.VERBS, "plan", ends)
    assert cli.guarded(["plan"]) == code
    caplog.clear()
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n"), told.err.startswith(sentence)) == ("", 1, True)


def test_who_has_neither_stdout_nor_stderr_is_served_all_the_same(monkeypatch):
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert cli.guarded(["plan", "--json"]) == 0
    assert cli.guarded(["no verb"]) == 2
    for name in ("stdout", "stderr"):
        getattr(sys, name).close()


# What may be told of a fault


def raised(make: object) -> Exception:
    try:
        make()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def test_where_it_came_about_is_told_and_what_the_interpreter_says_of_our_names():
    secret = {"kept": 171}
    told = traces.told(raised(lambda: secret.emitted))
    assert told.splitlines()[0] == "AttributeError: 'dict' object has no attribute 'emitted'"
    assert "test_log.py" in told
    assert str(Path(__file__).parent) not in told


@given(st.text(min_size=1, max_size=9), st.text(max_size=9))
def test_of_its_words_nothing_is_told_that_is_not_the_programs(before, after):
    secret = "欧阳测字７391.46Quxor"
    error = ValueError(f"{before}{secret}{after} {secret}")
    try:
        raise LookupError(secret) from error
    except LookupError as link:
        told = traces.told(link)
    assert "caused by ValueError" in told
    assert not any(part in told for part in ("欧阳", "391", "46", "Quxor"))


def test_a_files_name_and_place_are_left_out():
    told = traces.told(raised(lambda: Path("/home/欧阳/某某化工厂.xlsx").read_bytes()))
    assert told.startswith("FileNotFoundError: No such file or directory\n")
    assert "欧阳" not in told
    assert "某某" not in told


def test_a_deep_recursion_is_told_in_few_lines():
    def deeper() -> None:
        deeper()

    told = traces.told(raised(deeper))
    assert "RecursionError" in told
    assert len(told.splitlines()) < 40


def test_the_same_cause_has_the_same_mark_whatever_it_says():
    def fail(text: str) -> None:
        raise ValueError(text)

    one, other = (raised(lambda text=text: fail(text)) for text in "ab")
    assert traces.mark(one) == traces.mark(other)
    assert traces.mark(one) != traces.mark(raised(lambda: {}["a"]))


# What Python cannot tell itself


def test_what_the_run_before_left_is_moved_into_the_log(caplog):
    file = log.fault_path()
    file.parent.mkdir(parents=True)
    file.write_text(
        'Fatal Python error: Segmentation fault\n\n  File "/home/欧阳/jzdesk/ui/x.py", line 3 in y\n', "utf-8"
    )
    with log.kept():
        faults = log.Faults()
        faults.close()
    caplog.clear()
    assert faults.fell
    assert file.read_text("utf-8") == ""
    written = log.path().read_text("utf-8")
    assert "Segmentation fault" in written
    assert "x.py, line 3 in y" in written
    assert "欧阳" not in written


@pytest.mark.parametrize(
    ("text", "fell"),
    [("", False), ("Windows fatal exception: code 0x8001010d\n", False),
     ("Windows fatal exception: access violation\n", True), ("Fatal Python error: Aborted\n", True)],
)  # fmt: skip
def test_what_windows_survived_is_no_end(text, fell, caplog):
    log.fault_path().parent.mkdir(parents=True)
    log.fault_path().write_text(text, "utf-8")
    faults = log.Faults()
    faults.close()
    caplog.clear()
    assert faults.fell is fell
