"""Files moved into place so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from jzdesk.files import sync_folder


def sync_file(path: Path) -> None:
    """Have the file's content on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(temp: Path, target: Path) -> None:
    """Move a finished file to `target`, durably."""
    sync_file(temp)
    temp.replace(target)
    sync_folder(target.parent)


def copy_bytes(source: Path, target: Path) -> None:
    """Write a copy of `source` as `target`, durably."""
    temp = part(target)
    try:
        shutil.copyfile(source, temp)
        put_in_place(temp, target)
    finally:
        temp.unlink(missing_ok=True)


def clear_journal(path: Path, at: str, owner: Path | None = None) -> None:
    """Move a journal away that belongs to no store at `path` any more: SQLite would play it into a new one.

    Durably, before anything takes that place. `owner` is where the store that it belongs to is now.
    """
    journal = path.with_name(path.name + "-journal")
    if not journal.exists():
        return
    stamp = datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S")
    aside = owner or path.with_name(f"{path.stem}_{stamp}{path.suffix}")
    journal.replace(free(aside.with_name(aside.name + "-journal")))
    sync_folder(path.parent)


def part(target: Path) -> Path:
    """Return where `target` is written until it is whole, in the same folder."""
    return target.with_name(f".{target.name}.part")


def discard(temp: Path) -> None:
    """Remove what was to be moved into place, and its journal, which SQLite would play into the next one."""
    temp.with_name(temp.name + "-journal").unlink(missing_ok=True)
    temp.unlink(missing_ok=True)


def free(target: Path) -> Path:
    """Return `target`, or the first numbered name beside it that is not taken."""
    candidate, number = target, 1
    while candidate.exists():
        number += 1
        candidate = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return candidate


def sha256_of(path: Path) -> str:
    """Return the hash of the file as it lies there now."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
