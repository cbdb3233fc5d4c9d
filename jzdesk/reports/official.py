"""The shape of an official document (GB/T 9704): title, addressee, numbered headings, text, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jzdesk.reports.document import (
    BIAO,
    CENTRE,
    FANG,
    HEI,
    KAI,
    LETTER,
    OFFICIAL,
    PITCH,
    RIGHT,
    Block,
    Paragraph,
    Section,
)
from jzdesk.words import say

TITLE, _TITLE_LEADING = 22.0, 1.36
_YEAR = re.compile(r"\d{4}", re.ASCII)
_ISO_DAY = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d) ?", re.ASCII)
_ISO_MONTH = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})(?![\d-]) ?", re.ASCII)
_LINE = 225 / 22
"""The height of a line in millimetres."""


def section(title: str, blocks: Sequence[Block]) -> Section:
    """Return pages of an official document."""
    return Section(title.replace("\n", ""), OFFICIAL, tuple(blocks))


def heading(title: str, number: str = "", to: str = "") -> list[Paragraph]:
    """Return the title, in 2号小标宋, the document's number below it, and whom it goes to."""
    lines = title.split("\n")
    found = [
        Paragraph(line, TITLE, align=CENTRE, leading=_TITLE_LEADING, keep=True, face=BIAO,
                  level=1 if n == 0 else 0, space=_LINE if n == len(lines) - 1 and not number else 0)
        for n, line in enumerate(lines)
    ]  # fmt: skip
    if number:
        found.append(_set(number, align=CENTRE, keep=True, space=_LINE))
    if to:
        found.append(_set(to, keep=True))
    return found


def _set(text: str, **more: object) -> Paragraph:
    return Paragraph(text, LETTER, leading=PITCH, **{"face": FANG, **more})  # type: ignore[arg-type]


def first(number: int, title: str) -> Paragraph:
    """Return a heading of the first level, `一、`."""
    text = say("reports.official.first", numeral=numeral(number), title=title)
    return _set(text, face=HEI, indent=2, keep=True, level=2)


def second(number: int, title: str) -> Paragraph:
    """Return a heading of the second level, `（一）`."""
    text = say("reports.official.second", numeral=numeral(number), title=title)
    return _set(text, face=KAI, indent=2, keep=True, level=3)


def third(number: int, text: str) -> Paragraph:
    """Return a text of the third level, `1.`."""
    return _set(say("reports.official.third", number=number, text=text), indent=2)


def body(text: str, *, keep: bool = False) -> list[Block]:
    """Return a text in paragraphs, each indented by two letters; `keep` them with what follows."""
    return [_set(line, indent=2, keep=keep) for line in text.split("\n") if line.strip()]


def annex_mark(number: int) -> Paragraph:
    """Return what stands above the title of an annex."""
    return _set(say("reports.official.annex", number=number), face=HEI, keep=True)


def annex_list(names: Sequence[str]) -> list[Block]:
    """Return what is annexed, below a free line; the names stay on one page."""
    if len(names) == 1:
        lines = [say("reports.official.annex_one", name=names[0])]
    else:
        lines = [say(f"reports.official.annex_{'more' if n > 1 else 'first'}", number=n, name=name)
                 for n, name in enumerate(names, 1)]  # fmt: skip
    return [_set("", keep=True), *(_set(line, indent=2, keep=True) for line in lines)] if names else []


def unstopped(text: str) -> str:
    """Return somebody's own words without a stop at their end, to stand inside a sentence."""
    return text.rstrip().rstrip(say("reports.official.stops"))


def signed(blocks: Sequence[Block], office: str, day: str) -> list[Block]:
    """Return a text with who issues it, and the day, at the right below; the seal goes over both.

    Some of the text stays with them: no page holds a seal alone.
    """
    *before, last = blocks
    kept = replace(last, keep=True) if isinstance(last, Paragraph) else last
    below = (_set("", keep=True), _set(office, align=RIGHT, keep=True), _set(day, align=RIGHT))
    return [*before, kept, *below]


def read_dates(text: str) -> str:
    """Return a text with its ISO dates and months as they are read."""
    text = _ISO_DAY.sub(lambda found: _read("day", found), text)
    return _ISO_MONTH.sub(lambda found: _read("month", found), text)


def _read(word: str, found: re.Match[str]) -> str:
    year, month, *day = (int(part) for part in found.groups())
    return say(f"reports.official.{word}", year=year, month=month, day=day[0] if day else "")


def read_due(due: str) -> str:
    """Return a term as it is read: a year, a month or a day by its name, anything else as it is."""
    return say("reports.official.year", year=due) if _YEAR.fullmatch(due) else read_dates(due)


def numeral(number: int) -> str:
    """Return a number as headings count, up to ninety-nine."""
    digits = say("reports.official.digits").split()
    tens, ones = divmod(number, 10)
    ten = say("reports.official.ten") if tens else ""
    return (digits[tens] if tens > 1 else "") + ten + (digits[ones] if ones else "")
