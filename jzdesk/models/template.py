"""套表: somebody's own workbook whose cells are linked to figures, once for all periods.

A link says which cell of which sheet takes which figure: its KEY, of which office, of which period as seen
from the one that is filled, and what of it (the figure itself, or what is computed beside it).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import quantity
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.words import say

THIS, PREVIOUS, LAST_YEAR = "this", "previous", "last_year"
RELATIVE = (THIS, PREVIOUS, LAST_YEAR)
"""Periods as seen from the one that is filled; any other is named, such as `2017Q4`."""
VALUE = "value"
FIGURES = (VALUE, "ytd", "previous", "last_year", "change_previous_pct", "change_last_year_pct")
"""What of a figure is filled in, by the names that `get` has for it."""
OWN, TOTAL = "", "total"
"""In place of an office's code: the store's own office, and what all of them come to."""
WORD, EMPTY = "word", "empty"
"""What is filled in for a blank: the word of its reason, or nothing."""
MAX_ROW, MAX_COLUMN, MAX_NAME, MAX_LINKS = 1_048_576, 16_384, 40, 5000
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_NEEDED, _WHOLE = 3, 6


@dataclass(frozen=True, slots=True)
class Link:
    """One cell of a sheet and the figure that it takes."""

    sheet: str
    row: int
    column: int
    key: Key
    period: str = THIS
    figure: str = VALUE
    unit: str = OWN

    @property
    def place(self) -> tuple[str, int, int]:
        """The cell: sheet, row and column."""
        return self.sheet, self.row, self.column

    @property
    def cell(self) -> str:
        """The cell as people write it, such as `C5`."""
        return address(self.row, self.column)

    def of(self, period: Period) -> Period:
        """Return the period whose figure is meant when `period` is filled."""
        if self.period == THIS:
            return period
        if self.period == PREVIOUS:
            return period.previous
        return period.last_year if self.period == LAST_YEAR else Period.parse(self.period)

    def plain(self) -> dict[str, str]:
        """Return the link as it is kept."""
        kept = {"sheet": self.sheet, "cell": self.cell, "key": str(self.key), "period": self.period,
                "figure": self.figure}  # fmt: skip
        return kept | ({"unit": self.unit} if self.unit else {})

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Link:
        """Return a link that was kept."""
        row, column = place(kept["cell"])
        return cls(kept["sheet"], row, column, Key.parse(kept["key"]), kept["period"], kept["figure"],
                   kept.get("unit", OWN))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook kept as a template: its name here, the hash of its bytes, the file's own name, its links."""

    name: str
    sha256: str
    file: str
    links: tuple[Link, ...] = ()
    blanks: str = WORD

    def at(self, where: tuple[str, int, int]) -> Link | None:
        """Return what a cell is linked to."""
        return next((link for link in self.links if link.place == where), None)

    def linked(self, link: Link) -> Template:
        """Return the template with one more link; a cell has one at most."""
        others = [one for one in self.links if one.place != link.place]
        if len(others) >= MAX_LINKS:
            raise RefusedError(say("models.template.too_many", most=MAX_LINKS))
        return replace(self, links=tuple(sorted((*others, link), key=lambda one: one.place)))

    def unlinked(self, where: tuple[str, int, int]) -> Template:
        """Return the template without the link of a cell."""
        return replace(self, links=tuple(one for one in self.links if one.place != where))

    def plain(self) -> dict[str, Any]:
        """Return the template as it is kept, under its name."""
        return {"sha256": self.sha256, "file": self.file, "blanks": self.blanks,
                "links": [link.plain() for link in self.links]}  # fmt: skip

    @classmethod
    def from_plain(cls, name: str, kept: Mapping[str, Any]) -> Template:
        """Return a template that was kept."""
        links = tuple(Link.from_plain(one) for one in kept["links"])
        return cls(name, kept["sha256"], kept["file"], links, kept["blanks"])


