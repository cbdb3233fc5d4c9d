"""A file under a password: scrypt makes the key, ChaCha20-Poly1305 seals it piece by piece.

Each piece is sealed together with the header, its number and whether it is the last, so that a file that
was cut, lengthened, mixed or altered anywhere is refused as a whole. Who has lost the password has lost
the data: there is no other way in.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from jzdesk.errors import RefusedError, WorldError
from jzdesk.store.pace import Pace
from jzdesk.words import say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MARK = b"JZBACKUP\0"
LEAST = 8
"""So many characters a password has at least."""

_VERSION = 1
_HEADER = struct.Struct(f"<{len(MARK)}sBBBB16s7s")
"""Mark, version, scrypt's cost (as a power of two), block size, lanes, salt, and how nonces begin."""
_COST, _BLOCK, _LANES = 16, 8, 1  # 64 MB and half a second on an old machine
_MOST_COST, _MOST_BLOCK, _MOST_LANES = 18, 16, 4
"""A header that asks for more would only keep the machine busy."""
_PIECE = 1 << 20
_TAG = 16


def check_password(password: str) -> None:
    """Refuse a password that is too short to be one."""
    if len(password) < LEAST:
        raise RefusedError(say("store.sealed.short", least=LEAST))


def is_sealed(path: Path) -> bool:
    """Tell whether a file is one under a password; what cannot be read is none."""
    try:
        with path.open("rb") as file:
            return file.read(len(MARK)) == MARK
    except OSError:
        return False


def seal(source: Path, target: Path, password: str, pace: Pace) -> None:
    """Write `source` under a password as `target`."""
    check_password(password)
    header = _HEADER.pack(
        MARK, _VERSION, _COST, _BLOCK, _LANES, secrets.token_bytes(16), secrets.token_bytes(7)
    )
    cipher = _cipher(header, password)
    size, done = source.stat().st_size, 0
    with source.open("rb") as plain, target.open("wb") as out:
        out.write(header)
        for number, (piece, last) in enumerate(_pieces(plain, _PIECE)):
            pace.at("sealing", done, size)
            out.write(cipher.encrypt(_nonce(header, number, last=last), piece, header))
            done += len(piece)


def opened(source: Path, password: str, pace: Pace) -> Iterator[bytes]:
    """Yield what is in a sealed file, piece by piece.

    `RefusedError` where the password is wrong, `WorldError` where the file is damaged: what was yielded by
    then is genuine but not all, and is to be thrown away.
    """
    size = source.stat().st_size
    with source.open("rb") as file:
        header = file.read(_HEADER.size)
        cipher = _cipher(header, password, source)
        for number, (piece, last) in enumerate(_pieces(file, _PIECE + _TAG)):
            pace.at("unsealing", number * _PIECE, size)
            yield _unsealed(cipher, header, number, piece, last=last, path=source)


def unseal(source: Path, target: Path, password: str, pace: Pace) -> None:
    """Write what is in a sealed file as `target`; where it cannot be had nothing stays."""
    try:
        with target.open("wb") as out:
            for piece in opened(source, password, pace):
                out.write(piece)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def digest(source: Path, password: str, pace: Pace) -> str:
    """Return the hash of what is in a sealed file."""
    found = sha256()
    for piece in opened(source, password, pace):
        found.update(piece)
    return found.hexdigest()


def _unsealed(
    cipher: ChaCha20Poly1305, header: bytes, number: int, piece: bytes, *, last: bool, path: Path
) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(_nonce(header, number, last=last), piece, header)
    except InvalidTag as error:
        # Of the first piece nobody can tell a wrong password from damage.
        if number == 0:
            raise RefusedError(say("store.sealed.wrong", name=path.name)) from error
        raise WorldError(say("store.sealed.damaged", path=path)) from error


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the file in pieces, each with whether it is the last; an empty one is one empty piece."""
    piece = file.read(size)
    while True:
        following = file.read(size)
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    return header[-7:] + struct.pack(">IB", number, last)


def _cipher(header: bytes, password: str, path: Path | None = None) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if len(header) != _HEADER.size:
        raise WorldError(say("store.sealed.damaged", path=path))
    _, version, cost, block, lanes, salt, _ = _HEADER.unpack(header)
    if version > _VERSION:
        raise WorldError(say("store.sealed.newer", path=path))
    sane = 10 <= cost <= _MOST_COST and 1 <= block <= _MOST_BLOCK and 1 <= lanes <= _MOST_LANES
    if version < 1 or not sane:
        raise WorldError(say("store.sealed.damaged", path=path))
    kdf = Scrypt(salt=salt, length=32, n=1 << cost, r=block, p=lanes)
    return ChaCha20Poly1305(kdf.derive(password.encode("utf-8", "surrogatepass")))
