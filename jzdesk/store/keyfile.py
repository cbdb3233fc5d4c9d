"""The office's private key: `STORE.key` beside the store, readable by this PC's office accounts alone.

On Windows it is wrapped by the machine (DPAPI), so that the file is worth nothing on another PC.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from pathlib import Path

from jzdesk import files
from jzdesk.errors import WorldError
from jzdesk.store import disk
from jzdesk.store.database import world
from jzdesk.words import say

_MARK = "JZKEY1"

if sys.platform == "win32":  # pragma: no cover - the other platform's half
    import ctypes
    import subprocess
    from ctypes import wintypes

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    _FOR_THE_MACHINE = 0x4
    _NO_QUESTIONS = 0x1
    # SYSTEM and administrators wholly, users who log on here reading; nobody by inheritance.
    _RIGHTS = ("*S-1-5-18:F", "*S-1-5-32-544:F", "*S-1-5-32-545:R")

    def _crypt(call: str, raw: bytes) -> bytes:
        letters = ctypes.create_string_buffer(raw)
        given, made = _Blob(len(raw), ctypes.cast(letters, ctypes.POINTER(ctypes.c_char))), _Blob()
        flags = _FOR_THE_MACHINE | _NO_QUESTIONS
        done = getattr(ctypes.windll.crypt32, call)(
            ctypes.byref(given), None, None, None, None, flags, ctypes.byref(made)
        )
        if not done:
            raise OSError(ctypes.get_last_error(), call)
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            ctypes.windll.kernel32.LocalFree(made.data)

    def _wrapped(raw: bytes) -> bytes:
        return _crypt("CryptProtectData", raw)

    def _unwrapped(raw: bytes) -> bytes:
        return _crypt("CryptUnprotectData", raw)

    def _close_to_others(path: Path) -> None:
        grants = [part for right in _RIGHTS for part in ("/grant:r", right)]
        words = ["icacls", str(path), "/inheritance:r", *grants]
        subprocess.run(words, check=False, capture_output=True, creationflags=subprocess.CREATE_NO_WINDOW)

else:

    def _wrapped(raw: bytes) -> bytes:
        return raw

    def _unwrapped(raw: bytes) -> bytes:
        return raw

    def _close_to_others(path: Path) -> None:
        path.chmod(0o600)


class BrokenKeyError(WorldError):
    """The file is there and can be read, and is no key of this machine's."""


def key_path(store: Path) -> Path:
    """Return where a store's private key lies."""
    return store.with_name(f"{store.name}.key")


def read(store: Path) -> bytes | None:
    """Return the private key, None where there is none; `WorldError` where it cannot be read."""
    path = key_path(store)
    with world(path):
        if not path.exists():
            return None
        text = path.read_bytes()
    try:
        mark, body = text.decode("ascii").split()
        raw = _unwrapped(b64decode(body, validate=True))
    except (OSError, ValueError) as error:  # damaged, or brought here from another PC
        raise BrokenKeyError(say("store.keyfile.broken", path=path)) from error
    if mark != _MARK or len(raw) != 32:
        raise BrokenKeyError(say("store.keyfile.broken", path=path))
    return raw


def is_broken(store: Path) -> bool:
    """Tell whether a key lies there that cannot be read, as after Windows was made anew."""
    try:
        read(store)
    except BrokenKeyError:
        return True
    except WorldError:  # the folder or the disk is at fault, not the key
        return False
    return False


def set_aside(store: Path) -> None:
    """Move a key that cannot be read out of the way; it is never thrown away."""
    path = key_path(store)
    with world(path):
        path.replace(disk.free(path.with_name(path.name + ".old")))


def write(store: Path, private: bytes) -> None:
    """Put a private key in its place, closed to everybody else before it is there under its name."""
    path = key_path(store)
    body = b64encode(_wrapped(private)).decode("ascii")
    files.put(path, f"{_MARK}\n{body}\n".encode("ascii"), closed=_close_to_others)
