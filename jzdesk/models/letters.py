"""The kinds of files between county and city, and what stands in those that are no uploads.

Every content names its kind, the issuing office and the unit it is about; canonical bytes, 校验码 and
signature are those of `snapshot`.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UPLOAD, RECEIPT, ENROLMENT = "上报文件", "回执", "单位登记"

VERSION = 1
CODE_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who makes a file, and with what."""

    office: str
    practice: bool
    program: str
    plan: str
    edition: str


def head(kind: str, issuer: Issuer, unit: str) -> dict[str, Any]:
    """Return what every content begins with; `unit` is the division the file is about."""
    return {
        "kind": kind, "version": VERSION, "plan": issuer.plan, "catalogue": issuer.edition,
        "program": issuer.program, "unit": unit, "office": issuer.office, "practice": issuer.practice,
    }  # fmt: skip


def enrolment(issuer: Issuer, unit: str, *, key: str, issued_on: str) -> dict[str, Any]:
    """Return what announces an office's public key (base64) to those it exchanges files with."""
    return {**head(ENROLMENT, issuer, unit), "key": key, "issued_on": issued_on}


def key_code(key: str) -> str:
    """Return the 密钥码 of a public key (base64): twenty digits, read out on the telephone."""
    number = int(hashlib.sha256(b64decode(key)).hexdigest(), 16) % 10**CODE_DIGITS
    return f"{number:0{CODE_DIGITS}}"


def show_key_code(key: str) -> str:
    """Return the 密钥码 of a public key in groups of four; empty for no key."""
    if not key:
        return ""
    code = key_code(key)
    return " ".join(code[i : i + 4] for i in range(0, CODE_DIGITS, 4))


def same_key_code(key: str, told: str) -> bool:
    """Tell whether a 密钥码 as somebody wrote it down is that of a key; spaces and dashes do not count."""
    digits = "".join(c for c in told.translate(_WIDE) if c.isdigit())
    return digits == key_code(key)


_WIDE = {ord("０") + n: str(n) for n in range(10)}


def period_of(content: Mapping[str, Any]) -> str | None:
    """Return the period a content is about; None for those about none."""
    found = content.get("period")
    return found if isinstance(found, str) else None
