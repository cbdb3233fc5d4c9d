"""规划目录: everything the plan asks, of whom, where it is filled, and how it stands now.

All of it comes from the catalogue in force and the open sheet. `entries` is the list, `pick` searches
it, `detail` tells all of one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jzdesk.desk import browsing_indicators, browsing_rules, browsing_tasks, plan_text
from jzdesk.desk.browsed import (
    DUTIES,
    FORMS,
    INDICATORS,
    NOTES,
    PROJECTS,
    RULES,
    SEGMENTS,
    TASKS,
    Detail,
    Entry,
    Link,
    Section,
    State,
    View,
)
from jzdesk.desk.office import Office
from jzdesk.desk.window import Look
from jzdesk.models import roles, workflow
from jzdesk.models.checks.finding import Finding
from jzdesk.models.initials import fold, initials, matches
from jzdesk.words import say

__all__ = ["SEGMENTS", "counts", "detail", "entries", "pick"]
Names = Mapping[str, tuple[str, str]]


def view_of(office: Office, look: Look) -> View:
    """Return what the plan is seen through."""
    return View(look.sheet, office.sheet, lambda period: office.state(period) in workflow.EDITABLE)


def entries(office: Office, look: Look) -> tuple[Entry, ...]:
    """Return every entry of every segment in the plan's order, each with how it stands now."""
    view = view_of(office, look)
    data = view.data
    found = [_indicator(view, i) for i in data["indicators"]]
    found += [
        _entry(TASKS, m["code"], m["name"], m["source"], browsing_tasks.task_state(view, m),
               browsing_tasks.concerns(view, roles.TASKS, m))
        for m in data["milestones"]
    ]  # fmt: skip
    found += [
        _entry(PROJECTS, p["code"], p["name"], p["source"], browsing_tasks.project_state(view, p),
               browsing_tasks.concerns(view, roles.PROJECTS, p))
        for p in data["projects"]
    ]  # fmt: skip
    found += [
        _entry(DUTIES, d["code"], d["name"], d["source"], State(browsing_rules.duty_often(d)), True,
               d.get("who") or "")
        for d in data["duties"]
    ]  # fmt: skip
    mine = {e.code for e in found if e.mine}
    return (*found, *_rules(view, look.outcomes), *_notes(data, mine), *_forms(view))


def _entry(
    segment: str, code: str, name: str, source: str, state: State, mine: bool, more: str = ""
) -> Entry:
    said = f"{code} {name} {source} {more}"
    return Entry(segment, code, name, source, state, mine, fold(said), initials(f"{name} {more}"))


def _indicator(view: View, item: Mapping[str, Any]) -> Entry:
    sources = tuple(dict.fromkeys(t["source"] for t in item["targets"]))
    return _entry(
        INDICATORS, item["code"], item["name"], "、".join(sources), browsing_indicators.state(view, item),
        browsing_indicators.concerns(view, item), f"{item['unit']} {item.get('nature') or ''}",
    )  # fmt: skip


def _rules(view: View, outcomes: Sequence[Finding]) -> list[Entry]:
    by_rule = browsing_rules.outcomes_of(outcomes)
    catalogue = view.catalogue
    return [
        _entry(RULES, r.number, r.wording, catalogue.form(r.form).short,
               browsing_rules.rule_state(by_rule.get(r.number, ())),
               browsing_rules.has_form(view, catalogue.form(r.form)),
               f"{r.severity} {say('desk.browsing.rule.trial') if r.trial else ''}")
        for r in catalogue.rules
    ]  # fmt: skip


def _notes(data: Mapping[str, Any], mine: set[str]) -> list[Entry]:
    names = _names(data)
    return [
        _entry(NOTES, n["ref"], browsing_rules.note_title(n, _links(n, names)), n["source"], State(),
               not mine.isdisjoint(n["about"]), f"{n['text']} {' '.join(n['about'])}")
        for n in data["notes"]
    ]  # fmt: skip


def _forms(view: View) -> list[Entry]:
    return [
        _entry(FORMS, f.id, f.title, f.number, browsing_rules.form_state(view, f),
               browsing_rules.has_form(view, f), f.short)
        for f in view.catalogue.forms
    ]  # fmt: skip


