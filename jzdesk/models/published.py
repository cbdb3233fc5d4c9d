"""A publication made of contents, one after the other: its tables, and what of each content stays in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jzdesk.models import roles
from jzdesk.models.building import CITY
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import OWED, Key
from jzdesk.models.form import Form
from jzdesk.models.period import Period
from jzdesk.models.publication import (
    BLACKWATER,
    CARDS,
    FORMS,
    YEARLY,
    Publication,
    Roll,
    Table,
    Watch,
    Withheld,
    asked,
    name_of,
)
from jzdesk.models.published_emissions import Emissions
from jzdesk.models.published_lists import BLACK, CARD, PROJECTS, REDUCTIONS, Columns, Named, unused
from jzdesk.models.published_quality import Air, Rivers, Waters
from jzdesk.models.published_tables import Public, word
from jzdesk.models.published_works import Investment, Reductions
from jzdesk.models.snapshot import Frozen

ORDER = (
    "single", "standin", "approved", "secret", "phone", "missing", "remark", "owed", "explanation", "letter",
    "columns", "form", "names",
)  # fmt: skip
"""The kinds of what stays in, in the order they are listed."""
_MARKED = "reduction_list"
"""The table that is left out while no project is marked."""


def periods_of(kind: str, period: Period) -> tuple[Period, ...]:
    """Return the periods whose contents a publication is made of, in time's order."""
    if kind != YEARLY:
        return (period,)
    halves = (Period(period.year, "half", n) for n in (1, 2))
    return tuple(sorted((*period.quarters, *halves, period)))


