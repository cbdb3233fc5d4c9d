"""What the help tells of a rule: the catalogue's wording and remedy, its kind's texts, an example."""

from __future__ import annotations

from dataclasses import replace

from jzdesk.models.catalogue import Catalogue
from jzdesk.models.form import MANDATORY, Rule
from jzdesk.models.help.cases import broken
from jzdesk.models.help.entry import (
    EXAMPLE,
    FORM,
    HOW,
    MISTAKES,
    REMEDY,
    RULE,
    SOURCE,
    STATE,
    TERM,
    WHAT,
    Entry,
    parts_of,
    topic_of,
)
from jzdesk.models.help.texts import Plain, lines
from jzdesk.models.period import Period
from jzdesk.words import say


def topic(number: str) -> str:
    """Return the topic of a rule."""
    return topic_of(RULE, number)


def kind_entries(written: Plain) -> tuple[Entry, ...]:
    """Return what is written of each kind of rules, for a book that says it once for all of them."""
    return tuple(
        Entry(
            topic_of(TERM, texts["title"]), texts["title"],
            parts_of({
                WHAT: lines(texts["how"]), MISTAKES: lines(texts["mistakes"]), REMEDY: lines(texts["remedy"]),
            }),
        )
        for texts in written["kind"].values()
    )  # fmt: skip


def brief_entry(entry: Entry) -> Entry:
    """Return a rule's entry without what stands with its kind: wording, source, example, first remedy."""
    kept = {
        SOURCE: entry.part(SOURCE), EXAMPLE: entry.part(EXAMPLE), REMEDY: entry.part(REMEDY)[:1],
    }  # fmt: skip
    return replace(entry, parts=parts_of(kept), see=())


def rule_entry(catalogue: Catalogue, rule: Rule, unit: str, written: Plain) -> Entry:
    """Return a rule's entry with what is written of its kind.

    `unit` is the office in whose rows the example is made.
    """
    form, texts = catalogue.form(rule.form), written["kind"][rule.kind]
    told = {
        WHAT: (rule.wording + say("models.help.rule.end"), *lines(texts["how"])),
        SOURCE: _source(catalogue, rule),
        EXAMPLE: _example(catalogue, rule, unit),
        MISTAKES: lines(texts["mistakes"]),
        REMEDY: (rule.remedy, *lines(texts["remedy"]), _how_hard(rule)),
    }
    state = say("models.help.rule.must" if rule.severity == MANDATORY else "models.help.rule.explain")
    return Entry(
        topic(rule.number), say("models.help.rule.title", number=rule.number, wording=rule.wording),
        tuple(part for part in parts_of(told) if part.name != HOW),
        (), (topic_of(STATE, state), topic_of(FORM, rule.form)),
        f"{rule.number} {rule.severity} {form.short}",
    )  # fmt: skip


def _source(catalogue: Catalogue, rule: Rule) -> tuple[str, ...]:
    form = catalogue.form(rule.form)
    kinds = "、".join(say(f"models.catalogue.kind_{kind}") for kind in rule.frequencies)
    since = Period.parse(rule.since).title
    trial = say("models.help.rule.trial") if rule.trial else ""
    told = say(
        "models.help.rule.source", number=form.number, form=form.title, severity=rule.severity, kinds=kinds,
        since=since,
    )  # fmt: skip
    return (told + trial,)


def _example(catalogue: Catalogue, rule: Rule, unit: str) -> tuple[str, ...]:
    found = broken(catalogue, rule, unit)
    return () if found is None else (say("models.help.rule.example", message=found.message),)


def _how_hard(rule: Rule) -> str:
    if rule.trial:
        return say("models.help.rule.how_trial")
    return say(f"models.help.rule.how_{'must' if rule.severity == MANDATORY else 'explain'}")
