"""What the sheets of an upload file show, computed from the content alone.

The writer paints this, and the verifier compares a file's cells with it, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from jzdesk.exchange.lists import lists
from jzdesk.exchange.visible_form import form_sheet
from jzdesk.exchange.visible_sheet import (
    HEAD,
    NUMBER,
    TEXT,
    VisibleCell,
    VisibleSheet,
    pairs,
    signed_by,
)
from jzdesk.models import signed, snapshot
from jzdesk.models.form import Form
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say


def visible(frozen: Frozen, data: bytes, key: str = "") -> list[VisibleSheet]:
    """Return the sheets of an upload file that holds these canonical bytes, signed under a public key."""
    return list(each(frozen, data, key))


def each(
    frozen: Frozen, data: bytes, key: str = "", texts: snapshot.Texts | None = None
) -> Iterator[VisibleSheet]:  # fmt: skip
    """Yield the sheets one by one, for whoever needs each but for a moment.

    `texts` are those of the content's forms, where they are known.
    """
    for sheet in chain(
        [_cover(frozen, data, key, texts)], (form_sheet(frozen, f) for f in frozen.forms), lists(frozen)
    ):
        sheet.practice = bool(frozen.content["practice"])
        yield sheet


def _cover(frozen: Frozen, data: bytes, key: str, texts: snapshot.Texts | None) -> VisibleSheet:
    content, signers = frozen.content, frozen.content["signers"]
    codes = snapshot.form_codes(content, texts)
    lines = [
        ("unit", frozen.catalogue.division(frozen.unit).name), ("office", content["office"]),
        ("unit_code", frozen.unit), ("period", frozen.period.title),
        ("revision", say("exchange.revision", n=content["revision"])), ("reason", content["reason"]),
        ("preparer", signed.shown(signers, "preparer")), ("reviewer", signed.shown(signers, "reviewer")),
        ("head", signers["head"]),
        ("phone", signers["phone"]), ("issued_on", signers["issued_on"]),
        ("one_person", _one_person(signers)),
        ("catalogue", content["catalogue"]), ("program", content["program"]),
        ("predecessor", snapshot.show_code(content["predecessor"])),
        ("code", snapshot.show_code(snapshot.code_of(data))), ("signature", signed_by(key)),
    ]  # fmt: skip
    lines = [line for line in lines if line[1]]
    title = say("exchange.title.upload", plan=frozen.catalogue.data["plan"]["title"])
    sheet = pairs(say("exchange.sheet.cover"), title, lines, practice=bool(content["practice"]))
    row = sheet.last_row + 2
    for column, word in enumerate(("form", "form_code", "cells", "sum"), 1):
        sheet.put(row, column, VisibleCell(HEAD, say(f"exchange.head.{word}")))
    for number, form in enumerate(frozen.forms, row + 1):
        sheet.put(number, 1, VisibleCell(TEXT, f"{form.number} {form.title}"))
        sheet.put(number, 2, VisibleCell(TEXT, snapshot.show_code(codes[form.id]), signed=True))
        count, total = _control(frozen, form)
        sheet.put(number, 3, VisibleCell(NUMBER, number=Decimal(count), signed=True))
        sheet.put(number, 4, VisibleCell(NUMBER, number=total, places=4, signed=True))
    sheet.widths = {1: 34, 2: 44, 3: 12, 4: 24}
    return sheet


def _one_person(signers: Mapping[str, Any]) -> str:
    """Return who of the three are one person: yes for all of them, else which."""
    if not signers["one_person"]:
        return ""
    roles = signed.shared(signers)
    return signed.titles(roles) if 0 < len(roles) < len(signed.ROLES) else say("exchange.yes")


def _control(frozen: Frozen, form: Form) -> tuple[int, Decimal]:
    """Return how many figures a form holds and what they add up to: a total anyone can check."""
    numeric = {column.code for column in form.columns if column.kind == "number"}
    values = [
        cell["v"] for place, cell in frozen.cells(form).items()
        if place.rpartition("/")[2] in numeric and "v" in cell
    ]  # fmt: skip
    return len(values), sum(map(Decimal, values), Decimal(0))
