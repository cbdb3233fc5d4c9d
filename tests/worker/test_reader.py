from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jzdesk.errors import RefusedError, WorldError
from jzdesk.exchange import entry_form
from jzdesk.exchange.entry_plan import EntryMeta
from jzdesk.models import snapshot
from jzdesk.worker import MEMORY, child
from jzdesk.worker.reader import JOB_SECONDS, Reader
from tests.exchange import hostile, kit

PACKAGE = Path(__file__).resolve().parents[2]
READY = "import os, sys, json, time; print(json.dumps({'ready': os.getpid()}), flush=True); input()\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "武陟县 上报#1.xlsx"
    path.write_bytes(kit.upload_bytes())
    return path


def odd(code: str, seconds: float = 5.0) -> Reader:
    """Return a reader whose child says it is ready and then does as it likes."""
    return Reader(seconds=seconds, command=(sys.executable, "-c", READY + code))


def test_an_upload_comes_back_byte_for_byte(reader: Reader, upload: Path) -> None:
    answer = reader.read_upload(upload, kit.editions())
    assert answer["data"] == snapshot.encode(kit.correction())
    assert (answer["whole"], answer["signature"], answer["altered"]) == (True, "none", [])


def test_a_content_is_handed_on_before_the_cells_are_looked_at(reader: Reader, upload: Path) -> None:
    came: list[object] = []
    answer = reader.read_upload(upload, kit.editions(), lambda *given: came.append(given))
    assert came == [(answer["content"], answer["data"])]


def test_the_time_is_for_all_of_a_job_however_much_it_tells(upload: Path) -> None:
    telling = """while True: print('{"told": {}}', flush=True); time.sleep(0.05)"""
    with odd(telling, seconds=0.5) as reader, pytest.raises(RefusedError, match="还没有读完"):
        reader.read_upload(upload, {})


def test_an_altered_cell_is_named(reader: Reader, tmp_path: Path) -> None:
    def change(opened: Workbook) -> None:
        opened["封面"]["B3"] = "修武县"

    path = tmp_path / "改.xlsx"
    path.write_bytes(kit.edited(kit.upload_bytes(), change))
    (found,) = reader.read_upload(path, kit.editions())["altered"]
    assert (found["sheet"], found["cell"], found["shown"]) == ("封面", "B3", "修武县")


def test_a_catalogue_is_told_once_to_each_child(tmp_path: Path) -> None:
    """It is three times as large as the file; a child that was started anew has to be told again."""
    paths, told = [tmp_path / f"{n}.xlsx" for n in range(4)], list[list[bool]]()
    with Reader() as reader:
        for path in paths:
            path.write_bytes(kit.upload_bytes() if path != paths[2] else b"PK")
        talk = reader._talk

        def heard(child: Any, job: Any, *more: Any) -> Any:
            if job is not None:
                told.append([text is None for text in job["catalogues"].values()])
            return talk(child, job, *more)

        reader._talk = heard  # type: ignore[method-assign]
        whole = [reader.read_upload(path, kit.editions())["whole"] for path in paths[:2]]
        with pytest.raises(RefusedError):
            reader.read_upload(paths[2], kit.editions())
        whole.append(reader.read_upload(paths[3], kit.editions())["whole"])
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        whole.append(reader.read_upload(paths[3], kit.editions())["whole"])
        other = {edition: text.replace("武陟县", "武陟") for edition, text in kit.editions().items()}
        assert reader.read_upload(paths[3], other)["altered"]
    assert whole == [True] * 4
    assert told == [[False], [True], [True], [True], [False], [False]]


def test_an_unknown_edition_is_left_to_the_caller(reader: Reader, upload: Path) -> None:
    answer = reader.read_upload(upload, {})
    assert (answer["whole"], answer["altered"]) == (True, [])


def test_an_entry_workbook_is_read(reader: Reader, tmp_path: Path) -> None:
    sheet, path = kit.filled(), tmp_path / "填报.xlsx"
    meta = EntryMeta(sheet.unit, "武陟县环境保护局", str(sheet.period), sheet.catalogue.edition, False)
    path.write_bytes(entry_form.entry_form_bytes(sheet=sheet, meta=meta))
    assert reader.read_entry(path) == entry_form.read_entry(path.read_bytes())


@pytest.fixture(scope="module")
def patient() -> Iterator[Reader]:
    """A reader that waits as long as a busy machine takes; what a file costs is asked of the child."""
    with Reader(seconds=60) as warm:
        yield warm


def spent(reader: Reader) -> float:
    """Return the seconds of the processor that the child has taken."""
    assert reader._child is not None
    told = Path(f"/proc/{reader._child.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_file_is_refused_in_one_sentence_naming_it(
    patient: Reader, tmp_path: Path, name: str
) -> None:
    make, word = hostile.CASES[name]
    path = tmp_path / "坏.xlsx"
    path.write_bytes(make())
    patient._started()
    before = spent(patient) if sys.platform == "linux" else 0
    with pytest.raises(RefusedError, match=word) as refused:
        patient.read_upload(path, kit.editions())
    assert "“坏.xlsx”" in refused.value.sentence
    assert refused.value.sentence.count("。") == 1
    assert sys.platform != "linux" or spent(patient) - before < JOB_SECONDS


