"""The way back: what is offered, what would be lost, that the present is kept, and a look inside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jzdesk import paths
from jzdesk.desk import copies, daily, entering, restoring, safekeeping
from jzdesk.desk.office import Office
from jzdesk.desk.restoring import BAD, GOOD, LOCKED, UNSEEN, Offer
from jzdesk.errors import JzdeskError, RefusedError, WorldError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import sealed
from tests.desk import walk
from tests.desk.conftest import Q3

COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
PASSWORD = "办公室保险柜2018"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost nothing here."""
    monkeypatch.setattr(sealed, "_COST", 10)


def value(office: Office, key: str = COD) -> str:
    return entering.get(office, Q3, [Key.parse(key)])["cells"][0]["value"]


@pytest.fixture
def saved(county: Office) -> tuple[Office, Path]:
    """A county with a copy, and something entered since."""
    entering.set_values(county, Q3, [COD, "12"])
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    entering.set_values(county, Q3, [COD, "15"])
    entering.set_values(county, Period.parse("2018Q2"), [NH3N, "3"])
    return county, made


def offers(store: Path) -> tuple[Offer, ...]:
    return restoring.offering(store).run()


def test_what_would_be_lost_is_told_by_period(saved: tuple[Office, Path]) -> None:
    county, made = saved
    store = county.store.info.path
    found = restoring.prospect(store, made, office=county)
    assert (found.inside.periods, found.inside.figures, found.inside.unit) == (1, 1, "410823")
    assert found.inside.made[:10] == str(county.now.date())
    assert found.loss.figures == ((Period.parse("2018Q2"), 1), (Q3, 1))
    assert (found.loss.operations, found.loss.submissions, found.loss.nothing) == (2, 0, False)
    lines = restoring.lost_lines(found.loss)
    assert lines[0] == "2018年第二季度：有 1 处与现在不同，会回到备份时的样子"
    assert "2 次操作" in lines[2]
    now = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    assert restoring.prospect(store, now, office=county).loss.nothing
    county.close()
    assert restoring.prospect(store, made).loss == found.loss, "also where the store is closed"


def test_what_was_handed_in_since_would_be_lost_too(county: Office, tmp_path: Path) -> None:
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    walk.ready(county, Q3)
    with walk.without_paper():
        walk.hand_in(county, Q3, tmp_path / "报送")
    found = restoring.prospect(county.store.info.path, made, office=county)
    assert found.loss.submissions == 1
    assert any("1 份送签" in line for line in restoring.lost_lines(found.loss))


def test_a_restore_keeps_the_present_and_is_undone(saved: tuple[Office, Path]) -> None:
    county, made = saved
    store = county.store.info.path
    with pytest.raises(WorldError, match="张三"):
        restoring.restore(store, made)
    county.close()
    done = restoring.restore(store, made, who="李四")
    with done.office as office:
        assert value(office) == "12.00"
        assert safekeeping.verify_history(office) == []
        assert office.store.info.copied == "", "a store at work again"
        entering.set_values(office, Q3, [NH3N, "8"])
        shown = safekeeping.safety(office).copies
    assert done.kept is not None
    assert [c.kind for c in shown if c.file == done.kept] == [copies.KEPT]
    with restoring.restore(store, done.kept, who="李四").office as office:
        assert value(office) == "15.00"
        assert safekeeping.verify_history(office) == []
    assert len([o for o in offers(store) if o.copy.kind == copies.KEPT]) == 2


def test_attachments_come_and_go_with_a_restore(county: Office, tmp_path: Path) -> None:
    def attach(name: str) -> str:
        with county.store.operation("attach", Q3, at=county.stamp, step=False) as op:
            return op.attach("evidence", name, name.encode())

    first = attach("一.pdf")
    made = Path(safekeeping.backup(county, tmp_path / "U盘")["file"])
    second = attach("二.pdf")
    store = county.store.info.path
    county.close()
    shutil.rmtree(store.with_name(f"{store.name}.files"))
    done = restoring.restore(store, made)
    with done.office as office:
        assert office.store.attachment_content(first) == "一.pdf".encode()
        assert [a.sha256 for a in office.store.attachments()] == [first]
    assert done.kept is not None
    with restoring.restore(store, done.kept).office as office:
        assert [a.sha256 for a in office.store.attachments()] == [first, second]
        assert office.store.attachment_content(first) == "一.pdf".encode()


@pytest.mark.parametrize("damage", ["gone", "rubbish", "empty", "a bit"])
def test_a_store_that_cannot_be_had_is_offered_its_copies(saved: tuple[Office, Path], damage: str) -> None:
    county, made = saved
    store = county.store.info.path
    county.close()
    if damage == "gone":
        store.unlink()
    else:
        content = store.read_bytes()
        store.write_bytes({"rubbish": b"?" * 9000, "empty": b"",
                           "a bit": content[:40] + b"\xff" * 4000 + content[4040:]}[damage])  # fmt: skip
    with pytest.raises(JzdeskError):
        Office.open(store, write=True)
    (offer,) = offers(store)
    assert (offer.state, offer.copy.file) == (GOOD, made)
    assert offer.inside is not None
    assert (offer.inside.periods, offer.inside.figures) == (1, 1)
    found = restoring.prospect(store, made)
    assert not found.loss.readable
    assert "打不开" in restoring.lost_lines(found.loss)[0]
    before = None if damage == "gone" else store.read_bytes()
    done = restoring.restore(store, made)
    with done.office as office:
        assert value(office) == "12.00"
    assert (done.kept.read_bytes() if done.kept else None) == before


