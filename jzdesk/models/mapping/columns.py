"""Which column of a form the column of a table is: by its head, and by what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cached_property

from jzdesk.models.form import Column, Form
from jzdesk.models.mapping import names
from jzdesk.models.mapping.grid import Grid
from jzdesk.models.mapping.heads import Head, relation_of, when_of
from jzdesk.models.mapping.mapping import CODE, GROUP, NAME, UNIT, Take
from jzdesk.models.mapping.rows import Rows
from jzdesk.models.sheet import Sheet

SURE, FULL, PARTLY = 60, 100, 40
_LOOKED_AT = 300
_HALF = 0.5


@dataclass(frozen=True)
class Targets:
    """The columns a form has in a period, by every name a head may give them."""

    sheet: Sheet
    form: Form

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in which the office's rows, and rows it may add, have cells."""
        form, kind = self.form, self.sheet.period.kind
        used = {c.code for row in self.sheet.rows(form.id) for c in self.sheet.columns(form, row)}
        for block in form.blocks:
            template = block.template
            if template is not None and kind in template.frequencies:
                used |= {c.code for c in self.sheet.columns(form, template)}
        return tuple(c for c in form.columns if c.code in used and not c.stub)

    @cached_property
    def known_as(self) -> Map[str, tuple[str, ...]]:
        """The folded names of each column."""
        found: dict[str, tuple[str, ...]] = {}
        for column in self.columns:
            called = [column.name, f"{column.group or ''}{column.name}"]
            called += [b.heads[column.code] for b in self.form.blocks if column.code in b.heads]
            called += names.words(f"column.{self.form.id}.{column.code}")
            folded = [names.fold(names.without_unit(one)) for one in called]
            folded += [names.fold(when_of(one)[1]) for one in called if not relation_of(one)]
            found[column.code] = tuple(dict.fromkeys(one for one in folded if one))
        return found

    @cached_property
    def primary(self) -> str:
        """The column a figure without another name belongs to."""
        entered = {c.code for c in self.columns if c.kind == "number" and not (c.derived or c.city)}
        usual = Counter(r.primary for r in self.sheet.rows(self.form.id) if r.primary in entered)
        if usual:
            return usual.most_common(1)[0][0]
        if "annual" in entered:
            return "annual"
        return next((c.code for c in self.columns if c.code in entered and c.required), "")

    def score(self, head: Head, column: Column) -> int:
        """Return how well a head names a column, 0 for not at all, from `SURE` on beyond doubt."""
        if head.relation == "change" or (head.when and not head.when.fits(self.sheet.period)):
            return 0
        known = self.known_as[column.code]
        if head.relation:
            relations = {relation_of(column.name), relation_of(f"{column.group or ''}{column.name}")}
            if head.relation not in relations:
                return 0
        if not head.rest:
            return FULL - 5 if head.when and column.code == self.primary else 0
        if head.rest in known:
            return FULL
        if head.relation and column.computes == head.relation and head.when:
            return SURE
        return max(_partly(head.rest, one) for one in known)


def _partly(rest: str, known: str) -> int:
    if len(known) > 1 and known in rest:
        return SURE + min(len(known) * 30 // len(rest), 30)
    if len(rest) > 1 and rest in known:
        return PARTLY + min(len(rest) * 15 // len(known), 15)
    return PARTLY if names.likeness(rest, known, names.LIKE) else 0


def by_heads(found: Map[int, Head], targets: Targets, taken: Map[int, Take]) -> dict[int, Take]:
    """Return what the heads say, each column of the form given once, to the head that names it best."""
    scores = [
        (targets.score(head, column), -at, column.code)
        for at, head in found.items() if at not in taken
        for column in targets.columns
    ]  # fmt: skip
    given: dict[int, Take] = {}
    for score, place, code in sorted(scores, reverse=True):
        at = -place
        if score >= PARTLY and at not in given and all(t.target != code for t in given.values()):
            given[at] = Take(code, found[at].unit)
    return given


def roles(grid: Grid, found: Map[int, Head], rows: Rows, last: int) -> dict[int, Take]:
    """Return which columns say what row is meant, and in which unit."""
    body = range(last + 1, min(grid.height, last + _LOOKED_AT) + 1)
    told: dict[int, Take] = {}
    texts = {at: [grid.filled(r, at) for r in body if grid.filled(r, at)] for at in found}
    name = _name(texts, found, rows)
    if name is not None:
        told[name] = Take(NAME)
    for at, head in found.items():
        if at in told or not texts[at]:
            continue
        if head.rest in names.words("role.unit") and _share(texts[at], names.is_unit) >= _HALF:
            told[at] = Take(UNIT)
        elif head.rest in names.words("role.code") or _share(texts[at], rows.is_code) >= _HALF:
            told[at] = Take(CODE)
        elif name is not None and _share(texts[at], rows.is_group) >= _HALF:
            told[at] = Take(GROUP)
    return told


def _name(texts: Map[int, list[str]], found: Map[int, Head], rows: Rows) -> int | None:
    """Return the column of names: where most rows are known, else the one whose head says so."""
    counts = {at: sum(rows.knows(text) for text in listed) for at, listed in texts.items()}
    said = [at for at, head in found.items() if head.rest in names.words("role.name") and texts[at]]
    for at in said:
        counts[at] = counts.get(at, 0) + 1
    best = max(counts, key=lambda at: (counts[at], -at), default=None)
    return best if best is not None and counts[best] > 0 else None


def _share(texts: list[str], test: object) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts) if callable(test) else 0.0
