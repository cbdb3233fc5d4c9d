"""What the tests of the workbooks share: a county's period filled by rule, and ways to change a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook

from jzdesk.exchange import book, cells, paint, signing, upload
from jzdesk.exchange.cells import Raw, SheetCells
from jzdesk.exchange.visible import visible
from jzdesk.exchange.visible_sheet import VisibleCell, VisibleSheet
from jzdesk.models import backfill, checks, plan_source, quantity, snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.form import Column, OwnRow, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.snapshot import Frozen, Origin, Signers
from jzdesk.models.value import places_of

PLAN = Path(__file__).resolve().parents[2] / "resources/plan/jiaozuo-13fyp"
COUNTY = "410823"
EMISSIONS = "主要污染物排放情况"
Q3 = Period.parse("2018Q3")
OWN = tuple(
    OwnRow(form, code, block, Period.parse("2018Q1"))
    for form, code, block in (
        ("investment", "X410823-001", "projects"),
        ("investment", "X410823-002", "projects"),
        ("quality", "X410823-101", "sections"),
        ("quality", "X410823-102", "sources"),
    )
)
WORDS = {"text": "县环境保护局 甲", "month": "2018-03", "date": "2018-03-05"}
EARLIER = {
    Period.parse("2016"): {
        "emissions/cod.agriculture/annual": Cell(Decimal("2031.50"), note="查统计年鉴"),
        "emissions/cod.agriculture/flash": Cell(blank="暂缺:县农业局,2018-12-20"),
    },
    Period.parse("2017Q3"): {
        "emissions/cod.industry/emitted": Cell(Decimal("140.00")),
        "investment/P016/stage": Cell("building"),
        "investment/X410823-901/name": Cell("=沁河滩区治理"),
    },
}
CARRIED = OwnRow("investment", "X410823-901", "projects", Period.parse("2017Q3"))
NOTED = {
    "emissions/tp.industry/emitted": Cell(blank="未监测", note="设备检修\n七至九月没有监测"),
    "emissions/nh3n.industry/emitted": Cell(blank="暂缺:县水务局,2018-10-20"),
    "emissions/tn.industry/emitted": Cell(blank="已并入:emissions/cod.industry/emitted"),
    "emissions/cod.industry/emitted": Cell(Decimal("1312.45"), note="=1+1"),
    "investment/X410823-001/name": Cell("=污水处理厂\n二期"),
    "investment/X410823-002/name": Cell("'𬭼𠮷湿地"),
}


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that is shipped."""
    return Catalogue(plan_source.load(PLAN))


def places(sheet: Sheet) -> list[tuple[Key, Row, Column]]:
    """Return every cell of a sheet that can be entered."""
    return [
        (Key(form.id, row.code, column.code), row, column)
        for form in sheet.forms
        for row in sheet.rows(form.id)
        for column in sheet.columns(form, row)
        if not (column.derived or row.derived or sheet.locked(row, column))
    ]


def filled(change: Mapping[str, Cell] | None = None, period: Period = Q3) -> Sheet:
    """Return a county's period with something in every cell; `change` puts other cells in by KEY."""
    empty = Sheet(catalogue(), COUNTY, period, {}, own=OWN)
    cells = {key: _cell(row, column, n) for n, (key, row, column) in enumerate(places(empty), 1)}
    cells |= {Key.parse(key): cell for key, cell in (change or {}).items()}
    return Sheet(catalogue(), COUNTY, period, cells, own=OWN)


def _cell(row: Row, column: Column, number: int) -> Cell:
    if column.kind == "number":
        return Cell(quantity.rounded(Decimal(number) * Decimal("7.3125"), places_of(row, column)))
    return Cell(column.options[0].code if column.kind == "enum" else WORDS[column.kind])


def explained(sheet: Sheet, text: str = "去年同期重点企业停产检修。") -> Sheet:
    """Return the sheet with an explanation for every finding that takes one."""
    failed = [f for f in checks.run(sheet) if f.result == "failed" and f.severity != "强制性"]
    given = tuple(Explanation(f.rule, f.keys, text, f.figures) for f in failed)
    return Sheet(sheet.catalogue, sheet.unit, sheet.period, sheet.cells, own=sheet.own, explanations=given)


def content(sheet: Sheet, **origin: Any) -> dict[str, Any]:
    """Return the canonical content of a sheet."""
    outcomes = checks.run(sheet)
    told = {"office": "武陟县环境保护局", "practice": False, "program": "0.1.0", "revision": 1, "draft": 1}
    signers = Signers("李晓燕", "王建军", "张国强", "0391-7290000", "2018-10-06", one_person=True)
    return snapshot.build(sheet, outcomes, checks.counts(outcomes), signers, Origin(**{**told, **origin}))


def carried() -> dict[str, Any]:
    """Return the 历史补录 of two earlier periods, with a form declared 零报告."""
    cells = {p: {Key.parse(key): cell for key, cell in found.items()} for p, found in EARLIER.items()}
    nil = {Period.parse("2017Q4"): frozenset({"investment"})}
    annual = Key.parse("emissions/cod.agriculture/annual")
    stamps = {Period.parse("2016"): {annual: Stamp("2018-10-02", "环统年报")}}
    return backfill.carried(
        Sheet(catalogue(), COUNTY, Q3, {}, earlier=cells, own=(CARRIED,), earlier_nil=nil, stamps=stamps)
    )


