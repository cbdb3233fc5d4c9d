"""Files that nobody's office program made, each with a word of the sentence that refuses it."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable

from tests.exchange import kit
from tests.exchange.kit import MAIN, crafted, zipped

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = f"<worksheet {MAIN}>"
GBK = '<?xml version="1.0" encoding="gbk"?>'


def doubled(name: str = "xl/workbook.xml", again: str | None = None) -> bytes:
    """Return a workbook with a member twice."""
    stream = io.BytesIO(crafted(""))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(again or name, kit.parts(stream.getvalue())[name])
    return stream.getvalue()


def bomb() -> bytes:
    """Return a workbook whose sheet inflates a thousandfold."""
    return crafted("", **{SHEET: f"{HEAD}<sheetData>{'<row/>' * 5_000_000}</sheetData></worksheet>"})


def long_attribute() -> bytes:
    """Return a file of 51 kB with one attribute of 50 MB, which hangs openpyxl."""
    return crafted("", **{SHEET: f'{HEAD}<sheetData a="{"x" * 50_000_000}"/></worksheet>'})


def slim_attribute() -> bytes:
    """Return a file with one attribute of 700 kB that does not shrink, so that it is no bomb."""
    text = random.Random(1).randbytes(350_000).hex()
    return crafted("", **{SHEET: f'{HEAD}<sheetData a="{text}"/></worksheet>'})


def entities(encoding: str = "utf-8") -> bytes:
    """Return a workbook with an entity that grows a billionfold."""
    lines = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet [{lines}]>{HEAD}&a9;</worksheet>'
    members = kit.parts(crafted(""))
    return zipped({**members, SHEET: text.encode(encoding)})


def many_cells(count: int = 210_000) -> bytes:
    """Return a workbook of very many numbers."""
    return crafted("".join(f"<row><c><v>{n}</v></c></row>" for n in range(count)))


def many_texts(count: int = 210_000) -> bytes:
    """Return a workbook of very many shared texts."""
    return crafted("", shared="".join(f"<si><t>{n}</t></si>" for n in range(count)))


def encrypted_member() -> bytes:
    """Return a zip whose members say that they are encrypted."""
    data = bytearray(crafted("<row/>"))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def odd_method() -> bytes:
    """Return a workbook packed by a method that workbooks do not use."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        for name, member in kit.parts(crafted("")).items():
            archive.writestr(name, member)
    return stream.getvalue()


def strict() -> bytes:
    """Return a workbook saved as strict Open XML."""
    members = kit.parts(crafted("<row/>"))
    main, other = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    return zipped({name: member.replace(main, other) for name, member in members.items()})


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "text": (lambda: "县名,数字\n武陟,1".encode("gbk"), "打不开"),
    "html": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "打不开"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * (20 * 1024 * 1024), "超过 20 MB"),
    "truncated": (lambda: crafted("<row/>")[:-40], "打不开"),
    "another zip": (lambda: zipped({"a.txt": "b"}), "打不开"),
    "document": (lambda: zipped({"word/document.xml": "<w/>"}), "打不开"),
    "two kinds at once": (lambda: zipped({"content.xml": "<a/>", "xl/workbook.bin": "x"}), "打不开"),
    "encrypted OLE": (lambda: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "OLE of nothing": (lambda: OLE + b"\0" * 2000, "打不开"),
    "encrypted members": (encrypted_member, "密码"),
    "odd method": (odd_method, "打不开"),
    "strict": (strict, "严格"),
    "members": (lambda: zipped({f"xl/{n}.xml": "" for n in range(301)}), "超过 300"),
    "member twice": (doubled, "同名部件"),
    "member twice but for capitals": (lambda: doubled(again="xl/Workbook.XML"), "同名部件"),
    "bomb": (bomb, "展开后"),
    "long attribute": (long_attribute, "展开后"),
    "slim attribute": (slim_attribute, "长得不正常"),
    "entities": (entities, "类型声明"),
    "hidden entities": (lambda: entities("utf-16"), "内部已损坏"),
    "document type": (lambda: crafted("", **{SHEET: f"<!DOCTYPE w>{HEAD}</worksheet>"}), "类型声明"),
    "deep": (lambda: crafted("", **{SHEET: f"{HEAD}{'<a>' * 5000}{'</a>' * 5000}</worksheet>"}), "嵌套"),
    "broken XML": (lambda: crafted("<row><c></row>"), "内部已损坏"),
    "unknown encoding": (lambda: crafted("", **{SHEET: f"{GBK}{HEAD}</worksheet>"}), "内部已损坏"),
    "cells": (many_cells, "格子超过"),
    "shared texts": (many_texts, "格子超过"),
    "cell twice": (lambda: crafted('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "内部已损坏"),
}  # fmt: skip