def test_good_copies_come_first_each_kind_the_newest_first(county: Office, tmp_path: Path) -> None:
    folder, store = safekeeping.backup_folder(county), county.store.info.path
    good = [Path(safekeeping.backup(county, folder)["file"]) for _ in range(2)]
    daily.make(county)
    locked = Path(safekeeping.backup(county, folder, PASSWORD)["file"])
    away = Path(safekeeping.backup(county, tmp_path / "另一块盘")["file"])
    bad = folder / "410823_20991231-080000.jzdesk"
    bad.write_bytes(b"?" * 5000)
    county.close()
    found = offers(store)
    assert [o.state for o in found] == [GOOD] * 4 + [LOCKED, BAD]
    assert {o.copy.file for o in found[:4]} > {*good, away}
    assert (found[4].copy.file, found[5].copy.file) == (locked, bad)
    assert "不是 jzdesk 的数据文件" in found[5].why
    (away.parent / "410823_20170101-080000.jzdesk").write_bytes(good[0].read_bytes())
    assert len(offers(store)) == 7, "what lies where a good one was once put is found, too"


def test_only_the_newest_are_opened_to_be_offered(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "MOST_OPENED", 2)
    for _ in range(4):
        safekeeping.backup(county, safekeeping.backup_folder(county))
    assert [o.state for o in offers(county.store.info.path)] == [GOOD, GOOD, UNSEEN, UNSEEN]


def test_another_offices_copy_and_one_of_practice_are_refused(
    saved: tuple[Office, Path], tmp_path: Path
) -> None:
    county, _ = saved
    store = county.store.info.path
    for unit, practice, match in (("410821", True, "修武"), ("410823", False, "正式数据的备份")):
        other = tmp_path / f"{unit}{practice}.jzdesk"
        with safekeeping.init(other, unit=unit, office=None, practice=practice) as office:
            strange = Path(safekeeping.backup(office, tmp_path / "别处")["file"])
        with pytest.raises(RefusedError, match=match):
            restoring.prospect(store, strange, office=county)
    before = store.read_bytes()
    county.close()
    with pytest.raises(RefusedError, match="正式数据"):
        restoring.restore(store, strange)
    assert store.read_bytes() == before


# Looking into a copy


def test_a_copy_is_looked_at_and_never_changed(saved: tuple[Office, Path]) -> None:
    county, made = saved
    before = made.read_bytes()
    with restoring.look_at(made) as viewed:
        assert viewed.viewing
        assert value(viewed) == "12.00"
        assert not viewed.sheet(Q3).unlocked
        for act in (
            lambda: entering.set_values(viewed, Q3, [COD, "1"]),
            lambda: entering.write_note(viewed, Q3, Key.parse(COD), "注"),
            lambda: viewed.store.undo(at=viewed.stamp),
            lambda: viewed.store.redo(at=viewed.stamp),
            lambda: safekeeping.set_second_folder(viewed, made.parent),
        ):
            with pytest.raises(RefusedError, match="只读打开"):
                act()
    assert made.read_bytes() == before
    with pytest.raises(RefusedError, match="是备份，只能看"):
        Office.open(made, write=True)
    assert value(county) == "15.00"


def test_a_copy_under_a_password_lies_in_the_clear_only_while_it_is_looked_at(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county), PASSWORD)["file"])
    viewing = paths.home() / "viewing"
    with pytest.raises(RefusedError, match="请输入备份口令"):
        restoring.look_at(made)
    with pytest.raises(RefusedError, match="口令不对"):
        restoring.look_at(made, "不是这个口令啊")
    assert list(viewing.iterdir()) == []
    (viewing / ".left.part").write_text("what a crash has left")
    with restoring.look_at(made, PASSWORD) as viewed:
        assert value(viewed) == "12.00"
        assert len(list(viewing.iterdir())) == 1
        assert viewed.source == made
    assert list(viewing.iterdir()) == []


def test_a_copy_of_an_older_schema_is_read_in_memory_and_stays_as_it_is(tmp_path: Path) -> None:
    old = Path(__file__).resolve().parents[1] / "data" / "stores" / "v1-county.jzdesk"
    kept = tmp_path / "a_升级前_格式1_20181006-093120.jzdesk"
    shutil.copyfile(old, kept)
    before = kept.read_bytes()
    with restoring.look_at(kept) as viewed:
        assert viewed.store.periods()
        assert viewed.store.verify_history() == []
    assert kept.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("a_")] == [kept.name]
    with restoring.restore(tmp_path / "new.jzdesk", kept).office as office:
        assert office.store.periods()
        assert not office.viewing
