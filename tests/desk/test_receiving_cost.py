"""What taking in a file asks of the disk, the store and the memory, whatever the machine."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import acceptance, arriving, beforehand, coverage, inbox, receiving, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import CITY
from jzdesk.store.pace import Pace
from jzdesk.worker.reader import Reader
from tests import uploads
from tests.bench import province

UNITS = 16
TURNS = "BEGIN IMMEDIATE", "COMMIT"
CATALOGUE = province.province(UNITS)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> uploads.Content:
    """What the first county hands in."""
    folder = tmp_path_factory.mktemp("pattern")
    return uploads.content_of(folder, CATALOGUE.counties[0], "12", catalogue=CATALOGUE)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    """The city of sixteen counties, before any file came."""
    with safekeeping.init(
        tmp_path / "city.jzdesk", unit=CITY, office=None, practice=True, catalogue=CATALOGUE
    ) as office:
        office.set_today(province.DAY)
        yield office


def take(office: Office, one: Read, before: Beforehand) -> list[str]:
    """Take in a file; returns every statement that the store was asked."""
    asked: list[str] = []
    office.store._db.connection.set_trace_callback(asked.append)
    told = receiving.take(office, one, dry_run=False, day=province.DAY, before=before)
    office.store._db.connection.set_trace_callback(None)
    assert told["verdict"] == "taken"
    return asked


def contents_read(asked: list[str]) -> int:
    """Return how many contents of files were read."""
    return sum(one.startswith("SELECT content FROM submissions") for one in asked)


def test_one_file_is_one_durable_transaction(city: Office, content: uploads.Content):
    before = Beforehand(city)
    before.secure()
    for one in province.reads(content, CATALOGUE):
        asked = take(city, one, before)
        assert [word for word in asked if word in {"BEGIN IMMEDIATE", "COMMIT"}] == [
            "BEGIN IMMEDIATE",
            "COMMIT",
        ]


def test_the_files_of_others_are_not_read_for_one(city: Office, content: uploads.Content):
    before = Beforehand(city, wanted=False)
    asked = [take(city, one, before) for one in province.reads(content, CATALOGUE)]
    assert [contents_read(one) for one in asked] == [0] * UNITS
    assert len(asked[-1]) == len(asked[1])


def corrected(city: Office, content: uploads.Content, folder: Path) -> uploads.Content:
    """Have every county's file come and the first one's accepted; return what that one corrects."""
    before = Beforehand(city, wanted=False)
    for one in province.reads(content, CATALOGUE):
        take(city, one, before)
    unit = CATALOGUE.counties[0]
    acceptance.accept(city, unit, province.Q3, revision=None, out=folder / "回执.xlsx")
    own = {**content, "unit": unit, "office": CATALOGUE.division(unit).office, "catalogue": CATALOGUE.edition}
    return uploads.revised(own, "更正", {"emissions/cod.industry/emitted": {"v": "3.00"}})


def test_of_a_county_that_counts_its_own_file_alone_is_read(
    city: Office, content: uploads.Content, tmp_path: Path
):
    second = corrected(city, content, tmp_path)
    before = Beforehand(city, wanted=False)
    assert 1 <= contents_read(take(city, province.read_of(second), before)) <= 3


def test_what_is_foreseen_is_what_taking_in_finds(city: Office, content: uploads.Content, tmp_path: Path):
    """What a file would change is found while the second process still looks at its cells."""
    second = corrected(city, content, tmp_path)
    path = uploads.written(tmp_path, second, CATALOGUE)
    with Reader() as reader:
        foresee = partial(receiving.foreseen, city)
        found = arriving.read_ahead(path, arriving.editions(city), reader, foresee)
    assert found.ahead is not None
    assert found.ahead.foreseen is not None
    told = [
        receiving.take(city, one, dry_run=True, day=province.DAY)
        for one in (found, replace(found, ahead=None))
    ]
    assert told[0] == told[1]
    assert (told[0]["changed"], len(told[0]["totals"])) == (1, 1)
    # It comes before anybody has looked at the cells: what is carried would be computed with them
    assert receiving.foreseen(city, {**second, "backfill": None}, found.ahead) == found.ahead.foreseen


def test_memory_is_that_of_one_file(city: Office, content: uploads.Content, monkeypatch: pytest.MonkeyPatch):
    """A province's files are taken in one after the other, and none is held beside the others."""
    given = province.reads(content, CATALOGUE)
    monkeypatch.setattr(receiving, "read_ahead", lambda *_: next(given))
    before, most = Beforehand(city, wanted=False), list[int]()
    files = receiving.each(city, [Path("x")] * UNITS, before)
    tracemalloc.start()
    for n, told in enumerate(files, 1):
        assert told["verdict"] == "taken"
        if n in {UNITS // 4, UNITS}:
            most.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    few, all_of_them = most
    assert all_of_them < few * 1.2, most


def test_a_file_that_came_is_looked_at_once(
    city: Office, content: uploads.Content, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """The list is made anew for each file that comes, and for each act; what did not change is not asked."""
    looked: list[str] = []
    real = receiving.take

    def heard(office: Office, found: Read, **more: Any) -> dict[str, Any]:
        looked.append(found.path.name)
        return real(office, found, **more)

    monkeypatch.setattr(receiving, "take", heard)
    files: list[Read] = []
    for one in province.reads(content, CATALOGUE):
        files.append(one)
        items = inbox.look(city, files)
        assert [item.verdict for item in items] == [inbox.CAN] * len(files)
    assert looked == [one.path.name for one in files]
    looked.clear()
    real(city, files[2], dry_run=False, day=province.DAY, before=Beforehand(city, wanted=False))
    assert {item.verdict for item in inbox.look(city, files)} == {inbox.CAN, inbox.ALREADY, inbox.RECEIVED}
    assert looked == [files[2].path.name]
    acceptance.accept(city, CATALOGUE.counties[2], province.Q3, revision=None, out=tmp_path / "回执.xlsx")
    assert [item.verdict for item in inbox.look(city, files) if item.unit == CATALOGUE.counties[2]] == [
        inbox.ALREADY
    ]
    looked.clear()
    again = Read(files[5].path, None, "这个文件读不出来。")
    assert "这个文件读不出来。" in {item.sentence for item in inbox.look(city, [*files[:5], again])}
    assert looked == [again.path.name]


def test_how_forms_stand_is_read_once_of_each_file(city: Office, content: uploads.Content):
    before = Beforehand(city, wanted=False)
    for one in province.reads(content, CATALOGUE):
        take(city, one, before)
    first = coverage.coverage(city, province.Q3)
    asked: list[str] = []
    city.store._db.connection.set_trace_callback(asked.append)
    assert coverage.coverage(city, province.Q3) == first
    assert contents_read(asked) == 0


@pytest.fixture
def slow_copy(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A copy of the store that is not done before this is set."""
    go_on = threading.Event()
    real = safekeeping.backing_up

    def held(office: Office, folder: Path) -> safekeeping.Looking:
        work = real(office, folder)

        def slowly(pace: Pace) -> Any:
            while not go_on.wait(0.005):
                pace.at("writing")
            return work.carry_out(pace)

        return safekeeping.Looking(slowly)

    monkeypatch.setattr(safekeeping, "backing_up", held)
    return go_on


def test_the_window_goes_on_while_the_copy_beforehand_is_made(
    city: Office, content: uploads.Content, slow_copy: threading.Event
):
    files = list(province.reads(content, CATALOGUE))[:3]
    steps = inbox.receiving_all(city, files, province.DAY)
    assert [next(steps) for _ in range(3)] == [[0, 3]] * 3
    assert city.store.submissions() == ()
    slow_copy.set()
    told: list[dict[str, Any]] = []
    while not told:
        try:
            next(steps)
        except StopIteration as done:
            told = done.value
    assert [one["verdict"] for one in told] == ["taken"] * 3
    (copy,) = beforehand.folder(city).glob("*.jzdesk")
    with Office.open(copy, write=False) as before:
        assert before.store.submissions() == ()


@pytest.mark.usefixtures("slow_copy")
def test_a_copy_beforehand_that_is_given_up_leaves_nothing(city: Office, content: uploads.Content):
    threads = threading.active_count()
    steps = inbox.receiving_all(city, list(province.reads(content, CATALOGUE))[:3], province.DAY)
    next(steps)
    assert threading.active_count() == threads + 1
    steps.close()
    assert threading.active_count() == threads
    assert [file.suffix for file in beforehand.folder(city).glob("*")] == []
    assert city.store.submissions() == ()
