"""Rules, forms, duties and the plan's discrepancies as the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jzdesk.desk import window
from jzdesk.desk.browsed import (
    Detail,
    Jump,
    Line,
    Link,
    Section,
    Standing,
    State,
    View,
    act_in,
    facts,
    first_key,
    frequencies_words,
    in_year,
    nearest,
)
from jzdesk.models import checks
from jzdesk.models.checks import FAILED, MANDATORY, NOT_APPLICABLE, NOT_RUN, PASSED, Finding
from jzdesk.models.form import Form, Rule
from jzdesk.models.period import Period
from jzdesk.words import say

Item = Mapping[str, Any]
MOST = 8
"""How many findings of one rule are listed; the form shows them all."""


def has_form(view: View, form: Form) -> bool:
    """Tell whether the office fills a form in any kind of period."""
    unit = view.sheet.unit
    rows = any(unit in row.scope for row in form.rows)
    return rows or any(b.template is not None and unit in b.template.scope for b in form.blocks)


# Rules


def outcomes_of(found: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return outcomes by the number of their rule."""
    by_rule: dict[str, list[Finding]] = {}
    for one in found:
        by_rule.setdefault(one.rule, []).append(one)
    return by_rule


def rule_state(found: Sequence[Finding]) -> State:
    """Return how a rule stands by its outcomes: the worst of them counts."""
    failed = [f for f in found if f.result == FAILED]
    if failed and failed[0].trial:
        return State(say("desk.browsing.rule.word_trial"), "explain", "")
    if failed and failed[0].severity == MANDATORY:
        return State(say("desk.browsing.rule.word_must"), "must", "must")
    if any(f.explanation is None for f in failed):
        return State(say("desk.browsing.rule.word_explain"), "explain", "explain")
    if any(f.waived for f in found):
        return State(say("desk.browsing.rule.word_waived"), "unjudged", "")
    results = {f.result for f in found}
    for result, word, sign, tone in (
        (NOT_RUN, "not_run", "blank", "explain"), (FAILED, "explained", "good", "good"),
        (PASSED, "passed", "good", "good"), (NOT_APPLICABLE, "not_applicable", "unjudged", ""),
    ):  # fmt: skip
        if result in results:
            return State(say(f"desk.browsing.rule.word_{word}"), sign, tone)
    return State()


def rule_detail(view: View, rule: Rule) -> Detail:
    """Return a rule with its wording, what to do, and how it came out in the period."""
    form = view.catalogue.form(rule.form)
    found = checks.run(view.sheet, number=rule.number)
    said = (
        ("form", f"{form.number}　{form.title}"), ("severity", rule.severity),
        ("remedy", rule.remedy), ("often", frequencies_words(rule.frequencies)),
        ("since", _from(rule)), ("waived", _waived(view, rule)),
        ("trial", say("desk.browsing.rule.trial_text") if rule.trial else ""),
    )  # fmt: skip
    asked = Section(say("desk.browsing.what"), _named("rule", *said))
    tone = "must" if rule.severity == MANDATORY else "explain"
    tags = [State(rule.severity, "", tone), State(form.short)]
    if rule.trial:
        tags.insert(1, State(say("desk.browsing.rule.trial")))
    return Detail(
        "rules", rule.number, rule.wording, tuple(tags), _rule_standing(view, rule, found), (),
        (asked, _findings(view, form, found)), (), "",
    )  # fmt: skip


def _waived(view: View, rule: Rule) -> str:
    granted = view.sheet.waived.get(rule.number)
    if granted is None:
        return ""
    return say(
        "desk.browsing.rule.waived_text", document=granted.document, since=granted.since, until=granted.until,
        reason=granted.reason,
    )  # fmt: skip


def _from(rule: Rule) -> str:
    return say("desk.browsing.task.since", year=Period.parse(rule.since).title)


def _rule_standing(view: View, rule: Rule, found: Sequence[Finding]) -> Standing:
    lines = (Line(say("desk.browsing.at"), view.sheet.period.title),)
    if not found:
        return Standing(State(), _why_unused(view, rule), lines)
    waived = next((f.message for f in found if f.waived), "")
    if waived:
        return Standing(rule_state(found), waived, lines)
    counts = Counter(f.result for f in found)
    explained = sum(1 for f in found if f.result == FAILED and f.explanation is not None)
    text = say(
        "desk.browsing.rule.counts", passed=counts[PASSED], failed=counts[FAILED] - explained,
        explained=explained, not_run=counts[NOT_RUN], not_applicable=counts[NOT_APPLICABLE],
    )  # fmt: skip
    return Standing(rule_state(found), text, lines)


def _why_unused(view: View, rule: Rule) -> str:
    period = view.sheet.period
    if rule.form in view.sheet.nil:
        return say("desk.browsing.rule.nil")
    if period.kind not in rule.frequencies:
        return say("desk.browsing.rule.not_kind", kinds=_kinds(rule.frequencies))
    if not rule.holds(period):
        return say("desk.browsing.rule.not_yet", period=Period.parse(rule.since).title)
    return say("desk.browsing.rule.none_here")


def _kinds(kinds: tuple[str, ...]) -> str:
    return "、".join(say(f"models.catalogue.kind_{kind}") for kind in kinds)