def correction() -> dict[str, Any]:
    """Return a second hand-in with notes, blanks with reasons, explanations and changes."""
    before = content(filled())
    after = explained(filled(NOTED))
    changes = snapshot.compare(before, content(after))
    return content(
        after,
        revision=2,
        kind="correction",
        reason="数字录颠倒",
        predecessor="3ca3c1d99d15cd1f",
        changes=[
            *changes,
            {"period": "2016", "key": "emissions/cod.agriculture/annual", "old": "2031.00", "new": "2031.50"},
            {"period": "2017", "key": "emissions/cod.agriculture/annual", "old": "1.00", "new": None},
            {"period": "2017", "key": "investment/X410823-909/done", "old": "1.00", "new": None},
            {"period": "2017", "key": "no/such/form", "old": None, "new": "甲"},
            {"period": "2017", "key": "emissions/cod.agriculture/none", "old": None, "new": "甲"},
        ],
        backfill=carried(),
        backfill_since="3ca3c1d99d15cd1f",
    )


@cache
def upload_bytes() -> bytes:
    """Return the bytes of the upload file of `correction`."""
    return made(correction())


def made(what: dict[str, Any]) -> bytes:
    """Return the upload file of a content, as it is written."""
    from jzdesk.exchange import envelope

    data = snapshot.encode(what)
    return paint.workbook(visible(Frozen(what, catalogue()), data), envelope.pack(data))


def signed(what: dict[str, Any]) -> bytes:
    """Return the upload file of a content, signed."""
    data = snapshot.encode(what)
    return upload.upload_bytes(Frozen(what, catalogue()), data, signing.seal(bytes(32), data))


def sheets_of(what: dict[str, Any]) -> list[VisibleSheet]:
    """Return what the upload file of a content shows."""
    return visible(Frozen(what, catalogue()), snapshot.encode(what))


def editions() -> dict[str, str]:
    """Return the known catalogues as the reader is given them."""
    return {catalogue().edition: catalogue().to_json()}


def read(data: bytes) -> dict[str, Any]:
    """Return what an upload file is, read in this process."""
    return upload.read_upload(data, editions())


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Return the workbook after openpyxl has changed and saved it, as a person's program would."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    change(opened)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the members of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return stream.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<styleSheet {MAIN}><numFmts count="2">
<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>
<numFmt numFmtId="165" formatCode="0.0%;[Red]-0.0%"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>
<xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>"""


def crafted(rows: str, *, shared: str = "", properties: str = "", sheet: str = "表", **more: str) -> bytes:
    """Return a workbook of one sheet from the XML of its rows."""
    members = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{_RELATION}">{properties}'
        f'<sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><dimension ref="A1"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    return zipped({**members, **more})


def opendocument(body: str) -> bytes:
    """Return an OpenDocument workbook with one table."""
    spaces = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="甲">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": "<m/>", "content.xml": content})


def relations(*lines: tuple[str, str, str]) -> str:
    """Return a part that names relations by id, kind and target."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    inside = "".join(f'<Relationship Id="{i}" Type="{_RELATION}/{t}" Target="{g}"/>' for i, t, g in lines)
    return f'<Relationships xmlns="{package}">{inside}</Relationships>'


def one(data: bytes) -> dict[str, Raw]:
    """Return the only sheet's cells by address."""
    (sheet,) = book.read_book(data)
    return {cells.address(place): raw for place, raw in sheet.cells.items()}


def find(data: bytes, sheet: str) -> SheetCells:
    """Return a sheet of a workbook by name."""
    return next(s for s in book.read_book(data) if s.name == sheet)


RECEIPT = {
    "kind": "回执", "version": 1, "plan": "jiaozuo-13fyp", "catalogue": catalogue().edition,
    "program": "0.1.0",
    "unit": "410823", "office": "焦作市环境保护局", "period": "2018Q3", "practice": False, "revision": 2,
    "predecessor": "3ca3c1d99d15cd1f", "number": 1, "result": "已验收", "received_on": "2018-10-09",
    "accepted_on": "2018-10-10",
}  # fmt: skip


SLIP = {
    **{name: v for name, v in RECEIPT.items() if name not in {"result", "received_on", "accepted_on"}},
    "kind": "退回单", "number": 3, "issued_on": "2018-10-12", "by": "王处长",
    "remarks": [
        {"key": "emissions/cod.industry/emitted", "place": "《主要污染物排放情况》化学需氧量·本季",
         "text": "=1+1 与在线监测不符，\n请核对'\"<数>&"},
        {"key": "emissions/nh3n.industry/emitted", "place": "《主要污染物排放情况》氨氮", "text": "漏报"},
    ],
}  # fmt: skip


@cache
def expected() -> dict[tuple[str, tuple[int, int]], VisibleCell]:
    """Return every cell that is compared, by sheet and place."""
    return {
        (sheet.name, place): cell
        for sheet in sheets_of(correction())
        for place, cell in sheet.cells.items()
        if cell.signed
    }
