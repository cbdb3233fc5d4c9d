"""帮助: the entry of a cell, a finding, a sentence, a state, a page; all of them found by what one types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jzdesk.desk import looking_up, safekeeping
from jzdesk.desk.browsed import View
from jzdesk.desk.help_texts import written
from jzdesk.desk.helping_cells import cell_entry
from jzdesk.desk.office import Office
from jzdesk.desk.window import Look
from jzdesk.models import lookup, workflow
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.models.help.entry import (
    CELL,
    FORM,
    KINDS,
    MESSAGE,
    PAGE,
    RULE,
    SAID,
    STATE,
    TERM,
    Chapter,
    Entry,
    Part,
    topic_of,
)
from jzdesk.models.help.rules import brief_entry, kind_entries, rule_entry
from jzdesk.models.lookup import Target, target
from jzdesk.models.period import KINDS as PERIODS
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say, which

HELP = "help"
"""The name under which what is found leads to the help."""
_ROOMS = ("desk", "models", "store", "exchange", "files", "worker", "ui", "cli")
_FOUND = {
    PAGE: lookup.PAGE, FORM: lookup.FORM, STATE: lookup.STATE, TERM: lookup.TERM, MESSAGE: lookup.MESSAGE,
    RULE: lookup.RULE,
}  # fmt: skip
_SHOWN = 24


class Helping:
    """The help of an office at one look; without an office, what is written and the plan as issued."""

    def __init__(self, office: Office | None = None, look: Look | None = None) -> None:
        self._office, self._look = office, look
        self._rules: dict[str, Entry] = {}
        self._targets: tuple[Target, ...] | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue whose rules are told."""
        return self._look.sheet.catalogue if self._look is not None else safekeeping.shipped_catalogue()

    @property
    def unit(self) -> str:
        """The office in whose rows examples are made."""
        return self._look.sheet.unit if self._look is not None else self.catalogue.counties[0]

    # One entry

    def entry(self, topic: str) -> Entry | None:
        """Return the entry of a topic; None where there is no such."""
        kind, _, name = topic.partition("/")
        if kind == RULE:
            return self._rule(name)
        if kind == CELL:
            return self.cell(Key.parse(name))
        return written().entry(topic)

    def _rule(self, number: str) -> Entry | None:
        if number not in self._rules:
            rule = next((r for r in self.catalogue.rules if r.number == number), None)
            if rule is None:
                return None
            self._rules[number] = rule_entry(self.catalogue, rule, self.unit, written().rules)
        return self._rules[number]

    def cell(self, key: Key) -> Entry | None:
        """Return the entry of a cell, of this period or of the half-year or year that it lies in."""
        office = self._office
        if office is None:
            return None

        def may_fill(period: Period) -> bool:
            return office.state(period) in workflow.EDITABLE

        views = (View(sheet, office.sheet, may_fill) for sheet in self._sheets())
        return next((found for found in (cell_entry(view, key) for view in views) if found is not None), None)

    def _sheets(self) -> Iterator[Sheet]:
        if self._look is None or self._office is None:
            return
        sheet = self._look.sheet
        yield sheet
        for kind in PERIODS[PERIODS.index(sheet.period.kind) + 1 :]:
            yield self._office.sheet(sheet.period.inside(kind))

    def of_finding(self, finding: Finding) -> Entry | None:
        """Return the entry of a finding's rule, with what was found."""
        found = self._rule(finding.rule)
        return None if found is None else said(found, f"{finding.message}{finding.remedy}")

    def of_sentence(self, sentence: str) -> Entry | None:
        """Return the entry that explains a sentence of the program's, with the sentence."""
        word = which(sentence, _ROOMS)
        topic = None if word is None else written().topic_of_word(word)
        found = None if topic is None else written().entry(topic)
        return None if found is None else said(found, sentence)

    def of_widget(self, names: Sequence[str]) -> Entry | None:
        """Return the entry of the nearest widget that has one; `names` go from the focus outwards."""
        at = written().at
        topic = next((at[name] for name in names if name in at), None)
        return None if topic is None else written().entry(topic)

    def of_state(self, state: str) -> Entry | None:
        """Return the entry of a state by its word."""
        return written().entry(topic_of(STATE, state))

    def of_page(self, name: str) -> Entry | None:
        """Return the entry of a page: a form's, or another's."""
        return written().entry(topic_of(FORM, name)) or written().entry(topic_of(PAGE, name))

    # All of them

    def chapters(self) -> tuple[Chapter, ...]:
        """Return what is written, and the rules, in the order of reading; what is said comes last."""
        *first, last = written().chapters
        rules = Chapter(
            say("desk.helping.rules"), say("desk.helping.rules_intro"),
            tuple(e for e in (self._rule(r.number) for r in self.catalogue.rules) if e is not None),
        )  # fmt: skip
        return (*first, rules, last)

    def telling(self) -> Iterator[None]:
        """Make the entries of the rules one by one: each tries its examples, and all take their time."""
        for rule in self.catalogue.rules:
            self._rule(rule.number)
            yield

    def book(self) -> tuple[Chapter, ...]:
        """Return the same for a book, where what a kind of rules has in common stands once before them."""
        *first, rules, last = self.chapters()
        kinds = Chapter(
            say("desk.helping.kinds"), say("desk.helping.kinds_intro"), kind_entries(written().rules)
        )
        brief = replace(rules, entries=tuple(map(brief_entry, rules.entries)))
        return (*first, kinds, brief, last)

    def title(self, topic: str) -> str:
        """Return what an entry is called, without making it."""
        kind, _, name = topic.partition("/")
        if kind == RULE:
            rule = next((r for r in self.catalogue.rules if r.number == name), None)
            return "" if rule is None else say("models.help.rule.title", number=name, wording=rule.wording)
        found = self.entry(topic)
        return "" if found is None else found.title

    def find(self, typed: str) -> tuple[Target, ...]:
        """Return what fits, the best first; a target's `entry` holds its topic."""
        if self._targets is None:
            self._targets = tuple(self._all())
        return lookup.rank(self._targets, typed, most=_SHOWN)

    def _all(self) -> Iterator[Target]:
        for chapter in written().chapters:
            for entry in chapter.entries:
                body = " ".join(line for part in entry.parts for line in part.lines)
                yield target(
                    _FOUND[entry.kind], entry.title, chapter.title, HELP, entry=(HELP, entry.topic),
                    words=(entry.name, *entry.names), beside=f"{entry.words} {body}",
                )  # fmt: skip
        for rule in self.catalogue.rules:
            yield target(
                lookup.RULE, say("models.help.rule.title", number=rule.number, wording=rule.wording),
                self.catalogue.form(rule.form).short, HELP, entry=(HELP, topic_of(RULE, rule.number)),
                words=(rule.number, say("desk.looking_up.rule", number=rule.number)), beside=rule.remedy,
            )  # fmt: skip
        if self._office is not None and self._look is not None:
            for one in looking_up.index(self._office, self._look, (), HELP):
                if one.kind in {lookup.ROW, lookup.COLUMN} and one.key is not None:
                    yield replace(one, page=HELP, entry=(HELP, topic_of(CELL, str(one.key))))


def said(entry: Entry, sentence: str) -> Entry:
    """Return an entry with what was just said before all else."""
    return replace(entry, parts=(Part(SAID, (sentence,)), *entry.parts))


def kind_title(kind: str) -> str:
    """Return what a kind of entries is called."""
    return say(f"desk.helping.kind.{kind}") if kind in KINDS else ""