@pytest.mark.parametrize("name", ["", "没有.xlsx"])
def test_what_is_no_readable_file_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="打不开，可能已移走"):
        reader.read_upload(tmp_path / name, {})


def test_a_huge_file_is_not_taken_into_memory(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(4 * MEMORY)
    with pytest.raises(RefusedError, match="超过 20 MB"):
        reader.read_upload(path, {})


def test_one_child_reads_many_files(upload: Path) -> None:
    with Reader() as reader:
        reader.read_upload(upload, kit.editions())
        first = reader._child
        with pytest.raises(RefusedError):
            reader.read_entry(upload)
        reader.read_upload(upload, kit.editions())
        assert first is not None
        assert reader._child is first


def test_after_a_fall_the_next_file_gets_a_new_child(upload: Path) -> None:
    with Reader() as reader:
        reader.read_upload(upload, kit.editions())
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        assert reader.read_upload(upload, kit.editions())["whole"]


def test_a_closed_reader_leaves_no_child_and_may_be_used_again(upload: Path) -> None:
    reader = Reader()
    for _ in range(2):
        reader.read_upload(upload, kit.editions())
        child = reader._child
        reader.close()
        assert child is not None
        assert child.returncode is not None
    reader.close()


def test_a_child_that_takes_too_long_is_ended(upload: Path) -> None:
    with odd("input(); time.sleep(60)", seconds=0.2) as reader:
        with pytest.raises(RefusedError, match="还没有读完"):
            reader.read_entry(upload)
        assert reader._child is None


def test_a_child_that_takes_no_job_is_ended_too(upload: Path) -> None:
    """A job longer than a pipe holds must not keep the parent waiting."""
    with odd("time.sleep(60)", seconds=0.2) as reader, pytest.raises(RefusedError, match="还没有读完"):
        reader.read_upload(upload, {"x/1": "x" * 1_000_000})


@pytest.mark.parametrize(
    "code",
    [
        "input(); sys.exit(1)",
        "input(); os.abort()",
        "sys.exit(1)",
        "input(); print('no JSON')",
        "input(); print('[]')",
        "input(); print('{}')",
        """input(); print('{"result": 1}')""",
        "input(); print('[' * 100000)",
        r"input(); sys.stdout.buffer.write(b'\xff\xfe\n')",
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_one_refusal(upload: Path, code: str) -> None:
    with odd(code) as reader:
        with pytest.raises(RefusedError, match="读取时出错中止") as refused:
            reader.read_entry(upload)
        assert upload.name in refused.value.sentence
        assert reader._child is None


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "-c", ""),
        (sys.executable, "-c", "print('hello')"),
        (sys.executable, "-c", "import time; time.sleep(60)"),
        (str(Path(sys.executable).with_name("no such program")),),
    ],
    ids=["ends", "another", "hangs", "missing"],
)
def test_a_child_that_does_not_start_is_the_world_s_failure(upload: Path, command: tuple[str, ...]) -> None:
    with Reader(command=command, ready_seconds=0.3) as reader, pytest.raises(WorldError, match="辅助程序"):
        reader.read_entry(upload)


def test_a_module_beside_the_file_is_not_run(
    upload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zipfile.py").write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert reader.read_upload(Path(upload.name), kit.editions())["whole"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="not run: no /proc to look at a process in")
def test_the_child_is_limited_and_does_not_hold_the_caller_s_folder(reader: Reader, upload: Path) -> None:
    reader.read_upload(upload, kit.editions())
    assert reader._child is not None
    process = Path(f"/proc/{reader._child.pid}")
    limits = (process / "limits").read_text("utf-8")
    assert str(MEMORY) in next(line for line in limits.splitlines() if line.startswith("Max address space"))
    assert (process / "cwd").readlink() == PACKAGE


def test_starting_pulls_in_nothing_heavy() -> None:
    heavy = {"openpyxl", "python_calamine", "numpy"}
    look = f"import sys, jzdesk.worker.__main__; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], cwd=PACKAGE, capture_output=True, check=True)
    assert done.stdout.split() == []


def test_a_child_ended_while_it_starts_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Stopping comes from another thread, also between the child's ready signal and its being let go."""
    path = tmp_path / "报.xlsx"
    path.write_bytes(b"text")
    reader = Reader()

    class Ends:
        def __init__(self, *_: object) -> None:
            reader.close()

        def close(self) -> None:
            pass

    monkeypatch.setattr(child, "Confinement", Ends)
    with pytest.raises(WorldError, match="启动不了"):
        reader.read_any(path)
    monkeypatch.undo()
    with reader, pytest.raises(RefusedError, match="打不开"):
        reader.read_any(path)
