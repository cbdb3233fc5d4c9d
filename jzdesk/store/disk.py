"""Files moved into place so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
import sys
from hashlib import file_digest
from pathlib import Path


def sync_file(path: Path) -> None:
    """Have the file's content on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk itself; Windows does so by itself."""
    if sys.platform != "win32":  # pragma: no branch
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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


def part(target: Path) -> Path:
    """Return where `target` is written until it is whole, in the same folder."""
    return target.with_name(f".{target.name}.part")


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
