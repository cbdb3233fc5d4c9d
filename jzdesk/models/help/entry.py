"""What the help tells of one thing, as plain data: the window and the printed manual both paint it."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.words import say

PAGE, FORM, CELL, STATE, RULE, TERM, MESSAGE = "page", "form", "cell", "state", "rule", "term", "message"
KINDS = (PAGE, FORM, CELL, STATE, RULE, TERM, MESSAGE)
WHAT, SOURCE, FORMULA, HOW, EXAMPLE, MISTAKES, REMEDY, SAID, KEYS = (
    "what", "source", "formula", "how", "example", "mistakes", "remedy", "said", "keys",
)  # fmt: skip
PARTS = (SAID, WHAT, SOURCE, FORMULA, HOW, EXAMPLE, MISTAKES, REMEDY, KEYS)
"""In the order in which they are read: what was just said comes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one heading; `numbered` ones are steps, done one after the other."""

    name: str
    lines: tuple[str, ...]
    numbered: bool = False

    @property
    def title(self) -> str:
        """The heading."""
        return say(f"models.help.part.{self.name}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the help tells of.

    `topic` is its kind and name (`page/todo`, `rule/211`), `names` are other names of the same kind that lead
    to it, `see` the topics it leads on to, `words` what else it is found by, `picture` the name of a
    picture of it.
    """

    topic: str
    title: str
    parts: tuple[Part, ...]
    names: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    words: str = ""
    picture: str = ""

    @property
    def kind(self) -> str:
        """What it is an entry of."""
        return self.topic.partition("/")[0]

    @property
    def name(self) -> str:
        """Its name among those of its kind."""
        return self.topic.partition("/")[2]

    def part(self, name: str) -> tuple[str, ...]:
        """Return the lines under a heading; none where there is no such."""
        return next((part.lines for part in self.parts if part.name == name), ())


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries under one title, in the order in which they are read."""

    title: str
    intro: str
    entries: tuple[Entry, ...]


def topic_of(kind: str, name: str) -> str:
    """Return the topic of something of a kind."""
    return f"{kind}/{name}"


def parts_of(told: dict[str, tuple[str, ...]]) -> tuple[Part, ...]:
    """Return what is told under each heading in the order of reading; empty ones are left out."""
    return tuple(Part(name, told[name], name == HOW) for name in PARTS if told.get(name))
