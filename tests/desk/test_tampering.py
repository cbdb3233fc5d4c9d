"""What may be done to a signed upload file between county and city, and the sentence that answers each.

`python -m tests.desk.test_tampering` prints the table.
"""

from __future__ import annotations

import io
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from jzdesk.desk import arriving, enrolling, keyring, receiving, safekeeping
from jzdesk.desk.office import Office
from jzdesk.exchange import envelope, paint, signing, upload
from jzdesk.exchange.visible import visible
from jzdesk.models.snapshot import Frozen, encode
from jzdesk.store import keyfile
from jzdesk.worker.reader import Reader
from tests.desk import walk
from tests.desk.conftest import Q3

EMISSIONS = "主要污染物排放情况"
Change = Callable[[Workbook], object]


@dataclass(frozen=True)
class Post:
    """A real city that knows the keys of two counties, and the signed file of one of them."""

    city: Office
    county: Office
    other: Office
    path: Path
    content: dict[str, Any]

    def edited(self, change: Change) -> bytes:
        """Return the file as a program saves it after a change."""
        opened = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()))
        change(opened)
        stream = io.BytesIO()
        opened.save(stream)
        return stream.getvalue()

    def remade(self, signer: bytes | None, **members: Any) -> bytes:
        """Return a file that is whole and shows what it says, of another content."""
        content = {**self.content, **members}
        data = encode(content)
        seal = signing.seal(signer, data) if signer else None
        return upload.upload_bytes(Frozen(content, self.city.catalogue), data, seal)

    def key(self, office: Office) -> bytes:
        """Return an office's private key."""
        return keyfile.read(office.store.info.path) or b""


def _figure(opened: Workbook) -> Any:
    sheet = opened[EMISSIONS]
    emitted = next(c.column for row in sheet.iter_rows(max_row=6) for c in row if c.value == "本季")
    return next(c for row in sheet.iter_rows(min_row=6) for c in row if c.value == 12 and c.column == emitted)


def _set(value: object) -> Callable[[Post], bytes]:
    return lambda post: post.edited(lambda b: setattr(_figure(b), "value", value))


def _moved(opened: Workbook) -> None:
    cell = _figure(opened)
    cell.offset(row=0, column=1).value, cell.value = cell.value, None


def _doubled(opened: Workbook) -> None:
    """Put a row's figures over the next row's."""
    cell = _figure(opened)
    cell.offset(row=1, column=0).value = 12.5


def _member_twice(post: Post) -> bytes:
    stream = io.BytesIO(post.path.read_bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", archive.read("xl/worksheets/sheet2.xml"))
    return stream.getvalue()


def _joined(opened: Workbook) -> None:
    """Copy the machine sheet of a second file behind the first one's."""
    first = opened["_jzdesk"]
    twin = opened.create_sheet()
    for row in first.iter_rows(min_col=1, max_col=1):
        twin.cell(row[0].row, 1).value = row[0].value
    twin.title = "_jzdesk (2)"


def _borrowed(post: Post) -> bytes:
    """Show other figures under the county's own signature of what it did send."""
    content = _with_figure(post.content, "99.00")
    data = encode(content)
    seal = signing.seal(post.key(post.county), encode(post.content))
    shown = visible(Frozen(content, post.city.catalogue), data, seal.key)
    return paint.workbook(shown, envelope.pack(data, seal))


def _with_figure(content: dict[str, Any], value: str) -> dict[str, Any]:
    emissions = content["forms"]["emissions"]
    cells = {**emissions["cells"], "cod.industry/emitted": {"v": value}}
    return {**content, "forms": {**content["forms"], "emissions": {**emissions, "cells": cells}}}


def _forged(post: Post) -> bytes:
    return post.remade(bytes(32), forms=_with_figure(post.content, "99.00")["forms"])


def _column(change: Callable[[list[str]], list[str]]) -> Callable[[Post], bytes]:
    """Change the cells of the machine sheet."""

    def act(opened: Workbook) -> None:
        sheet = opened["_jzdesk"]
        lines = [str(row[0].value) for row in sheet.iter_rows(min_col=1, max_col=1)]
        for number, text in enumerate(change(lines), 1):
            sheet.cell(number, 1).value = text

    return lambda post: post.edited(act)


def _again_with_other_content(post: Post) -> bytes:
    """Take the county's file in, then send the same revision with another figure, genuinely signed."""
    assert _take(post.city, post.path)["verdict"] in {"taken", "already"}
    return post.remade(post.key(post.county), forms=_with_figure(post.content, "13.00")["forms"])


CASES: dict[str, tuple[Callable[[Post], bytes], str]] = {
    "一个数改了": (_set(13), "表面数字被改过"),
    "一个数末位改了": (_set(12.01), "显示 12.01，签发内容是 12.00"),
    "一个数删了": (_set(None), "显示 （空），签发内容是 12.00"),
    "一个数挪了一格": (lambda p: p.edited(_moved), "表面数字被改过"),
    "一行盖了另一行": (lambda p: p.edited(_doubled), "表面数字被改过"),
    "换成公式": (_set("=6+6"), "表面数字被改过"),
    "换成文字": (_set("十二"), "显示 十二"),
    "删了一张表": (lambda p: p.edited(lambda b: b.remove(b[EMISSIONS])), "没有这张工作表"),
    "封面改成别的县": (lambda p: p.edited(lambda b: setattr(b["封面"]["B3"], "value", "温县")), "显示 温县"),
    "封面改了期别": (
        lambda p: p.edited(lambda b: setattr(b["封面"]["B6"], "value", "2018年第四季度")),
        "显示 2018年第四季度",
    ),
    "改了说明": (
        lambda p: p.edited(lambda b: setattr(b["审核情况"]["D4"], "value", "另一个说法")), "表面数字被改过",
    ),
    "没有数据页": (lambda p: p.edited(lambda b: b.remove(b["_jzdesk"])), "没有 jzdesk 的数据页"),
    "两个文件合在一起": (lambda p: p.edited(_joined), "两份数据页"),
    "部件重复": (_member_twice, "两个同名部件"),
    "数据页少一格": (_column(lambda lines: [*lines[:6], *lines[7:], ""]), "文件已损坏或被改动"),
    "数据页换了次序": (_column(lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]]), "损坏"),
    "签名去掉": (_column(lambda lines: [*lines[:3], "-", "-", *lines[5:]]), "未签名"),
    "签名换一个字": (_column(lambda lines: [*lines[:4], _flipped(lines[4]), *lines[5:]]), "签名不符"),
    "公钥换成别人的": (
        _column(lambda lines: [*lines[:3], signing.public_of(bytes(32)), *lines[4:]]), "签名不符",
    ),
    "借用真签名": (_borrowed, "签名不符"),
    "自己重做一份": (_forged, "不是用武陟县已确认的密钥签的"),
    "别的县的密钥": (lambda p: p.remade(p.key(p.other)), "却是用温县的密钥签的"),
    "冒充别的县": (lambda p: p.remade(p.key(p.county), unit="410825"), "不成形"),
    "同一次报送另一份内容": (_again_with_other_content, "与已接收的第1次内容不同"),
    "改了期别重签": (lambda p: p.remade(bytes(32), period="2018Q2"), "不是用武陟县已确认的密钥签的"),
    "更新的程序": (lambda p: p.remade(p.key(p.county), program="9.0.0"), "请先更新本机程序"),
    "没有的制度版本": (lambda p: p.remade(p.key(p.county), catalogue="jiaozuo-13fyp/9"), "请先更新程序"),
    "练习文件": (lambda p: p.remade(p.key(p.county), practice=True), "正式数据不接收练习文件"),
    "截断": (lambda p: p.path.read_bytes()[:9000], "打不开"),
    "空文件": (lambda _: b"", "文件是空的"),
}  # fmt: skip


