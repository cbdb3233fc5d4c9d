"""Every file between county and city: written whole, read back, and compared cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, envelope, shape, signing, visible, xlsx
from jzdesk.exchange.cells import Raw, SheetCells, address
from jzdesk.exchange.envelope import Packet
from jzdesk.exchange.signing import Seal
from jzdesk.exchange.visible_letters import letter
from jzdesk.exchange.visible_sheet import VisibleCell, VisibleSheet
from jzdesk.files import put
from jzdesk.models import quantity
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.letters import UPLOAD
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say

SAME, OTHER_SEAL, OTHER = "same", "other_seal", "other"


def write_upload(path: Path, frozen: Frozen, data: bytes, seal: Seal | None = None) -> None:
    """Write the upload file that holds these canonical bytes, and read it back before it is in place."""
    put(path, upload_bytes(frozen, data, seal))


def upload_bytes(frozen: Frozen, data: bytes, seal: Seal | None = None) -> bytes:
    """Return the upload file that holds these canonical bytes, signed or not, read back already."""
    return _made(visible.visible(frozen, data, _key(seal)), data, frozen.catalogue, seal)


def letter_bytes(
    content: Mapping[str, Any], data: bytes, unit: str, seal: Seal | None = None,
    catalogue: Catalogue | None = None,
) -> bytes:  # fmt: skip
    """Return a file that is no upload, read back already; `unit` names the division it is about.

    What is handed down is shown in the words of the `catalogue` it is laid on.
    """
    return _made(letter(content, unit, data, _key(seal), catalogue), data, catalogue, seal)


def _key(seal: Seal | None) -> str:
    return seal.key if seal else ""


def _made(
    sheets: Sequence[VisibleSheet], data: bytes, catalogue: Catalogue | None, seal: Seal | None
) -> bytes:
    from jzdesk.exchange import paint

    made = paint.workbook(sheets, envelope.pack(data, seal))
    read = book.read_book(made)
    packet = unpack(read)
    found = altered(packet, read, catalogue) if catalogue else []
    if packet.data != data or not packet.whole or packet.signature == signing.BAD or found:
        raise AssertionError(f"the file just written does not read back as it was written: {found[:3]}")
    return made


def unpack(sheets: Sequence[SheetCells], ahead: Ahead | None = None) -> Packet:
    """Return what the machine sheet of a workbook holds; `RefusedError` when there is none, or two.

    It may have been read `ahead`.
    """
    found = [s for s in sheets if s.name == envelope.SHEET]
    # Programs rename what comes from another workbook, so the second of two is told by what it holds.
    other = [
        s for s in sheets
        if s.name != envelope.SHEET and s.may_hold(envelope.MARK) and envelope.is_one(_column(s))
    ]  # fmt: skip
    if len(found) + len(other) != 1 or not found:
        word = "two" if found else "not_ours"
        raise RefusedError(say(f"exchange.envelope.{word}"))
    return ahead.packet if ahead and ahead.packet and ahead.sheet is found[0] else _packet(found[0])


def _packet(sheet: SheetCells) -> Packet:
    packet = envelope.unpack(_column(sheet))
    if packet.whole:
        shape.check(packet.content)
    return packet


class Ahead:
    """Reads the machine sheet before the others, so that a content can be told of while they are read."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self.sheet: SheetCells | None = None
        self.packet: Packet | None = None

    def look(self, sheets: xlsx.Sheets) -> None:
        """Read it, where it is as we write it, and tell of a content that is whole."""
        self.sheet = sheets.ahead(envelope.SHEET)
        if self.sheet is not None:
            packet = _packet(self.sheet)
            self.tell(packet)
            self.packet = packet

    def tell(self, packet: Packet) -> None:
        """Tell of a content that is whole, once."""
        if packet.whole and self.packet is None:
            self._tell(packet.text)


def _column(sheet: SheetCells) -> list[str]:
    """Return the texts down column A."""
    if sheet.written is not None:
        found = [
            (at, number or text or "") for at, number, text in sheet.written if at[0] == "A" and at[1] < "A"
        ]
        return [text for _, text in sorted(found, key=lambda one: int(one[0][1:]))]
    return [text for _, text in sorted((at[0], raw.text) for at, raw in sheet.cells.items() if at[1] == 1)]


