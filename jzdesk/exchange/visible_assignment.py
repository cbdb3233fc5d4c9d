"""What a 下发文件 shows beside its cover: one sheet a subject, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.exchange.visible_sheet import HEAD, META, TEXT, TITLE, VisibleCell, VisibleSheet
from jzdesk.models.allotment import allotment
from jzdesk.models.allotment.listing import Line, beside_title, lines_of
from jzdesk.models.allotment.subjects import SUBJECTS, UNIT, Subject
from jzdesk.models.catalogue import Catalogue
from jzdesk.words import say

_BESIDE = 44.0


def assigned(content: Mapping[str, Any], catalogue: Catalogue) -> list[VisibleSheet]:
    """Return a sheet for every subject of which something is said."""
    told = allotment.of_plain(content["allotment"])
    return [
        _sheet(subject, lines_of(subject, told.of(subject.code), catalogue.data, all_lines=False), content)
        for subject in SUBJECTS
        if told.of(subject.code)
    ]


def _sheet(subject: Subject, lines: list[Line], content: Mapping[str, Any]) -> VisibleSheet:
    sheet = VisibleSheet(subject.title, heads=(4, 4), practice=bool(content["practice"]))
    title = say("exchange.allot.title", subject=subject.title)
    if content["practice"]:
        title = say("exchange.practice_title", title=title)
    sheet.put(1, 1, VisibleCell(TITLE, title))
    number = say("exchange.allot.nth", n=content["allotment"]["number"])
    sheet.put(2, 1, VisibleCell(META, number))
    beside = beside_title(subject)
    codes = [f.code for f in subject.fields]
    columns = [*codes[:1], *([""] if beside else []), *codes[1:]]
    sheet.merge(1, 1, 1, len(columns))
    for column, code in enumerate(columns, 1):
        field = subject.field(code) if code else None
        sheet.put(4, column, VisibleCell(HEAD, field.title(subject.code) if field else beside))
        sheet.widths[column] = (
            _BESIDE if field is None else max(field.width, 18.0 if field.kind == UNIT else 9.0)
        )
        for row, line in enumerate(lines, 5):
            text = line.texts.get(code, "") if code else line.beside
            sheet.put(row, column, VisibleCell(TEXT, text, signed=True))
    return sheet
