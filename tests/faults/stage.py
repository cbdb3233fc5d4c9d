"""The offices on trial and what is done in them: each act in a folder of its own, by the program's words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzdesk.desk import (
    entering,
    evidence,
    handing_in,
    keyring,
    papers,
    receiving,
    safekeeping,
    signing,
    workbooks,
)
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError
from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import database
from jzdesk.store.store import Store
from tests.desk import walk
from tests.faults.lab import TODAY
from tests.looped import pair

OLD = Path(__file__).resolve().parents[1] / "data" / "stores"
COUNTY, CITY = "县.jzdesk", "市.jzdesk"
Q3 = Period.parse("2018Q3")
COD, SO2 = "emissions/cod.industry/emitted", "emissions/so2.industry/emitted"
SAVES = 5
SIGNERS = ("--preparer", "张三", "--head", "王五", "--phone", "0391-1234567")
PRINT = b"%PDF-1.7\n" + bytes(range(256)) * 90


@dataclass(frozen=True)
class Act:
    """Something that is done in one process, and to which office; `{root}` in its words is the folder."""

    name: str
    base: str
    store: str
    words: tuple[str, ...]
    makes: tuple[str, ...] = ()
    """Patterns of what must lie there once the store knows of it."""
    late: bool = False
    """The store knows of it before it lies there, and doing it again brings it."""
    tail: bool = False
    """Where it failed at its very end it is whole and in place all the same, and may be done once more."""
    chance: bool = False
    """What it makes is another each time, as a key is."""

    def at(self, root: Path) -> list[str]:
        """Return its words for a folder."""
        words = [word.format(root=root) for word in self.words]
        return words if words[0] in DRIVES else ["--store", str(root / self.store), "--as", "张三", *words]


ACTS = {
    act.name: act
    for act in (
        Act("save", "ready", COUNTY, ("set", "2018Q3", COD, "5", SO2, "7", "--note", "在线")),
        Act("saves", "ready", COUNTY, ("saves",)),
        Act("undo", "ready", COUNTY, ("undo",)),
        Act("fill", "ready", COUNTY, ("fill", "{root}/in/表.xlsx")),
        Act("attach", "ready", COUNTY, ("attach", "{root}/in/盖章件.pdf"), ("县.jzdesk.files/*",)),
        Act("backup", "ready", COUNTY, ("backup", "{root}/U盘/备份/一月"), ("U盘/备份/一月/*.jzdesk",)),
        Act("backup at home", "ready", COUNTY, ("backup",), ("home/backups/*/*.jzdesk",)),
        Act(
            "enrol", "fresh", COUNTY, ("enrol", "--out", "{root}/U盘/登记.xlsx"),
            ("U盘/登记.xlsx", "县.jzdesk.key"), late=True, tail=True, chance=True,
        ),
        Act("init", "empty", COUNTY, ("init", "--unit", "410823", "--practice"), (COUNTY,), tail=True),
        Act("migrate 1", "v1-county", COUNTY, ("get", "2018Q3", COD), ("*升级前*",)),
        Act("migrate 2", "v2-county", COUNTY, ("get", "2018Q3", COD), ("*升级前*",)),
        Act("migrate 3", "v3-city", CITY, ("coverage", "2018Q3"), ("*升级前*",)),
        Act(
            "freeze", "ready", COUNTY,
            ("freeze", "2018Q3", *SIGNERS, "--out", "{root}/U盘/送签"),
            ("U盘/送签/*.pdf",),
        ),
        Act(
            "submit", "frozen", COUNTY,
            ("submit", "2018Q3", "--signed-on", TODAY, "--scan", "{root}/in/盖章件.pdf",
             "--out", "{root}/U盘/上报"),
            ("U盘/上报/*.pdf", "U盘/上报/*.xlsx", "县.jzdesk.files/*"),
        ),
        Act("receive", "city", CITY, ("receive", "{root}/in/上报.xlsx"), ("home/backups/市/*/*.jzdesk",)),
        Act(
            "accept", "received", CITY, ("accept", "410823", "2018Q3", "--out", "{root}/U盘/回执.xlsx"),
            ("U盘/回执.xlsx",),
        ),
        Act("restore", "restorable", COUNTY, ("restore", "{root}/in/备份.jzdesk"), ("*恢复前*",), tail=True),
    )
}  # fmt: skip


# ---------------------------------------------------------------- what the command line has no word for


def _saves(root: Path) -> int:
    """Save one figure after the other, as a clerk does who types, and say each that is safe."""
    with Office.open(root / COUNTY, write=True, who="张三") as office:
        for number in range(SAVES):
            entering.set_values(office, Q3, [COD, str(1000 + number)])
            print(f"saved {number}", flush=True)
    return 0


def _attach(root: Path, file: str) -> int:
    with Office.open(root / COUNTY, write=True, who="张三") as office:
        evidence.attach(office, Q3, Key.parse(COD), [Path(file)])
    print("attached", flush=True)
    return 0


def _restore(root: Path, file: str) -> int:
    store, kept = Store.restore(root / COUNTY, Path(file), who="张三", at=Office.stamp_now())
    store.close()
    print("restored", kept, flush=True)
    return 0


def _work(root: Path) -> int:
    """Do all kinds of work, one after the other, until somebody ends it; say all that is done."""
    with Office.open(root / COUNTY, write=True, who="张三") as office:
        if office.state(Q3) == workflow.FROZEN:  # the one before was killed right then
            signing.withdraw(office, Q3)
        for number in range(1, 10_000):
            entering.set_values(office, Q3, [COD, str(1000 + number), SO2, str(number)])
            print(f"saved {number}", flush=True)
            if number % 4 == 1:
                evidence.attach(office, Q3, Key.parse(COD), [_piece(root, f"{number}")])
                print("attached", flush=True)
            if number % 4 == 2:
                print("copied", safekeeping.backup(office, root / "copies")["file"], flush=True)
            if number % 4 == 3:
                walk.explain_all(office, Q3)
                handing_in.review(office, Q3, "李四")
                made = walk.freeze(office, Q3, root / "送签")
                print("frozen", made.files[0], flush=True)
                signing.withdraw(office, Q3)
    return 0


def _piece(root: Path, name: str) -> Path:
    path = root / "in" / f"{name}.pdf"
    path.write_bytes(b"%PDF-1.7\n" + name.encode() * 5000)
    return path


def _told(drive: Callable[..., int]) -> Callable[..., int]:
    """Have a failure told as the command line tells it."""

    @wraps(drive)
    def told(*words: Any) -> int:
        try:
            return drive(*words)
        except JzdeskError as error:
            print(error.sentence, file=sys.stderr, flush=True)
            return error.exit_code

    return told


DRIVES: dict[str, Callable[..., int]] = {
    "saves": _told(_saves), "attach": _told(_attach), "restore": _told(_restore), "work": _told(_work),
}  # fmt: skip


def same_each_time() -> None:
    """Let nothing in this process depend on when it runs, and print no paper: only its bytes matter here."""
    for name in ("print_report", "print_forms"):
        setattr(papers, name, lambda _office, content: PRINT + content["period"].encode())
    Office.stamp_now = staticmethod(lambda: f"{TODAY}T09:31:20+08:00")  # type: ignore[method-assign]


# ---------------------------------------------------------------- the offices


class Bases:
    """Folders to begin from, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, name: str) -> Path:
        """Return the folder of a base; nobody may write to it."""
        target = self._folder / name
        if not target.exists():
            making = self._folder / f".{name}"
            shutil.rmtree(making, ignore_errors=True)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("JZDESK_TODAY", TODAY)
                patch.setenv("JZDESK_HOME", str(making / "home"))
                self._make(name, making)
            making.rename(target)
        return target

    def _make(self, name: str, root: Path) -> None:
        if name in {path.stem for path in OLD.glob("v*.jzdesk")}:
            (root / "home").mkdir(parents=True)
            (root / "U盘").mkdir()
            shutil.copyfile(OLD / f"{name}.jzdesk", root / (CITY if name.endswith("city") else COUNTY))
        elif name == "empty":
            (root / "home").mkdir(parents=True)
            (root / "U盘").mkdir()
        elif name == "fresh":
            shutil.copytree(self.of("empty"), root)
            safekeeping.init(root / COUNTY, unit="410823", office=None, practice=True, who="张三").close()
        else:
            getattr(self, f"_{name}")(root)

    def _ready(self, root: Path) -> None:
        """A county whose third quarter is reviewed, with an attachment, and a workbook to take in."""
        shutil.copytree(self.of("fresh"), root)
        inbox = root / "in"
        inbox.mkdir()
        (inbox / "盖章件.pdf").write_bytes(b"%PDF-1.7\n" + b"signed" * 3000)
        (inbox / "监测报告.pdf").write_bytes(b"%PDF-1.7\n" + b"measured" * 100)
        with Office.open(root / COUNTY, write=True, who="张三") as office:
            walk.fill(office, Q3)
            walk.nil_where_empty(office, Q3)
            evidence.attach(office, Q3, Key.parse(COD), [inbox / "监测报告.pdf"])
            walk.explain_all(office, Q3)
            workbooks.write_form(office, Q3, "emissions", blank=False, out=inbox / "表.xlsx", paper=None)
            entering.set_values(office, Q3, [SO2, "9"])
            entering.set_values(office, Q3, [SO2, "12"])
            walk.ready(office, Q3)
        book = openpyxl.load_workbook(inbox / "表.xlsx")
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if cell.value == 12:
                    cell.value = 13
        book.save(inbox / "表.xlsx")

    def _frozen(self, root: Path) -> None:
        shutil.copytree(self.of("ready"), root)
        with Office.open(root / COUNTY, write=True, who="张三") as office, walk.without_paper():
            walk.freeze(office, Q3, root / "送签")

    def _restorable(self, root: Path) -> None:
        shutil.copytree(self.of("ready"), root)
        with Office.open(root / COUNTY, write=True, who="张三") as office:
            made = safekeeping.backup(office, root / "in")
            Path(made["file"]).rename(root / "in" / "备份.jzdesk")
            entering.set_values(office, Q3, [COD, "99"])

    def _city(self, root: Path) -> None:
        """A city that trusts a county, whose file has come."""
        (root / "U盘").mkdir(parents=True)
        with ExitStack() as closing:
            both = pair(root)
            closing.callback(both.close)
            both.trust()
            (root / "in").mkdir()
            shutil.copyfile(both.upload, root / "in" / "上报.xlsx")
            assert keyring.own_key(both.city)

    def _received(self, root: Path) -> None:
        shutil.copytree(self.of("city"), root)
        with Office.open(root / CITY, write=True, who="市局") as city:
            told = receiving.receive(city, [root / "in" / "上报.xlsx"], copy=False)
        assert [one["verdict"] for one in told["files"]] == ["taken"]


# ---------------------------------------------------------------- what stands in a store


def opened(path: Path) -> bytes:
    """Open a store as the program does, with all it does to recover, and return what stands in it."""
    Store.open(path, write=True, who="李四").close()
    return standing(path)


def standing(path: Path) -> bytes:
    """Return a short name for all rows of a store; when the schema was made is no matter."""
    connection = database.connect(path, "ro")
    try:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        digest = blake2b(digest_size=16)
        for name in [name for (name,) in tables if name != "_sqlite_migrations"]:
            digest.update(name.encode())
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                digest.update(repr(row).encode("utf-8", "surrogateescape"))
        return digest.digest()
    finally:
        connection.close()


def beside(root: Path, store: str) -> dict[str, Any]:
    """Return what else lies in the folder, by its place in it: bytes, or None for a folder.

    What is only on its way, and what the store itself has beside it, is left out.
    """
    found: dict[str, Any] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if not (path.name.startswith(".") or name in {store, f"{store}-journal", f"{store}.lock"}):
            found[name] = None if path.is_dir() else path.read_bytes()
    return found