def _findings(view: View, form: Form, found: Sequence[Finding]) -> Section:
    """List where a rule did not pass, each with its sentence and the way to the cell."""
    open_ = [f for f in found if f.result in {FAILED, NOT_RUN}]
    jumps = tuple(
        Jump(_sentence(f), say("desk.browsing.act_look"), form.id, f.keys[0] if f.keys else None,
             view.sheet.period)
        for f in open_[:MOST]
    )  # fmt: skip
    rest = len(open_) - MOST
    more = (say("desk.browsing.rule.more", n=rest, form=form.title),) if rest > 0 else ()
    return Section(say("desk.browsing.rule.findings"), said=more, jumps=jumps)


def _sentence(finding: Finding) -> str:
    if finding.explanation is None:
        return finding.message
    return finding.message + say("desk.browsing.rule.explained", text=finding.explanation)


def _named(room: str, *pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(say(f"desk.browsing.{room}.{name}"), text) for name, text in pairs if text)


# Forms


def form_state(view: View, form: Form) -> State:
    """Return how far a form is in the period; empty where it is not filled."""
    if not view.sheet.asks(form.id):
        return State()
    if form.id in view.sheet.nil:
        return State(say("desk.browsing.form.nil"), "good", "good")
    done = window.progress_of(view.sheet, form)
    whole = bool(done.total) and done.filled == done.total
    word = say("desk.browsing.form.filled_line", filled=done.filled, total=done.total)
    return State(word, "good" if whole else "blank", "good" if whole else "")


def form_detail(view: View, form: Form) -> Detail:
    """Return a form with all its rules: what it asks, how far it is, and where it is filled."""
    sheet = view.sheet
    rows = [r for r in sheet.rows(form.id) if not r.derived]
    here = sheet.asks(form.id)
    count = say("desk.browsing.form.rows_line", n=len(rows)) if here else ""
    asked = Section(
        say("desk.browsing.what"),
        _named(
            "form", ("number", form.number), ("often", frequencies_words(form.frequencies)),
            ("kind", say(f"desk.browsing.form.{'list' if form.list else 'fixed'}")),
            ("unit", form.unit_of_measure), ("rows", count),
        ),
    )  # fmt: skip
    rules = [r for r in view.catalogue.rules if r.form == form.id]
    links = tuple(Link("rules", r.number, f"{r.number}　{r.severity}　{r.wording}") for r in rules)
    standing = None
    if here:
        lines = (Line(say("desk.browsing.at"), sheet.period.title),)
        standing = Standing(form_state(view, form), say("desk.browsing.form.filled"), lines)
    return Detail(
        "forms", form.id, form.title, (State(form.number, "", "accent"),), standing, (),
        (asked, Section(say("desk.browsing.form.notes"), said=form.notes),
         Section(say("desk.browsing.form.rules"), links=links)),
        _form_jumps(view, form), _form_elsewhere(view, form),
    )  # fmt: skip


def _form_jumps(view: View, form: Form) -> tuple[Jump, ...]:
    period = nearest(view.sheet.period, form.frequencies)
    if period is None:
        return ()
    sheet = view.sheet_of(period)
    if not sheet.asks(form.id):
        return ()
    rows = [r for r in sheet.rows(form.id) if not r.derived]
    key = first_key(sheet, form, rows[0]) if rows else None
    at = "" if period == view.sheet.period else say("desk.browsing.in_period", period=period.title)
    text = say("desk.browsing.place_form", form=form.title, period=at)
    return (Jump(text, act_in(view, period), form.id, key, period),)


def _form_elsewhere(view: View, form: Form) -> str:
    if not has_form(view, form):
        return say("desk.browsing.form.nobody")
    if not view.sheet.asks(form.id):
        return say("desk.browsing.form.not_due", kinds=frequencies_words(form.frequencies))
    return ""


# Duties and discrepancies


def duty_often(duty: Item) -> str:
    """Return how often a duty is to be done, in words."""
    return say(f"desk.browsing.every.{duty['frequency']}")


def duty_detail(duty: Item) -> Detail:
    """Return a duty of the plan: who, how often, until when."""
    start = duty.get("start")
    asked = Section(
        say("desk.browsing.what"),
        _named(
            "duty", ("who", duty.get("who") or say("desk.browsing.duty.who_none")),
            ("often", duty_often(duty)), ("due", in_year(duty.get("due"))),
            ("since", say("desk.browsing.task.since", year=in_year(start)) if start else ""),
        ) + facts(("source", duty["source"]), ("code", duty["code"])),
    )  # fmt: skip
    tags = (State(duty_often(duty), "", "accent"), State(duty["source"]))
    return Detail("duties", duty["code"], duty["name"], tags, None, (), (asked,))


def note_detail(note: Item, links: tuple[Link, ...]) -> Detail:
    """Return a discrepancy of the plan with all it is about."""
    said = Section(say("desk.browsing.note.text"), said=(note["text"],))
    about = Section(say("desk.browsing.note.about"), links=links)
    source = Section(say("desk.browsing.what"), facts(("source", note["source"])))
    return Detail("notes", note["ref"], note_title(note, links), (State(note["source"]),), None, (),
                  (said, about, source))  # fmt: skip


def note_title(note: Item, links: tuple[Link, ...]) -> str:
    """Return what a discrepancy is about: the names of the first two."""
    names = "、".join(dict.fromkeys(link.text for link in links[:2]))
    more = say("desk.browsing.note.more", n=len(links)) if len(links) > 2 else ""
    return f"{names}{more}" or str(note["ref"])
