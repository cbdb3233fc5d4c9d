"""The kinds of rules by their names: the functions that catalogue data is applied with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.models.checks import (
    kinds_between,
    kinds_figures,
    kinds_filled,
    kinds_relations,
    kinds_slips,
    kinds_time,
    kinds_to_date,
    kinds_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jzdesk.models.checks.finding import Finding
    from jzdesk.models.checks.place import Place

KINDS: dict[str, Callable[[Place], Iterator[Finding]]] = {
    "complete": kinds_filled.complete,
    "requires": kinds_filled.requires,
    "excludes": kinds_filled.excludes,
    "note": kinds_filled.note,
    "bounds": kinds_figures.bounds,
    "compare": kinds_figures.compare,
    "ratio": kinds_figures.ratio,
    "near": kinds_relations.near,
    "sum": kinds_relations.sum_,
    "per": kinds_relations.per,
    "spanned": kinds_relations.spanned,
    "target": kinds_relations.target,
    "order": kinds_time.order,
    "overdue": kinds_time.overdue,
    "change": kinds_time.change,
    "kept": kinds_time.kept,
    "grows": kinds_to_date.grows,
    "code": kinds_words.code,
    "unique": kinds_words.unique,
    "text": kinds_words.text,
    "paired": kinds_words.paired,
    "because": kinds_between.because,
    "not_nil": kinds_between.not_nil,
    "same_name": kinds_between.same_name,
    "fall": kinds_between.fall,
    "slip": kinds_slips.slip,
    "swapped": kinds_slips.swapped,
    "repeated": kinds_slips.repeated,
}
