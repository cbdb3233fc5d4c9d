"""What changes from one allotment to another, for one office or for all, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jzdesk.models.allotment.reading import shown
from jzdesk.models.allotment.subjects import PROJECTS, RULES, SUBJECTS, TASKS, Record, Subject
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.allotment.allotment import Allotment

_KEYS = {PROJECTS: "investment", TASKS: "milestones"}
"""The forms whose rows the records of a subject are."""
_NAMING = {PROJECTS: ("name",), TASKS: ("name",), RULES: ("wording",)}
"""What a record is called by already."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the `subject`, a KEY-like name, what it is called, and what was said before and after.

    `unit` is how `what` calls the office it is about, where it tells records of one thing apart.
    """

    subject: str
    key: str
    what: str
    old: str | None
    new: str | None
    unit: str = ""

    @property
    def sentence(self) -> str:
        """The change in one line."""
        if self.old is None:
            return say("models.allotment.added", what=self.what, new=self.new)
        if self.new is None:
            return say("models.allotment.gone", what=self.what, old=self.old)
        return say("models.allotment.changed", what=self.what, old=self.old, new=self.new)

    def plain(self) -> dict[str, str | None]:
        """Return it as `receive` tells of it."""
        return {"key": self.key, "old": self.old, "new": self.new, "what": self.what, "text": self.sentence}


def changes(
    before: Allotment, after: Allotment, data: Mapping[str, Any], unit: str | None = None
) -> list[Change]:
    """Return what changes in the order of subjects and records; for one office only what concerns it.

    `data` is a catalogue's plain data that names everything in both.
    """
    found: list[Change] = []
    for subject in SUBJECTS:
        old = {subject.key_of(r): r for r in before.of(subject.code) if _concerns(subject, r, unit)}
        new = {subject.key_of(r): r for r in after.of(subject.code) if _concerns(subject, r, unit)}
        for key in sorted(old.keys() | new.keys()):
            found += _record(subject, old.get(key), new.get(key), data)
    return found


def _concerns(subject: Subject, record: Record, unit: str | None) -> bool:
    field = subject.field("unit")
    return unit is None or field is None or subject.code == "offices" or record.get("unit") == unit


def _record(
    subject: Subject, old: Record | None, new: Record | None, data: Mapping[str, Any]
) -> Iterator[Change]:
    one = new or old or {}
    key, called = _key(subject, one), _called(subject, one, data)
    field = next((f for f in subject.keys if f.many), None)
    unit = shown(field, one.get(field.code, ""), data) if field else ""
    if old is None or new is None:
        summed = _summed(subject, one, data)
        yield Change(
            subject.code, key, called, None if old is None else summed, None if new is None else summed, unit
        )
        return
    for said in subject.fields:
        was, now = old.get(said.code, ""), new.get(said.code, "")
        if was != now:
            nothing = say("models.allotment.nothing")
            before, after = (shown(said, text, data) or nothing for text in (was, now))
            what = say("models.allotment.of", what=called, field=said.title(subject.code))
            yield Change(subject.code, f"{key}/{said.code}", what, before, after, unit)


def _key(subject: Subject, one: Record) -> str:
    parts = [_KEYS.get(subject.code, subject.code), *(p for p in subject.key_of(one) if p)]
    return "/".join(parts)


def _called(subject: Subject, one: Record, data: Mapping[str, Any]) -> str:
    """Return what a record is called: the subject, its code and name, and what else tells it apart."""
    names = [subject.title]
    for field in subject.keys:
        stored = one.get(field.code, "")
        if field.kind == "code" and stored:
            names.append(f"{shown(field, stored, data)} {name_of(subject, one, data)}".strip())
        elif stored:
            names.append(shown(field, stored, data))
    return " ".join(names)


def name_of(subject: Subject, one: Record, data: Mapping[str, Any]) -> str:
    """Return the name of the thing a record is about."""
    if one.get("name") or one.get("wording"):
        return one.get("name") or one["wording"]
    for item in data.get(subject.items, ()):
        if one.get("code") in {item.get("code"), item.get("id"), item.get("number")}:
            return str(item.get("title") or item.get("name") or item.get("wording") or "")
    return ""


def _summed(subject: Subject, one: Record, data: Mapping[str, Any]) -> str:
    """Return all that a record says beside what tells it apart."""
    fields = [
        f
        for f in subject.fields
        if f.code in one and not f.key and f.code not in _NAMING.get(subject.code, ())
    ]
    said = [f"{f.title(subject.code)} {shown(f, one[f.code], data)}" for f in fields]
    return "；".join(said) or say("models.allotment.handed")
