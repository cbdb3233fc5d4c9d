"""佐证材料: files that prove a row's figures or a task's progress, kept in the office and in its backups.

They stand by row and period, and are in no file that leaves the office. So they may be added to a period
that is locked: a certificate often comes after the hand-in, and nothing that was signed changes by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk import files, paths
from jzdesk.desk import kept_file
from jzdesk.errors import JzdeskError, RefusedError, WorldError
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.change import Changes
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period

ACTION, KIND = "attach", "evidence"
ENDINGS = frozenset({
    ".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".doc", ".docx", ".wps", ".xls",
    ".xlsx", ".et", ".csv", ".txt", ".zip", ".rar", ".7z",
})  # fmt: skip
"""What an office has for papers; nothing that runs when it is opened."""
MOST = 20
"""So many files one row may have in a period."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: the hash that names its bytes, and the name it came with."""

    sha256: str
    name: str


def of(office: Office, period: Period) -> dict[tuple[str, str], tuple[Piece, ...]]:
    """Return the files of every row of a period, by form and row."""
    found: dict[tuple[str, str], tuple[Piece, ...]] = {}
    for subject, told in office.store.evidence(period).items():
        form, _, row = subject.partition("/")
        found[form, row] = tuple(Piece(one["sha256"], one["name"]) for one in told["files"])
    return found


def attach(office: Office, period: Period, key: Key, given: Sequence[Path]) -> Changes:
    """Keep files for the row of `key`, all or none; those it has already stay as they are.

    One operation, one step of undo. Raises `RefusedError` for each that cannot be taken.
    """
    office.sheet(period).place(key)
    known = list(of(office, period).get((key.form, key.row), ()))
    read = _read_all(given)
    with office.store.operation(ACTION, period, at=office.stamp) as op:
        for name, content in read:
            digest = op.attach(KIND, name, content)
            if digest not in {piece.sha256 for piece in known}:
                known.append(Piece(digest, name))
        if len(known) > MOST:
            raise RefusedError(say("desk.evidence.too_many", most=MOST, n=len(known)))
        op.evidence(f"{key.form}/{key.row}", _record(known))
    return op.changes


def detach(office: Office, period: Period, key: Key, sha256: str) -> Changes:
    """Take a file from the row of `key`; the file itself is kept, because undo may bring it back."""
    kept = [p for p in of(office, period).get((key.form, key.row), ()) if p.sha256 != sha256]
    with office.store.operation(ACTION, period, at=office.stamp) as op:
        op.evidence(f"{key.form}/{key.row}", _record(kept))
    return op.changes


def copy_out(office: Office, piece: Piece) -> Path:
    """Write a copy of a file to be looked at, under its own name, and return where.

    What one does to the copy changes nothing; `WorldError` where the kept one is gone or altered.
    """
    content = office.store.attachment_content(piece.sha256)
    folder = paths.home() / "viewed" / piece.sha256[:16]
    target = folder / files.clean_name(piece.name)
    try:
        files.make_folder(folder)
        if target.is_file() and target.read_bytes() == content:
            return target
    except OSError as error:
        raise WorldError(say("files.no_folder", file=target.name, folder=folder)) from error
    files.put(target, content)
    return target


def _record(pieces: Sequence[Piece]) -> dict[str, list[dict[str, str]]] | None:
    return {"files": [{"sha256": p.sha256, "name": p.name} for p in pieces]} if pieces else None


def _read_all(given: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Read all files, or refuse them all with a line for each that cannot be taken."""
    read: list[tuple[str, bytes]] = []
    refused: list[str] = []
    for path in given:
        try:
            if path.suffix.lower() not in ENDINGS and not path.is_dir():
                raise RefusedError(say("desk.evidence.ending", name=kept_file.shown(path.name)))
            read.append(kept_file.read(path, "desk.evidence"))
        except JzdeskError as error:
            refused.append(error.sentence)
    if len(refused) == 1:
        raise RefusedError(refused[0])
    if refused:
        raise RefusedError(say("desk.evidence.refused", n=len(refused)), refused)
    return read