def _names(data: Mapping[str, Any]) -> Names:
    """Return segment and name of everything a note can be about, by code."""
    rooms = ((INDICATORS, "indicators"), (TASKS, "milestones"), (PROJECTS, "projects"), (DUTIES, "duties"))
    return {item["code"]: (segment, item["name"]) for segment, room in rooms for item in data[room]}


def _links(note: Mapping[str, Any], names: Names) -> tuple[Link, ...]:
    return tuple(Link(names[c][0], c, names[c][1]) for c in note["about"] if c in names)


# Searching


def pick(found: Sequence[Entry], segment: str, typed: str, *, mine: bool) -> tuple[Entry, ...]:
    """Return the entries of a segment in which every word typed stands, by text or by 拼音 initials.

    `mine` leaves out what does not concern the office.
    """
    words = [fold(word) for word in typed.split()]
    return tuple(
        e for e in found
        if e.segment == segment and (e.mine or not mine) and all(_has(e, word) for word in words)
    )  # fmt: skip


def _has(entry: Entry, word: str) -> bool:
    if word in entry.folded:
        return True
    return len(word) > 1 and word.isascii() and word.isalpha() and matches(word, entry.spelled)


def counts(found: Sequence[Entry], typed: str, *, mine: bool) -> dict[str, int]:
    """Return how many entries each segment has for what was typed."""
    return {segment: len(pick(found, segment, typed, mine=mine)) for segment in SEGMENTS}


# One entry


def detail(office: Office, look: Look, segment: str, code: str) -> Detail:
    """Return all there is to know of one entry."""
    view = view_of(office, look)
    data = view.data
    if segment == RULES:
        rule = next(r for r in view.catalogue.rules if r.number == code)
        return browsing_rules.rule_detail(view, rule)
    if segment == FORMS:
        return browsing_rules.form_detail(view, view.catalogue.form(code))
    if segment == NOTES:
        note = next(n for n in data["notes"] if n["ref"] == code)
        return browsing_rules.note_detail(note, _links(note, _names(data)))
    made = _with_notes(_plain(view, segment, code), data)
    return _with_text(made, office, _item(data, segment, code))


_ROOMS = {INDICATORS: "indicators", TASKS: "milestones", PROJECTS: "projects", DUTIES: "duties"}


def _item(data: Mapping[str, Any], segment: str, code: str) -> Mapping[str, Any]:
    return _of(data[_ROOMS[segment]], code)


def _with_text(made: Detail, office: Office, item: Mapping[str, Any]) -> Detail:
    """Put the paragraph of the plan's official text behind everything else, where it is loaded."""
    text, loaded = plan_text.text(office), plan_text.standing(office)
    if text is None or loaded is None:
        return made
    targets = item.get("targets", ())
    sources = tuple(dict.fromkeys(str(one["source"]) for one in (*targets, item) if "source" in one))
    figures = [str(t["value"]) for t in targets if isinstance(t.get("value"), str)]
    found = text.beside(sources, str(item["name"]), figures)
    title = say("desk.plan_text.section", source=found[0] if found else "、".join(sources))
    said = (found[1], say("desk.plan_text.by_name")) if found else (say("desk.plan_text.none"),)
    section = Section(title, said=said)
    return replace(made, sections=(*made.sections, section))


def _plain(view: View, segment: str, code: str) -> Detail:
    if segment == INDICATORS:
        return browsing_indicators.detail(view, _of(view.data["indicators"], code))
    if segment == TASKS:
        return browsing_tasks.task_detail(view, _of(view.data["milestones"], code))
    if segment == PROJECTS:
        return browsing_tasks.project_detail(view, _of(view.data["projects"], code))
    return browsing_rules.duty_detail(_of(view.data["duties"], code))


def _of(items: Iterable[Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    return next(i for i in items if i["code"] == code)


def _with_notes(made: Detail, data: Mapping[str, Any]) -> Detail:
    """Put the plan's discrepancies about an entry right behind its targets."""
    texts = tuple(
        say("desk.browsing.note.line", text=n["text"], source=n["source"])
        for n in data["notes"] if made.code in n["about"]
    )  # fmt: skip
    notes = Section(say("desk.browsing.note.here"), said=texts, tone="explain")
    return replace(made, sections=(notes, *made.sections) if texts else made.sections)