def _flipped(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def _take(office: Office, path: Path) -> dict[str, Any]:
    return receiving.receive(office, [path])["files"][0]


def opened(folder: Path, unit: str) -> Office:
    return safekeeping.init(folder / f"{unit}.jzdesk", unit=unit, office=None, practice=False, who="张三")


def posted(folder: Path) -> Post:
    """Make the stores, confirm the keys and hand a quarter in."""
    county, other, city = (opened(folder, unit) for unit in ("410823", "410825", "410800"))
    for one in (county, other):
        made = enrolling.enrol(one, folder / f"{one.unit}_登记.xlsx")
        enrolling.trust(city, made.path, made.code)
    with walk.without_paper():
        walk.ready(county, Q3)
        path = walk.hand_in(county, Q3, folder / "out").files[0]
    with Reader() as reader:
        packet = arriving.read(path, arriving.editions(city), reader).packet
    assert packet is not None
    assert keyring.standing(city, packet) == "good"
    return Post(city, county, other, path, packet["content"])


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    made = posted(tmp_path_factory.mktemp("post"))
    yield made
    for office in (made.city, made.county, made.other):
        office.close()


@pytest.mark.parametrize("name", CASES)
def test_each_way_of_tampering_is_refused_with_its_own_sentence(
    post: Post, name: str, tmp_path: Path
) -> None:
    change, said = CASES[name]
    path = tmp_path / "武陟县.xlsx"
    path.write_bytes(change(post))
    before = (post.city.store.audit_head(), post.city.store.submissions())
    told = _take(post.city, path)
    assert (told["verdict"], said in told["message"]) == ("refused", True), told["message"]
    assert "\n" not in told["message"]
    assert (post.city.store.audit_head(), post.city.store.submissions()) == before


def test_what_does_no_harm_is_taken(post: Post, tmp_path: Path) -> None:
    def harmless(opened_: Workbook) -> None:
        opened_[EMISSIONS].column_dimensions["A"].width = 3
        opened_[EMISSIONS].auto_filter.ref = "A4:F9"
        opened_.create_sheet("草稿")["A1"] = 1
        _figure(opened_).value = 12.000000001

    path = tmp_path / "武陟县.xlsx"
    path.write_bytes(post.edited(harmless))
    assert _take(post.city, path)["verdict"] in {"taken", "already"}


def _print() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = posted(Path(folder))
        for name, (change, _) in CASES.items():
            path = Path(folder) / "武陟县.xlsx"
            path.write_bytes(change(made))
            told = _take(made.city, path)
            print(f"| {name} | {told['verdict']} | {told['message']} |")


if __name__ == "__main__":
    _print()
