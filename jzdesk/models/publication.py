"""What an office makes public: the yearly publication, the list of cards, the black and smelly waters.

It is made of what was handed in (at a county) or accepted (at the city) alone. The city leaves its 代用数
out: such a figure is its own guess until a county has signed one, and what was made public cannot take
itself back as a 代用数 does; the county is shown as 未报送 instead. 核定数 are the city's word and stand in a
line of their own, without their reasons.

A row that an office added itself tells of a single enterprise or project. It is named only where it
is marked: an enterprise with a card by 负责人核准, a project by 可公开. What plan or city named is public
already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jzdesk.models import roles
from jzdesk.models.building import CITY
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import PLAIN_BLANKS, Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown
from jzdesk.words import say

YEARLY, CARDS, BLACKWATER = "year", roles.CARDS, roles.BLACKWATER
KIND_OF = {"year": YEARLY, "quarter": CARDS, "half": BLACKWATER}
"""What is made public of a period, by its kind."""
FORMS = {
    YEARLY: (
        roles.EMISSIONS, roles.QUALITY, roles.PROJECTS, roles.REDUCTIONS, roles.CARDS, roles.BLACKWATER,
    ),
    CARDS: (roles.CARDS,),
    BLACKWATER: (roles.BLACKWATER,),
}  # fmt: skip
"""The roles of the forms of which anything is made public."""
MARKS = {roles.CARDS: "cleared", roles.PROJECTS: "open", roles.REDUCTIONS: "open"}
"""The column that says whether a row of the office's own may be named, by the form's role."""
_YES = "yes"
SECRET = PLAIN_BLANKS[3]

_MOBILE = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE = r"(?:\(0\d{2,3}\)|0\d{2,3})[- ]?[2-9]\d{2,3}[- ]?\d{4}(?:[-转]\d{1,5})?"
_BARE = rf"(?<![0-9A-Za-z.])(?:{_MOBILE}|{_LANDLINE})(?![0-9A-Za-z])"
_LABEL = r"(?:联系电话|联系方式|办公电话|电话|手机|座机|传真)(?:号码|号)?[:\s]*"
_ANY = rf"(?:{_LABEL}(?:{_BARE}|\d[\d\- ]{{4,}}\d)|{_BARE})"
_PHONE = re.compile(rf"[,、;\s]*(?:\(\s*{_ANY}\s*\)|{_ANY})", re.ASCII)
_LONG = re.compile(r"[,、;\s]*\(?\d[\d\- ]{4,}\d\)?", re.ASCII)
"""Beside a person's name any longer number is taken for a telephone."""
_FOLD = str.maketrans("０１２３４５６７８９（）：，；－—–−　＋", "0123456789():,;----\u0020+")


def without_phones(text: str, *, person: bool = False) -> str:
    """Return a text with every telephone number cut out, its label and brackets too."""
    plain = text
    for pattern in (_PHONE, _LONG) if person else (_PHONE,):
        spans = [found.span() for found in pattern.finditer(plain.translate(_FOLD))]
        for start, end in reversed(spans):
            plain = plain[:start] + plain[end:]
    return plain


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in one place of a table; `number` is the figure as plain text, `mark` a raised sign."""

    text: str
    number: str = ""
    places: int = 0
    mark: str = ""


NOTHING = Said("—")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its head, its width in millimetres, `l`, `c` or `r`, and the group it stands in."""

    text: str
    width: float
    align: str = "l"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is made public, with the sentences below it; `form` is where its figures stand.

    The figures of `came` offices are in it, of those `asked`.
    """

    code: str
    form: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Said, ...], ...]
    notes: tuple[str, ...] = ()
    stubs: int = 1
    came: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """Something that stays in, and why; `unit` is whose it is, empty for everybody's."""

    kind: str
    unit: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What goes out (`tables`) and what stays in (`withheld`), the latter for the office's eyes alone."""

    kind: str
    period: str
    title: str
    place: str
    office: str
    issued_on: str
    practice: bool
    tables: tuple[Table, ...]
    withheld: tuple[Withheld, ...] = ()
    notes: tuple[str, ...] = ()

    def public(self) -> dict[str, Any]:
        """Return as JSON what the paper is made of: what stays in never gets near it."""
        plain = asdict(self)
        del plain["withheld"]
        return plain


