"""What is proposed as an explanation: the largest changes by line, else what was said last time."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, explaining, lines
from jzdesk.desk.explaining import BY_LINES, SAID, Proposal
from jzdesk.desk.office import Office
from jzdesk.models import checks
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

COD = Key.parse("emissions/cod.industry/emitted")
Q2, LAST = Period.parse("2018Q2"), Period.parse("2017Q3")
BEFORE = [
    ("甲厂", "C01", "100", ""),
    ("乙厂", "C02", "20", ""),
    ("丙厂", "C03", "1", ""),
    ("丁厂", "C04", "5.5", ""),
]
NOW = [
    ("甲厂", "C01", "18.5", ""),
    ("乙厂", "C02", "20", ""),
    ("丙厂", "C03", "2", ""),
    ("戊厂", "C05", "8", ""),
]


def failed(office: Office, against: str) -> Finding:
    """Return the finding that the figure changed against an earlier one."""
    sheet = office.sheet(Q3)
    rules = {r.number for r in sheet.catalogue.rules if r.kind == "change" and r.params["against"] == against}
    return next(f for f in checks.findings(checks.run(sheet)) if f.rule in rules and f.keys == (COD,))


def proposed(office: Office, against: str) -> Proposal | None:
    return explaining.proposals(office, office.sheet(Q3), [failed(office, against)])[0]


@pytest.mark.parametrize(
    ("earlier", "against", "other"), [(Q2, "previous", "上季"), (LAST, "last_year", "上年同期")]
)
def test_the_lines_that_changed_most_are_proposed(county: Office, earlier, against, other):
    lines.set_lines(county, earlier, COD, BEFORE)
    lines.set_lines(county, Q3, COD, NOW)
    text = f"比{other}，主要是甲厂减少 81.50 吨、戊厂增加 8.00 吨、丁厂减少 5.50 吨。"
    assert proposed(county, against) == Proposal(text, BY_LINES)


def test_without_lines_both_times_what_was_said_is_proposed(county: Office):
    entering.set_values(county, LAST, [str(COD), "100"])
    entering.set_values(county, Q2, [str(COD), "100"])
    lines.set_lines(county, Q3, COD, NOW)
    assert proposed(county, "previous") is None
    finding = failed(county, "previous")
    with county.store.operation("explain", Q2, at=county.stamp) as op:
        op.explain(finding.rule, finding.keys, "甲厂停产检修。", "1")
    county.forget()
    (given,) = explaining.proposals(county, county.sheet(Q3), [finding])
    assert given == Proposal("甲厂停产检修。", SAID)


def test_lines_that_are_the_same_explain_nothing(county: Office):
    lines.set_lines(county, Q2, COD, BEFORE)
    entering.set_values(county, LAST, [str(COD), "9"])
    lines.set_lines(county, Q3, COD, BEFORE)
    assert proposed(county, "last_year") is None