def found_at(path: Path, data: bytes, catalogue: Catalogue, seal: Seal | None) -> str:
    """Tell whether a file holds and shows exactly these canonical bytes (`same`), if under another
    signature (`other_seal`), or anything else (`other`).
    """
    try:
        sheets = book.read_book(path.read_bytes())
        packet = unpack(sheets)
    except (RefusedError, OSError):
        return OTHER
    if packet.data != data or not packet.whole or altered(packet, sheets, catalogue):
        return OTHER
    signed = packet.signature != signing.BAD and packet.key == _key(seal)
    return SAME if signed else OTHER_SEAL


def altered(
    packet: Packet, sheets: Sequence[SheetCells], catalogue: Catalogue, seen: Frozen | None = None
) -> list[dict[str, str]]:
    """Return every visible cell that is not what the content says, as {sheet, cell, shown, signed}."""
    expected: Iterable[VisibleSheet]
    if packet.content["kind"] == UPLOAD:
        frozen = seen or Frozen(packet.content, catalogue)
        expected = visible.each(frozen, packet.data, packet.key, packet.texts)
    else:
        unit = catalogue.division(packet.content["unit"]).name
        expected = letter(packet.content, unit, packet.data, packet.key, catalogue)
    found: list[dict[str, str]] = []
    for sheet in expected:
        shown = [s for s in sheets if s.name == sheet.name]
        if not shown:
            missing = say("exchange.missing_sheet")
            found.append({"sheet": sheet.name, "cell": "A1", "shown": missing, "signed": sheet.name})
        for one in shown:
            # A file that nobody saved again is to the last cell as it was written, and seen to be at once.
            if one.written is None or one.written != sheet.written():
                found += _compare(sheet, one.cells)
    return found


def _compare(sheet: VisibleSheet, cells: Mapping[tuple[int, int], Raw]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    other = [
        place for place, cell in sheet.cells.items() if cell.signed and not _same(cell, cells.get(place))
    ]
    for place in sorted(other):
        cell, raw = sheet.cells[place], cells.get(place)
        told = raw.text if raw is not None and raw.text else say("exchange.nothing")
        signed = cell.shown or say("exchange.nothing")
        found.append({"sheet": sheet.name, "cell": address(place), "shown": told[:80], "signed": signed})
    return found


def _same(cell: VisibleCell, raw: Raw | None) -> bool:
    text = raw.text if raw is not None else ""
    if cell.number is None:
        return text == cell.text or _lines(text) == _lines(cell.text)
    try:
        number = Decimal(text.replace(",", "").strip())
        return number == cell.number or quantity.rounded(number, cell.places) == cell.number
    except InvalidOperation:
        return False


def _lines(text: str) -> list[str]:
    """Return a text's lines without what re-saving adds or takes at their ends."""
    return [line.strip() for line in text.replace("\r", "\n").strip().split("\n") if line.strip()]


def read_upload(
    data: bytes, catalogues: Mapping[str, str], ahead: Callable[[str], object] = lambda _: None
) -> dict[str, Any]:
    """Return what a file from outside is: packet, whole or not, and every altered cell.

    `catalogues` are the known editions as JSON. The text of a content that is whole is handed `ahead`, before
    anything else is looked at. Runs in the child process.
    """
    first = Ahead(ahead)
    sheets = book.read_book(data, ahead=first.look)
    packet = unpack(sheets, first)
    first.tell(packet)
    edition = str(packet.content.get("catalogue"))
    found: list[dict[str, str]] = []
    if packet.whole and edition in catalogues:
        catalogue = Catalogue.from_json(catalogues[edition])
        seen = Frozen(packet.content, catalogue) if packet.content["kind"] == UPLOAD else None
        shape.fits(packet.content, catalogue, seen)
        found = altered(packet, sheets, catalogue, seen)
    return {
        "content": packet.content, "data": packet.text, "code": packet.code,
        "whole": packet.whole, "signature": packet.signature, "key": packet.key, "altered": found,
    }  # fmt: skip
