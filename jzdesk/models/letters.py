"""The kinds of files between county and city, and what stands in those that are no uploads.

Every content names its kind, the issuing office and the unit it is about; canonical bytes, 校验码 and
signature are those of `snapshot`.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any

from jzdesk.digest import sha256
from jzdesk.records import dataclass

UPLOAD, RECEIPT, ENROLMENT = "上报文件", "回执", "单位登记"
RETURN, QUERY, ANSWER = "退回单", "查询单", "查询答复"
ASSIGNMENT = "下发文件"

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


def assignment(issuer: Issuer, unit: str, *, allotment: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the city hands down; every office is told the same, `unit` is the one the file goes to.

    The catalogue it names is the program's own, on which the allotment is laid.
    """
    return {**head(ASSIGNMENT, issuer, unit), "allotment": dict(allotment)}


@dataclass(frozen=True, slots=True)
class About:
    """Which upload a letter is about: whose, of which period and revision, by its 校验码."""

    unit: str
    period: str
    revision: int
    code: str


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said of a cell: its KEY, what it is called, and the text."""

    key: str
    place: str
    text: str

    def plain(self) -> dict[str, str]:
        """Return it as a content holds it."""
        return {"key": self.key, "place": self.place, "text": self.text}


def about(kind: str, issuer: Issuer, upload: About, number: int) -> dict[str, Any]:
    """Return what every letter about an upload begins with; of two the one of the higher number is later."""
    return {
        **head(kind, issuer, upload.unit), "period": upload.period, "revision": upload.revision,
        "predecessor": upload.code, "number": number,
    }  # fmt: skip


def receipt(
    issuer: Issuer, upload: About, number: int, *, result: str, received_on: str, accepted_on: str
) -> dict[str, Any]:
    """Return a receipt: the upload was accepted."""
    days = {"result": result, "received_on": received_on, "accepted_on": accepted_on}
    return {**about(RECEIPT, issuer, upload, number), **days}


def slip(
    kind: str, issuer: Issuer, upload: About, number: int, *, remarks: Sequence[Word], issued_on: str, by: str
) -> dict[str, Any]:  # fmt: skip
    """Return a 退回单 or 查询单: what the city says of cells of an upload, and who said it."""
    said = [remark.plain() for remark in remarks]
    return {**about(kind, issuer, upload, number), "issued_on": issued_on, "by": by, "remarks": said}


def answer(
    issuer: Issuer, upload: About, number: int, *, slip: str, answers: Sequence[Word], issued_on: str, by: str
) -> dict[str, Any]:  # fmt: skip
    """Return a 查询答复: the county's reply to remarks of one slip, by that slip's 校验码."""
    said = [one.plain() for one in answers]
    head = about(ANSWER, issuer, upload, number)
    return {**head, "slip": slip, "issued_on": issued_on, "by": by, "answers": said}


def key_code(key: str) -> str:
    """Return the 密钥码 of a public key (base64): twenty digits, read out on the telephone."""
    number = int(sha256(b64decode(key)).hexdigest(), 16) % 10**CODE_DIGITS
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
