"""The shipped rules by what they may do: statistical limits never stop, 试行 informs only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jzdesk.models import checks
from jzdesk.models.checks import FAILED, NOT_RUN, Finding
from jzdesk.models.entry import Key
from jzdesk.models.form import MANDATORY, PLAUSIBILITY
from jzdesk.models.period import Period
from jzdesk.models.todo import todo
from tests.models import kit

STATISTICAL = {
    "change", "near", "per", "spanned", "target", "fall", "grows", "slip", "swapped", "repeated", "kept",
}  # fmt: skip
"""Kinds that hold a figure against what is usual, not against what is possible."""


def test_statistical_limits_can_always_stand_with_an_explanation():
    found = [rule for rule in kit.plan().rules if rule.kind in STATISTICAL]
    assert {rule.kind for rule in found} == STATISTICAL, "each kind is used"
    assert [rule.number for rule in found if rule.severity == MANDATORY] == []


def test_every_rule_is_of_one_of_the_two_severities_and_says_what_to_do():
    for rule in kit.plan().rules:
        assert rule.severity in {MANDATORY, PLAUSIBILITY}, rule.number
        assert rule.wording, rule.number
        assert rule.remedy, rule.number


@pytest.mark.parametrize("severity", [MANDATORY, PLAUSIBILITY])
@pytest.mark.parametrize("result", [FAILED, NOT_RUN])
def test_a_finding_of_a_rule_on_trial_stands_in_nobodys_way(severity, result):
    sheet = kit.sheet("2018Q3")
    key = Key.parse("emissions/cod.industry/emitted")
    firm = Finding("211", severity, False, result, (key,), "变了。", "请核对。")

    def blocking(finding: Finding) -> list[str | None]:
        found = todo(sheet, [finding], reviewed=True, today=date(2018, 10, 8), practice=False)
        return [item.rule for item in found.blocking if item.rule]

    assert blocking(firm) == ["211"]
    assert blocking(replace(firm, trial=True)) == []


def test_with_every_rule_on_trial_no_finding_stops():
    catalogue = kit.plan()
    data = {**catalogue.data, "rules": [{**rule, "trial": True} for rule in catalogue.data["rules"]]}
    on_trial = replace(kit.sheet("2018Q3"), catalogue=type(catalogue)(data))
    outcomes = checks.run(on_trial)
    assert any(f.result in {FAILED, NOT_RUN} for f in outcomes)
    assert not any(f.blocking for f in outcomes)
    assert any(f.blocking for f in checks.run(kit.sheet("2018Q3")))
    assert on_trial.period == Period.parse("2018Q3")