def address(row: int, column: int) -> str:
    """Return a cell as people write it."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place(text: str) -> tuple[int, int]:
    """Return row and column of a cell written as `C5` or `$C$5`."""
    found = _ADDRESS.fullmatch(quantity.fold(quantity.trimmed(text)).upper())
    row, column = 0, 0
    if found is not None:
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        row = int(found[2])
    if found is None or row > MAX_ROW or column > MAX_COLUMN:
        raise RefusedError(say("models.template.cell", text=quantity.visible(text)))
    return row, column


def clean_name(text: str) -> str:
    """Return a template's name as it is kept; it also begins the names of files."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    bad = [char for char in name if char in '<>:"/\\|?*' or unicodedata.category(char)[0] == "C"]
    if not name or bad or name.endswith("."):
        raise RefusedError(say("models.template.name", text=quantity.visible(text)))
    if len(name) > MAX_NAME:
        raise RefusedError(say("models.template.long_name", most=MAX_NAME))
    return name


def links_of(rows: Sequence[Sequence[str]], units: Mapping[str, str]) -> tuple[Link, ...]:
    """Return the links that a list says, a line each: sheet, cell, KEY, period, figure, office.

    The last three may be left out; a first line of heads is passed over. `units` are the codes of the
    offices by what they may be called. Every line that is wrong is named, by its number.
    """
    found: dict[tuple[str, int, int], Link] = {}
    wrong: list[str] = []
    for number, given in enumerate(rows, 1):
        words = [word.strip() for word in given]
        if not any(words) or (number == 1 and _heads(words)):
            continue
        try:
            link = _link(words, units)
            if link.place in found:
                raise RefusedError(say("models.template.twice", cell=link.cell, sheet=link.sheet))
            found[link.place] = link
        except JzdeskError as error:
            wrong.append(say("models.template.line", n=number, sentence=error.sentence))
    if wrong:
        raise RefusedError(wrong[0] if len(wrong) == 1 else say("models.template.lines", n=len(wrong)),
                           wrong if len(wrong) > 1 else [])  # fmt: skip
    if not found:
        raise RefusedError(say("models.template.no_links"))
    return tuple(sorted(found.values(), key=lambda one: one.place))


def _heads(words: Sequence[str]) -> bool:
    return len(words) >= _NEEDED and words[2].upper() in {"KEY", *say("models.template.head_keys").split()}


def _link(words: Sequence[str], units: Mapping[str, str]) -> Link:
    if not _NEEDED <= len(words) <= _WHOLE or not words[0]:
        raise RefusedError(say("models.template.shape"))
    row, column = place(words[1])
    period, figure, unit = (*words[3:], "", "", "")[:3]
    return Link(words[0], row, column, Key.parse(words[2]), period_word(period), figure_word(figure),
                unit_code(unit, units))  # fmt: skip


def period_word(text: str) -> str:
    """Return a period as a link keeps it, of what people or scripts call it."""
    for word in RELATIVE:
        if text in {word, say(f"models.template.period.{word}")}:
            return word
    return str(Period.parse(text)) if text else THIS


def figure_word(text: str) -> str:
    """Return which figure is meant, of what people or scripts call it."""
    for word in FIGURES:
        if text in {word, say(f"models.template.figure.{word}")}:
            return word
    if text:
        known = "、".join(say(f"models.template.figure.{word}") for word in FIGURES)
        raise RefusedError(say("models.template.figure_unknown", text=quantity.visible(text), known=known))
    return VALUE


def unit_code(text: str, units: Mapping[str, str]) -> str:
    """Return whose figure is meant: an office's code, `TOTAL`, or `OWN`."""
    if text in {TOTAL, say("models.template.total"), say("models.template.total_whole")}:
        return TOTAL
    if text and text not in units:
        raise RefusedError(say("models.template.unit_unknown", text=quantity.visible(text)))
    return units.get(text, OWN)
