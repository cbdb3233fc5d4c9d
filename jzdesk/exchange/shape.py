"""The shape of a content from outside, checked before anything is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.period import Period
from jzdesk.models.snapshot import RECEIPT, UPLOAD, VERSION
from jzdesk.words import say

_COMMON: Mapping[str, type] = {
    "kind": str, "version": int, "plan": str, "catalogue": str, "program": str, "unit": str,
    "office": str, "period": str, "practice": bool, "revision": int, "predecessor": str,
}  # fmt: skip
_UPLOAD: Mapping[str, type] = {
    "draft": int, "audit_head": str, "reason": str, "signers": dict, "forms": dict, "findings": list,
    "counts": dict, "changes": list, "revision_kind": str,
}  # fmt: skip
_RECEIPT: Mapping[str, type] = {"result": str, "received_on": str, "accepted_on": str}
_SIGNERS = ("preparer", "reviewer", "head", "phone", "issued_on")


def check(content: Mapping[str, Any]) -> None:
    """Refuse a content that is not shaped as ours are."""
    kind = content.get("kind")
    if kind not in {UPLOAD, RECEIPT}:
        raise _misshapen()
    if content.get("version") != VERSION:
        raise RefusedError(say("exchange.envelope.version"))
    members = {**_COMMON, **(_UPLOAD if kind == UPLOAD else _RECEIPT)}
    if any(type(content.get(name)) is not wanted for name, wanted in members.items()):
        raise _misshapen()
    try:
        Period.parse(content["period"])
    except UsageError as error:
        raise _misshapen() from error
    if kind == UPLOAD and not (_signers(content["signers"]) and _forms(content["forms"])):
        raise _misshapen()


def _misshapen() -> RefusedError:
    return RefusedError(say("exchange.envelope.misshapen"))


def _signers(signers: Mapping[str, Any]) -> bool:
    return all(isinstance(signers.get(n), str) for n in _SIGNERS) and type(signers.get("one_person")) is bool


def _forms(forms: Mapping[str, Any]) -> bool:
    for part in forms.values():
        if not isinstance(part, dict) or type(part.get("nil")) is not bool:
            return False
        if not isinstance(part.get("own"), list) or not isinstance(part.get("cells"), dict):
            return False
        if not all(_own(own) for own in part["own"]) or not all(_cell(c) for c in part["cells"].values()):
            return False
    return True


def _own(own: object) -> bool:
    return isinstance(own, dict) and all(isinstance(own.get(n), str) for n in ("code", "block"))


def _cell(cell: object) -> bool:
    return isinstance(cell, dict) and all(
        k in {"v", "b", "n"} and isinstance(t, str) for k, t in cell.items()
    )