def from_public(plain: Mapping[str, Any]) -> Publication:
    """Return what `public` was made of, without what stays in."""
    tables = tuple(
        Table(
            **{
                **t,
                "heads": tuple(Head(**h) for h in t["heads"]),
                "rows": tuple(tuple(Said(**cell) for cell in row) for row in t["rows"]),
                "notes": tuple(t["notes"]),
            }
        )
        for t in plain["tables"]
    )
    return Publication(**{**plain, "tables": tables, "notes": tuple(plain["notes"])})


# Whose figures, and what of them


def name_of(catalogue: Catalogue, unit: str) -> str:
    """Return what an office's own figures are called: its place, or 市本级."""
    return say("models.publication.itself") if unit == CITY else catalogue.division(unit).name


def asked(form: Form, blocks: Iterable[str], unit: str) -> bool:
    """Tell whether any row of these blocks is an office's to fill."""
    rows = [r for b in form.blocks if b.role in blocks for r in (*b.rows, b.template) if r is not None]
    return any(unit in row.scope for row in rows)


def may_be_named(frozen: Frozen, form: Form, row: Row) -> bool:
    """Tell whether a row may stand in public by its name."""
    mark = MARKS.get(form.role)
    return mark is None or row.origin != "office" or frozen.value(Key(form.id, row.code, mark)) == _YES


@dataclass
class Watch:
    """Collects what stays in while the tables are made."""

    found: set[Withheld] = field(default_factory=set)

    def keep(self, kind: str, unit: str, what: str, why: str = "") -> None:
        """Note something that stays in; the reason is its kind's unless there is another."""
        self.found.add(Withheld(kind, unit, what, why or say(f"models.publication.why.{kind}")))


def said(frozen: Frozen, form: Form, row: Row, code: str, watch: Watch) -> Said:
    """Return what is public of a cell: its value or the word of its blank, no note and no telephone."""
    column = form.column(code)
    if column is None or code not in row.columns:
        return NOTHING
    key = Key(form.id, row.code, code)
    value = frozen.value(key)
    if value is not None and column.kind == "number":
        return Said(shown(value, row, column), value, places_of(row, column))
    text = frozen.text(key, row, column)
    unit = name_of(frozen.catalogue, frozen.unit)
    where = say("models.publication.place", row=frozen.label(form, row), column=column.name)
    if frozen.cell(key).get("b") == SECRET:
        watch.keep("secret", unit, where)
        return Said(say("models.publication.secret"))
    plain = without_phones(text, person=column.names == "person")
    if plain != text:
        watch.keep("phone", unit, where)
    return Said(plain) if plain else NOTHING


# Who is in a table


@dataclass
class Roll:
    """Whose figures a table holds: of the offices asked, those that came, each with its last period.

    `last` is the period the table should reach; `absent` is the word for an office that is not in it.
    """

    catalogue: Catalogue
    units: Sequence[str]
    last: Period
    absent: Mapping[str, str]
    alone: bool = False
    """It is the roll of a single county, which need not be named."""
    came: dict[str, Period] = field(default_factory=dict)
    nothing: dict[str, bool] = field(default_factory=dict)

    def take(self, frozen: Frozen, *, nothing: bool = False) -> None:
        """Note that an office's figures came; periods are taken in their order."""
        self.came[frozen.unit] = frozen.period
        self.nothing[frozen.unit] = nothing and self.nothing.get(frozen.unit, True)

    def word(self, unit: str) -> str:
        """Return why an office is not in the table."""
        return self.absent.get(unit) or say("models.publication.unfilled")

    def notes(self, *, nothing: str = "") -> list[str]:
        """Return who is not in the table, who not up to its end, and who had `nothing`."""
        notes = []
        out: dict[str, list[str]] = {}
        for unit in self.units:
            if unit not in self.came:
                out.setdefault(self.word(unit), []).append(name_of(self.catalogue, unit))
        for word, names in out.items():
            if self.alone:
                return [say("models.publication.absent_itself", period=self.last.title, state=word)]
            notes.append(say("models.publication.absent", state=word, names="、".join(names)))
        for unit in self.units:
            if unit in self.came and self.came[unit] != self.last:
                name = "" if self.alone else name_of(self.catalogue, unit)
                notes.append(say("models.publication.up_to", unit=name, period=self.came[unit].title))
        none = [name_of(self.catalogue, u) for u in self.units if self.nothing.get(u)]
        if nothing and none:
            told = "none_itself" if self.alone else "none_of"
            notes.append(say(f"models.publication.{told}", what=nothing, names="、".join(none)))
        return notes
