"""待接收文件 without the window: what waits, what a file would change, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from jzdesk import settings
from jzdesk.desk import inbox, preview, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.desk.inbox import Waiting
from jzdesk.desk.office import Office
from jzdesk.errors import StoppedError, WorldError
from tests import uploads

DAY = date(2018, 10, 8)
COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
TP = "emissions/tp.industry/emitted"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> uploads.Content:
    """What 武陟县 hands in first: every figure is 12."""
    return uploads.content_of(tmp_path_factory.mktemp("county"), "410823", "12")


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        yield made


def read(city: Office, *paths: Path) -> list[Read]:
    found: list[Read] = []
    inbox.Reading(city, paths).run(found.append)
    return found


def accepted(city: Office, files: Sequence[Read], folder: Path) -> None:
    inbox.receive_all(city, files, DAY)
    for one in inbox.look(city, []):
        inbox.accept(city, one, folder)


def only(items: Sequence[Waiting], verdict: str) -> Waiting:
    return next(one for one in items if one.verdict == verdict)


def test_a_file_is_looked_at_received_and_accepted(city: Office, first: uploads.Content, tmp_path: Path):
    files = read(city, uploads.written(tmp_path, first, city.catalogue))
    one = inbox.look(city, files)[0]
    assert (one.verdict, one.unit_name, one.revision, one.changed, one.vanishing) == (
        "can",
        "武陟县",
        1,
        0,
        0,
    )
    assert one.new > 100
    assert city.store.submissions() == (), "looking writes nothing"
    assert [t["verdict"] for t in inbox.receive_all(city, files, DAY)] == ["taken"]
    held = only(inbox.look(city, []), "received")
    assert (held.received_on, held.new) == ("2018-10-08", one.new), "it stays listed until it is accepted"
    receipt = inbox.accept(city, held, tmp_path / "回执")
    assert receipt.name == f"武陟县_2018Q3_第1次报送_回执_尾号{one.code[-4:]}.xlsx"
    assert inbox.look(city, []) == ()
    assert settings.load().receipts == str(tmp_path / "回执")
    assert inbox.receipt_folder(city) == tmp_path / "回执"
    assert only(inbox.look(city, files), "already").sentence == "已经接收过，没有变化。"


def test_a_correction_tells_every_change_in_words(city: Office, first: uploads.Content, tmp_path: Path):
    accepted(city, read(city, uploads.written(tmp_path, first, city.catalogue)), tmp_path)
    changes = {
        COD: {"v": "15.00", "n": "按物料衡算"},
        NH3N: None,
        TP: {"b": "暂缺:县水务局,2018-11-01"},
    }
    second = uploads.revised(first, "补录", changes)
    found = read(city, uploads.written(tmp_path, second, city.catalogue))[0]
    one = inbox.look(city, [found])[0]
    assert (one.kind, one.new, one.changed, one.vanishing) == ("更正", 0, 2, 1)
    told = preview.detail(city, second, one.code, "签名属实")
    assert [(c.row, c.column, c.unit, c.old, c.new, c.difference, c.kind) for c in told.changes] == [
        ("化学需氧量·工业源", "本季", "吨", "12.00", "15.00", "+3.00", "changed"),
        ("氨氮·工业源", "本季", "吨", "12.00", "", "", "vanishing"),
        ("总磷·工业源", "本季", "吨", "12.00", "暂缺", "", "changed"),
    ]
    assert [(e.name, e.before, e.after, e.change) for e in told.effects] == [
        ("化学需氧量·工业源 本季", "12.00", "15.00", "+25.0%"),
        ("氨氮·工业源 本季", "12.00", "", ""),
        ("总磷·工业源 本季", "12.00", "", ""),
    ]
    assert (told.last, told.counted, told.after, told.number, told.reason) == (1, 1, 1, 11, "补录")
    said = [(r.tone, r.text, r.answer) for r in told.remarks]
    assert ("", "备注：化学需氧量·工业源 本季", "按物料衡算") in said
    assert ("blank", "暂缺：总磷·工业源 本季", "县水务局,2018-11-01") in said
    assert ("填表人", "张三") in told.facts
    assert ("报出日期", "2018-10-06") in told.facts


def test_a_correction_of_what_counts_nowhere_is_compared_with_what_it_corrects(
    city: Office, first: uploads.Content
):
    uploads.come(city, DAY, first)
    second = uploads.revised(first, "市局退回", {COD: {"v": "15.00"}})
    one = only(inbox.look(city, [uploads.read(second)]), "can")
    assert (one.new, one.changed, one.vanishing) == (0, 1, 0), (
        "the city has the first, though it counts nowhere"
    )
    told = preview.detail(city, second, one.code, "签名属实")
    assert [(c.row, c.old, c.new) for c in told.changes] == [("化学需氧量·工业源", "12.00", "15.00")]
    assert (told.last, told.against) == (0, 1)
    total = next(e for e in told.effects if e.name == "化学需氧量·工业源 本季")
    assert (total.before, total.after) == ("", "15.00"), "to the totals it comes as a whole"
    uploads.come(city, DAY, second)
    (waiting,) = inbox.look(city, [])
    assert (waiting.revision, waiting.new, waiting.changed) == (2, 0, 1)


def test_what_the_county_s_check_found_comes_with_its_explanation(
    city: Office, first: uploads.Content, tmp_path: Path
):
    del tmp_path
    told = preview.detail(city, first, "0" * 16, "签名属实")
    explained = [r for r in told.remarks if r.tone == "explain"]
    assert explained
    assert all(r.answer == "因设备检修停产两个月，产量下降。" for r in explained)


def test_carried_years_are_told_with_their_period(city: Office, first: uploads.Content):
    cells = {"cod.industry/annual": {"v": "130.00", "on": "2018-10-01"}}
    backfill = {"2016": {"forms": {"emissions": {"nil": False, "own": [], "cells": cells}}}}
    told = preview.detail(city, {**first, "backfill": backfill}, "0" * 16, "签名属实")
    year = [c for c in told.changes if c.period]
    assert [(c.period, c.row, c.new) for c in year] == [("2016年", "化学需氧量·工业源", "130.00")]
    assert "2016年" in {e.period for e in told.effects}


def test_a_late_older_version_says_that_it_counts_nothing(
    city: Office, first: uploads.Content, tmp_path: Path
):
    second = uploads.revised(first, "补录", {COD: {"v": "15.00"}})
    inbox.receive_all(city, read(city, uploads.written(tmp_path, second, city.catalogue)), DAY)
    files = read(city, uploads.written(tmp_path, first, city.catalogue))
    assert "不影响汇总" in inbox.look(city, files)[0].sentence
    inbox.receive_all(city, files, DAY)
    assert [one.revision for one in inbox.look(city, [])] == [2], "only the newest waits to be accepted"


def test_bad_files_are_one_sentence_each_and_disturb_nothing(
    city: Office, first: uploads.Content, tmp_path: Path
):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK no workbook")
    long = tmp_path / ("长" * 300 + ".xlsx")
    good = uploads.written(tmp_path, first, city.catalogue)
    items = inbox.look(city, read(city, bad, long, tmp_path / "没有.xlsx", good))
    assert [one.verdict for one in items] == ["can", "refused", "refused", "refused"]
    assert all(one.sentence and "\n" not in one.sentence for one in items)


def test_a_folder_gives_the_workbooks_in_it(city: Office, first: uploads.Content, tmp_path: Path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    path = uploads.written(folder, first, city.catalogue)
    (folder / "说明.txt").write_text("x")
    (folder / f"~${path.name}").write_bytes(b"x")
    assert [found.path for found in read(city, folder)] == [path]


def test_reading_can_be_stopped(city: Office, first: uploads.Content, tmp_path: Path):
    path = uploads.written(tmp_path, first, city.catalogue)
    work = inbox.Reading(city, [path, path])
    work.stop()
    found: list[Read] = []
    with pytest.raises(StoppedError, match="停止"):
        work.run(found.append)
    assert found == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('"D:\\报表\\a.xlsx"\n', ["D:\\报表\\a.xlsx"]),
        ("/a/一.xlsx\r\n\r\n  /b/二.xlsx  ", ["/a/一.xlsx", "/b/二.xlsx"]),
        ("a\0b", []),
        ("", []),
    ],
)
def test_paths_are_found_in_what_is_pasted(text: str, paths: list[str]):
    assert [str(p) for p in inbox.paths_in(text)] == paths


def test_stopping_while_the_helper_starts_is_told_as_stopped(
    city: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = inbox.Reading(city, [tmp_path / "甲.xlsx"])

    def ended(*_: object) -> Read:
        work.stop()
        raise WorldError("启动不了")

    monkeypatch.setattr(inbox, "read", ended)
    with pytest.raises(StoppedError):
        work.run(lambda _: None)
