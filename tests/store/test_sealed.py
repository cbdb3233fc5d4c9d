"""A copy under a password: nobody reads it without, no change of it goes unnoticed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from jzdesk.errors import JzdeskError, RefusedError, WorldError
from jzdesk.store import backup, sealed
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q3, num, put

PASSWORD = "办公室保险柜2018"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost nothing, and pieces be small, where many are tried."""
    monkeypatch.setattr(sealed, "_COST", 10)
    monkeypatch.setattr(sealed, "_PIECE", 1000)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    made = tmp_path / "plain"
    made.write_bytes(bytes(range(256)) * 13)
    return made


def taken(path: Path, password: str = PASSWORD) -> bytes:
    return b"".join(sealed.opened(path, password, Pace()))


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 3000])
def test_what_goes_in_comes_out(tmp_path: Path, size: int):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"x" * size)
    sealed.seal(source, target, PASSWORD, Pace())
    assert sealed.is_sealed(target)
    assert not sealed.is_sealed(source)
    assert taken(target) == b"x" * size
    sealed.unseal(target, tmp_path / "c", PASSWORD, Pace())
    assert (tmp_path / "c").read_bytes() == b"x" * size


@pytest.mark.usefixtures("cheap")
def test_every_changed_byte_and_every_cut_is_refused(plain: Path, tmp_path: Path):
    made = tmp_path / "sealed"
    sealed.seal(plain, made, PASSWORD, Pace())
    whole = made.read_bytes()
    assert plain.read_bytes()[:64] not in whole
    for place in [*range(45), *range(45, len(whole), 61), len(whole) - 1]:
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(JzdeskError):
            taken(made)
    piece = 1000 + 16
    head = sealed._HEADER.size
    cuts = [0, 5, head - 1, head, head + 1, head + piece, head + 2 * piece, len(whole) - 1]
    for cut in cuts:  # also between two pieces, where nothing but the number of the last tells
        made.write_bytes(whole[:cut])
        with pytest.raises(JzdeskError):
            taken(made)
    swapped = (
        whole[:head]
        + whole[head + piece : head + 2 * piece]
        + whole[head : head + piece]
        + whole[head + 2 * piece :]
    )
    for other in (whole + b"\0", whole + whole[head:], swapped):
        made.write_bytes(other)
        with pytest.raises(JzdeskError):
            taken(made)
    assert sorted(tmp_path.iterdir()) == [plain, made]


@pytest.mark.usefixtures("cheap")
def test_wrong_password_damage_and_a_newer_kind_have_sentences_of_their_own(plain: Path, tmp_path: Path):
    made = tmp_path / "sealed"
    sealed.seal(plain, made, PASSWORD, Pace())
    with pytest.raises(RefusedError, match="口令不对"):
        taken(made, "别的口令12345")
    with pytest.raises(RefusedError, match="至少要 8 个字符"):
        sealed.seal(plain, tmp_path / "c", "短", Pace())
    whole = made.read_bytes()
    made.write_bytes(whole[:-1] + b"?")
    with pytest.raises(WorldError, match="不完整"):
        taken(made)
    made.write_bytes(whole[:9] + b"\2" + whole[10:])
    with pytest.raises(WorldError, match="先升级程序"):
        taken(made)


@pytest.mark.parametrize("asked", [(30, 8, 1), (16, 255, 1), (16, 8, 255), (1, 8, 1), (16, 0, 1)])
def test_a_header_that_would_eat_the_machine_is_refused_at_once(tmp_path: Path, asked: tuple[int, int, int]):
    made = tmp_path / "evil"
    made.write_bytes(struct.pack("<9sBBBB16s7s", sealed.MARK, 1, *asked, b"s" * 16, b"n" * 7) + b"x" * 100)
    with pytest.raises(WorldError, match="已经损坏"):
        taken(made)


@pytest.mark.usefixtures("cheap")
def test_a_copy_under_a_password_leaves_nothing_in_the_clear(store: Store, tmp_path: Path):
    put(store, COD, "7")
    stick = tmp_path / "U盘"
    stick.mkdir()
    seen: list[str] = []

    class Watching(Pace):
        def at(self, stage: str, done: int = 0, of: int = 0) -> None:
            seen.extend(file.name for file in stick.iterdir() if not sealed.is_sealed(file))

    made = store.backing_up(stick, at=AT).make(Watching(), PASSWORD)
    assert made.file.name == "410823_20181006-093120_加密.jzdesk"
    assert [name for name in seen if not name.endswith(".part")] == []
    assert b"SQLite format 3" not in made.file.read_bytes()
    assert list(stick.iterdir()) == [made.file]
    path = store.info.path
    store.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, "U盘"]
    with pytest.raises(WorldError, match="加了口令"):
        Store.open(made.file, write=False, who="李四")
    with pytest.raises(RefusedError, match="请输入备份口令"):
        Store.restore(path, made.file, who="李四", at=AT)
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="口令不对"):
        Store.restore(path, made.file, who="李四", at=AT, password="不是这个口令啊")
    assert path.read_bytes() == before
    restored, _ = Store.restore(path, made.file, who="李四", at=AT, password=PASSWORD)
    with restored:
        assert restored.cells(Q3) == {COD: num("7")}
        assert restored.history()[-1].why == made.file.name
    assert not [file for file in path.parent.iterdir() if file.name.startswith(".")]


@pytest.mark.usefixtures("cheap")
def test_a_sealed_copy_that_came_out_different_is_no_copy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = sealed.seal

    def half(source: Path, target: Path, password: str, pace: Pace) -> None:
        short = source.with_name("short")
        short.write_bytes(source.read_bytes()[:4096])
        real(short, target, password, pace)
        short.unlink()

    monkeypatch.setattr(sealed, "seal", half)
    (stick := tmp_path / "U盘").mkdir()
    with pytest.raises(WorldError, match="核对不上"):
        store.backing_up(stick, at=AT).make(Pace(), PASSWORD)
    assert list(stick.iterdir()) == []


def test_the_real_cost_of_a_password_is_paid_once(plain: Path, tmp_path: Path):
    made = tmp_path / "sealed"
    sealed.seal(plain, made, PASSWORD, Pace())
    assert sealed.digest(made, PASSWORD, Pace())
    with backup.in_the_clear(made, tmp_path / "viewing", PASSWORD, Pace()) as clear:
        assert clear.read_bytes() == plain.read_bytes()
    assert list((tmp_path / "viewing").iterdir()) == []