class Gathering:
    """Contents taken one after the other, in time's order, and let go.

    `absent` is the word for an office that is not in the table of a period; `approved` are 市级核定.
    """

    def __init__(
        self, catalogue: Catalogue, kind: str, period: Period, unit: str,
        absent: Mapping[Period, Mapping[str, str]], approved: Mapping[Key, Decimal],
    ) -> None:  # fmt: skip
        self.catalogue, self.kind, self.period, self.unit = catalogue, kind, period, unit
        self.city = unit == CITY
        self.watch = Watch()
        self.taken = 0
        self._absent = absent
        self._tables = self._wanted(approved)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._columns: dict[str, list[str]] = {}

    def _roll(self, role: str, blocks: Iterable[str], kind: str) -> Roll | None:
        """Return who is to be in a table; None where the plan has no such form."""
        form = self.catalogue.form_as(role)
        if form is None:
            return None
        units = (*self.catalogue.counties, CITY) if self.city else (self.unit,)
        named = tuple(blocks) or tuple(b.role for b in form.blocks)
        last = [p for p in periods_of(self.kind, self.period) if p.kind == kind][-1]
        found = [u for u in units if asked(form, named, u)]
        return Roll(self.catalogue, found, last, self._absent.get(last, {}), not self.city)

    def _wanted(self, approved: Mapping[Key, Decimal]) -> list[Public]:
        watch, city = self.watch, self.city

        def table(kind: type[Any], **more: Any) -> None:
            blocks = (roles.MOBILE, roles.INDUSTRY) if kind is Emissions else kind.blocks
            roll = self._roll(kind.form, blocks, kind.kind)
            if roll is not None:
                found.append(kind(roll, watch, city, **more))

        def named(form: str, period: str, code: str, columns: Columns, *, every: bool = False) -> None:
            roll, own = self._roll(form, (), period), self.catalogue.form_as(form)
            if roll is not None and own is not None:
                asked_for = tuple(one for one in columns if own.column(one[0]) is not None)
                found.append(Named(roll, watch, city, form, period, code, asked_for, every=every))

        found: list[Public] = []
        if self.kind == YEARLY:
            table(Emissions, approved=approved)
            table(Investment)
            named(roles.PROJECTS, "quarter", "projects", PROJECTS)
            table(Reductions)
            named(roles.REDUCTIONS, "year", _MARKED, REDUCTIONS)
            table(Air)
            table(Waters)
            if city:
                table(Rivers)
        if self.kind != BLACKWATER:
            named(roles.CARDS, "quarter", CARDS, CARD, every=True)
        if self.kind != CARDS:
            named(roles.BLACKWATER, "half", BLACKWATER, BLACK)
        return [one for one in found if one.roll.units]

    def take(self, frozen: Frozen) -> None:
        """Take a content into every table it belongs to."""
        forms = {f.role: f for f in frozen.forms}
        used = False
        for table in self._tables:
            if frozen.period.kind == table.kind and table.form in forms and frozen.unit in table.roll.units:
                table.take(frozen, forms[table.form])
                used = True
        self.taken += used
        self._stays(frozen, forms)

    def _stays(self, frozen: Frozen, forms: Mapping[str, Form]) -> None:
        """Count what of a content stays in."""
        public = [forms[f] for f in FORMS[self.kind] if f in forms]
        content, unit = frozen.content, name_of(self.catalogue, frozen.unit)
        cells = [c for f in public for c in content["forms"][f.id]["cells"].values()]
        self._counts["remark", unit] += sum(("n" in c) + ("why" in c) for c in cells)
        self._counts["owed", unit] += sum(c.get("b", "").startswith(OWED) for c in cells)
        ids = {f.id for f in (public if self.kind != YEARLY else forms.values())}
        told = [f for f in content["findings"] if any(Key.parse(k).form in ids for k in f["keys"])]
        self._counts["explanation", unit] += sum(bool(f["explanation"]) for f in told)
        letters = bool(content["reason"]) + len(content.get("replies", ())) + len(content.get("waivers", ()))
        self._counts["letter", unit] += letters
        self._counts["names", ""] += 1
        for form in public:
            self._columns.setdefault(form.title, unused(_SHOWN, form))
        if self.kind == YEARLY:
            for form in forms.values():
                if form.role not in FORMS[YEARLY]:
                    self._columns.setdefault(form.title, [])

    def publication(self, *, office: str, issued_on: str, practice: bool) -> Publication:
        """Return what goes out and what stays in."""
        place = self.catalogue.division(self.unit).name
        title = word(f"title.{self.kind}", place=place, period=self.period.title)
        made = Publication(
            self.kind, str(self.period), title, place, office, issued_on, practice,
            tuple(self._made()),
            notes=(word("made_of.city" if self.city else "made_of.county"),),
        )  # fmt: skip
        for (kind, unit), n in self._counts.items():
            if n:
                self.watch.keep(kind, unit, word(f"counted.{kind}", n=n))
        for title, names in self._columns.items():
            if names:
                self.watch.keep("columns", "", word("columns_of", form=title, names="、".join(names)))
            elif title not in {f.title for f in self.catalogue.forms if f.role in FORMS[self.kind]}:
                self.watch.keep("form", "", word("form_of", form=title))
        return replace(made, withheld=self._in_order(self.watch.found))

    def _made(self) -> Iterator[Table]:
        """Yield the tables; that of marked projects where there is any."""
        for table in self._tables:
            made = table.table()
            if made.rows or made.code != _MARKED:
                yield replace(made, came=len(table.roll.came), asked=len(table.roll.units))

    def _in_order(self, found: Iterable[Withheld]) -> tuple[Withheld, ...]:
        units = ["", *(name_of(self.catalogue, u) for u in (*self.catalogue.counties, CITY))]
        return tuple(sorted(found, key=lambda w: (ORDER.index(w.kind), units.index(w.unit), w.what)))


_SHOWN: Mapping[str, Sequence[str]] = {
    roles.PROJECTS: [c for c, _, _ in PROJECTS],
    roles.CARDS: [c for c, _, _ in CARD],
    roles.BLACKWATER: [c for c, _, _ in BLACK],
    roles.QUALITY: ["name", "target", "target_class"],
    roles.REDUCTIONS: [c for c, _, _ in REDUCTIONS],
    roles.EMISSIONS: [],
}
