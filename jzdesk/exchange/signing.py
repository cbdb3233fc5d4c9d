"""Ed25519 over canonical bytes, and a private key sealed under a passphrase.

`cryptography` is imported when it is first needed: most of what the program does signs nothing.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

DOMAIN = b"jzdesk-packet-v1\0"
"""What is signed begins with it, so that no signature of ours can be mistaken for one of anything else."""

NONE, SIGNED, BAD = "none", "signed", "bad"
"""What the machine sheet says of its signature: there is none, it fits content and key, it does not."""

KEY_BYTES = 32
_SEALED = b"JZKEY1\0"
_SALT, _NONCE = 16, 12
# 64 MB and half a second on an old machine: once a year for its owner, for ever for who guesses.
_COST, _BLOCK, _LANES = 2**16, 8, 1


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature with the public key it was made under, both base64 as the machine sheet holds them."""

    key: str
    signature: str


def new_key() -> bytes:
    """Return a new private key, 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def public_of(private: bytes) -> str:
    """Return the public key that belongs to a private one, base64."""
    return _text(_private(private).public_key().public_bytes_raw())


def seal(private: bytes, data: bytes) -> Seal:
    """Sign canonical bytes."""
    return Seal(public_of(private), _text(_private(private).sign(DOMAIN + data)))


def standing(key: str, signature: str, data: bytes) -> str:
    """Tell whether a signature fits these bytes under the key beside it: `signed` or `bad`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw, mark = raw_key(key), _raw(signature, 64)
    if raw is None or mark is None:
        return BAD
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(mark, DOMAIN + data)
    except (InvalidSignature, ValueError):
        return BAD
    return SIGNED


def raw_key(text: str) -> bytes | None:
    """Return the bytes of a public key; None for a text that is none."""
    return _raw(text, KEY_BYTES)


def close(private: bytes, passphrase: str) -> bytes:
    """Return a private key sealed under a passphrase (scrypt, ChaCha20-Poly1305)."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return _SEALED + salt + nonce + _cipher(passphrase, salt).encrypt(nonce, private, _SEALED)


def reopen(sealed: bytes, passphrase: str) -> bytes | None:
    """Return the private key in a sealed copy; None where the passphrase or the copy is not right."""
    from cryptography.exceptions import InvalidTag

    start = len(_SEALED)
    salt, nonce = sealed[start : start + _SALT], sealed[start + _SALT : start + _SALT + _NONCE]
    if not sealed.startswith(_SEALED) or len(nonce) < _NONCE:
        return None
    try:
        found = _cipher(passphrase, salt).decrypt(nonce, sealed[start + _SALT + _NONCE :], _SEALED)
    except InvalidTag:
        return None
    return found if len(found) == KEY_BYTES else None


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES)
    return ChaCha20Poly1305(kdf.derive(passphrase.encode("utf-8")))


def _private(raw: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(raw)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(text: str, length: int) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length and _text(raw) == text else None
