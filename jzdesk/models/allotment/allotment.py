"""The city's word as one value: numbered, dated, the whole of it each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jzdesk.models.allotment.subjects import RETIRED, SUBJECTS, Record

Records = Mapping[str, Sequence[Record]]
"""Records by subject."""


@dataclass(frozen=True, slots=True)
class Allotment:
    """What the city has handed down by its `number`-th file; number 0 is nothing yet.

    Records stand in the order of their keys and say nothing empty, so that equal words are equal values.
    """

    number: int = 0
    issued_on: str = ""
    records: Records = field(default_factory=dict)

    def of(self, subject: str) -> tuple[Record, ...]:
        """Return the records of a subject."""
        return tuple(self.records.get(subject, ()))

    def plain(self) -> dict[str, Any]:
        """Return it as plain data; subjects of which nothing is said are left out."""
        told = {code: [dict(r) for r in records] for code, records in self.records.items() if records}
        return {"number": self.number, "issued_on": self.issued_on, "records": told}


def ordered(records: Records) -> dict[str, tuple[Record, ...]]:
    """Return records without what is empty, in the order of subjects and keys."""
    found: dict[str, tuple[Record, ...]] = {}
    for subject in (*SUBJECTS, RETIRED):
        said = [{n: v for n, v in record.items() if v} for record in records.get(subject.code, ())]
        if said:
            found[subject.code] = tuple(sorted(said, key=subject.key_of))
    return found


def of_data(data: Mapping[str, Any]) -> Allotment:
    """Return the allotment that stands in a catalogue's plain data; nothing in the plan's own."""
    told = data.get("allotment")
    return Allotment() if told is None else of_plain(told)


def of_plain(told: Mapping[str, Any]) -> Allotment:
    """Return what `plain` made."""
    return Allotment(told["number"], told["issued_on"], ordered(told["records"]))


def well_formed(told: object) -> bool:
    """Tell whether plain data from outside is shaped as `plain` makes it: every record of known fields."""
    if not isinstance(told, dict) or told.keys() != {"number", "issued_on", "records"}:
        return False
    records = told["records"]
    if type(told["number"]) is not int or not isinstance(told["issued_on"], str) or told["number"] < 1:
        return False
    known = {s.code: {f.code for f in s.fields} for s in (*SUBJECTS, RETIRED)}
    return isinstance(records, dict) and all(
        code in known and isinstance(listed, list) and all(_record(r, known[code]) for r in listed)
        for code, listed in records.items()
    )


def _record(record: object, fields: set[str]) -> bool:
    return (
        isinstance(record, dict)
        and bool(record)
        and record.keys() <= fields
        and all(isinstance(v, str) and v for v in record.values())
    )
