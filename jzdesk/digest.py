"""SHA-256 and BLAKE2b as the interpreter has them of itself.

`hashlib` brings OpenSSL with it, five megabytes to be read from the disk at every start; it is taken
where much is hashed, for it is five times as fast and does not hold up other threads, and where it is there
already.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

MUCH = 1_000_000
"""From so many bytes on it pays."""


def _own(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ImportError:  # another interpreter keeps them elsewhere
        return getattr(import_module("hashlib"), name)


_small_sha256 = _own("_sha256", "sha256")
blake2b: Any = _own("_blake2", "blake2b")


def sha256(data: bytes) -> Any:
    """Return the SHA-256 of some bytes, to be asked for its `digest` or `hexdigest`."""
    if len(data) < MUCH and "hashlib" not in sys.modules:
        return _small_sha256(data)
    import hashlib

    return hashlib.sha256(data)
