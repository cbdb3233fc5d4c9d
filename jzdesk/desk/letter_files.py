"""Letters as files: what they are called, where they go, and the work of making one beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdesk import settings
from jzdesk.desk import answering, inbox, papers, rendering, slips, window
from jzdesk.desk.office import Office
from jzdesk.models import snapshot
from jzdesk.models.period import Period
from jzdesk.words import say

Said = Sequence[tuple[str, str]]
"""What is said of cells: KEY and text."""


def slip_folder(office: Office) -> Path:
    """Return where slips go: where the last ones went, else where the receipts go."""
    known = settings.load().slips
    return Path(known) if known else inbox.receipt_folder(office)


def file_name(office: Office, content: Mapping[str, Any]) -> str:
    """Return a letter's file name: whose period it is about, which kind it is, and its own 尾号."""
    fields = {
        "unit": office.catalogue.division(content["unit"]).name, "period": content["period"],
        "n": content["revision"], "kind": content["kind"],
        "tail": snapshot.code_of(snapshot.encode(content))[-4:],
    }  # fmt: skip
    return say("desk.letter_files.name", **fields)


def giving(
    office: Office, kind: str, unit: str, period: Period, said: Said, revision: int, folder: Path
) -> rendering.Then:
    """Return the work of making a slip, and what gives it out: its file."""
    wanted = slips.begin(office, kind, unit, period, said, revision=revision)
    out = papers.folder(folder) / file_name(office, wanted.content)

    def then(made: bytes) -> Path:
        slips.finish(office, wanted, out, made)
        settings.remember(slips=str(folder))
        return out

    return rendering.letter(office, wanted.content), then


def answer_folder(office: Office, period: Period) -> Path:
    """Return where a county's replies go: beside the period's other files."""
    return window.out_folder(office, period)


def answering_slip(office: Office, slip: str, said: Said, folder: Path) -> rendering.Then:
    """Return the work of making the file of replies to one slip, and what gives it out: its file."""
    wanted = answering.begin(office, slip, said)
    out = papers.folder(folder) / file_name(office, wanted.content)

    def then(made: bytes) -> Path:
        answering.finish(office, wanted, out, made)
        return out

    return rendering.letter(office, wanted.content), then
