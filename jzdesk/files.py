"""Putting a finished file in its place: whole or not at all, and never a half-written one."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jzdesk.errors import WorldError
from jzdesk.words import say

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_WORDS = {
    "full": _FULL,
    "disk": {errno.EIO},
    "gone": {errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.EHOSTDOWN, errno.ETIMEDOUT},
    "read_only": {errno.EROFS, errno.EACCES, errno.EPERM},
    "no_folder": {errno.ENOENT, errno.ENOTDIR},
    "in_the_way": {errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY},
    "in_use": {errno.EBUSY, errno.ETXTBSY},
    "too_long": {errno.ENAMETOOLONG, errno.EINVAL},
}
_NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP}
"""What a file system says, as some of a stick do, that syncs no folders."""
_DENIED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}


_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{kind}{n}" for kind in ("COM", "LPT") for n in range(1, 10))}
)
_LONGEST = 180
"""Bytes of a name: file systems take 255, and something may still be put before or behind it."""


def clean_name(text: str) -> str:
    """Return a file's name after `text` that every file system takes, with its ending."""
    name = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in text)
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 5:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" ")
    name = f"{stem}{dot}{ending}".strip(" ").rstrip(". ") or "_"
    device = name.partition(".")[0].rstrip(" ").upper() in _DEVICES
    return f"_{name}" if device else name


def _open_to_all(_path: Path) -> None:
    """Leave a file's rights as the system gives them."""


def put(path: Path, data: bytes, *, closed: Callable[[Path], None] = _open_to_all, called: str = "") -> None:
    """Write `data` to `path`, replacing what is there; `WorldError` says why it could not be done.

    `closed` takes rights away from the file while it is still empty; `called` is what it is to people whom
    its name tells nothing.
    """
    try:
        _replace(path, data, closed)
    except OSError as error:
        raise WorldError(_sentence(path, error, called or path.name)) from error


@contextmanager
def scratch() -> Iterator[None]:
    """Tell a failure of the folder for temporary files, in which a library works, as what it is."""
    try:
        yield
    except OSError as error:
        word = "scratch_full" if error.errno in _FULL else "scratch"
        raise WorldError(say(f"files.{word}", folder=tempfile.gettempdir(), why=why_not(error))) from error


def why_not(error: OSError) -> str:
    """Return in a few words what the system says, in ours where it is known."""
    for word, codes in _WORDS.items():
        if error.errno in codes:
            return say(f"files.why.{word}")
    return say("files.why.other", code=getattr(error, "winerror", None) or error.errno or 0)


def _replace(path: Path, data: bytes, closed: Callable[[Path], None]) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    # A short name of its own: a long Chinese one with an ending added may pass what file systems take
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            closed(temporary)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "short write")
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder, and those it lies in, where they are not there yet; durably, as what is put there is.

    It raises what the system does (`OSError`).
    """
    if path.is_dir():
        return
    if path.parent != path:  # a drive that is not there
        make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk itself, where folders can be synced at all."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(handle)


def _sentence(path: Path, error: OSError, name: str) -> str:
    if error.errno in _FULL:
        word = "full"
    elif error.errno == errno.EROFS:
        word = "read_only"
    elif error.errno in {errno.ENOENT, errno.ENOTDIR}:
        word = "no_folder"
    elif error.errno == errno.EISDIR:
        word = "is_folder"
    elif error.errno in _DENIED:
        word = "in_use" if path.exists() else "read_only"
    else:
        word = "failed"
    return say(f"files.{word}", file=name, folder=path.parent, why=why_not(error))
