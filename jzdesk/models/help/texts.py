"""What is written by people, put in order: chapters of entries, and what goes with the catalogue.

In a chapter each entry has its `topic` and `title`; `what`, `how`, `example`, `mistakes`, `remedy` and `keys`
are a text or a list of them. `at` names the widgets it is the help of, `of` the words it explains
(`room.table.*`: those of a table).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jzdesk.models.help.entry import PARTS, Chapter, Entry, parts_of, topic_of

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Texts:
    """Everything written: the chapters, the widgets an entry is at, and the words an entry explains.

    `rules` is what the kinds of rules have in common, `cells` what is said of columns and behaviours.
    """

    chapters: tuple[Chapter, ...]
    at: Mapping[str, str]
    of: tuple[tuple[str, str], ...]
    rules: Plain
    cells: Plain

    def entry(self, topic: str) -> Entry | None:
        """Return an entry by its topic, or by another of its names."""
        return self._entries.get(topic)

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        return {
            topic_of(entry.kind, name): entry
            for chapter in self.chapters for entry in chapter.entries for name in (entry.name, *entry.names)
        }  # fmt: skip

    def topic_of_word(self, word: str) -> str | None:
        """Return the topic that explains a text of the words files: its own, else that of its table."""
        parts = word.split(".")
        tables = [".".join([*parts[:n], "*"]) for n in range(len(parts) - 1, 0, -1)]
        return next((self._by_word[name] for name in (word, *tables) if name in self._by_word), None)

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        return dict(self.of)


def texts_of(chapters: Sequence[Plain], rules: Plain, cells: Plain) -> Texts:
    """Return the texts that stand in files, as plain data."""
    told = [one for file in chapters for one in file.get("entry", ())]
    return Texts(
        tuple(
            Chapter(file["title"], file["intro"], tuple(map(_entry, file.get("entry", ()))))
            for file in chapters
        ),
        {name: one["topic"] for one in told for name in one.get("at", ())},
        tuple((pattern, one["topic"]) for one in told for pattern in one.get("of", ())),
        rules, cells,
    )  # fmt: skip


def lines(told: Any) -> tuple[str, ...]:
    """Return a text, or a list of them, as lines."""
    if not told:
        return ()
    return (told,) if isinstance(told, str) else tuple(told)


def _entry(one: Plain) -> Entry:
    return Entry(
        one["topic"], one["title"], parts_of({name: lines(one.get(name)) for name in PARTS}),
        tuple(one.get("names", ())), tuple(one.get("see", ())), one.get("words", ""),
        one.get("picture", ""),
    )  # fmt: skip
