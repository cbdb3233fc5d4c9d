"""审核关系表: every rule in force of the forms due, form by form, and what is waived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jzdesk.desk import rule_paper
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from jzdesk.reports import rendering
from jzdesk.reports.document import Grid
from jzdesk.reports.rules import RulesInput, rules_document
from jzdesk.reports.to_pdf import render
from tests.desk.conftest import Q3
from tests.desk.conftest import county as county
from tests.desk.handed_down import as_typed, hand_down
from tests.reports.papers import pages, squeezed

PAPER = Waiver("211", "410823", "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "企业整体搬迁")


def rows_of(office, period=Q3):
    document = rules_document(rule_paper.given(office, period), office.sheet(period).catalogue)
    (grid,) = (b for b in document.blocks if isinstance(b, Grid))
    return document, grid.rows


def test_every_rule_in_force_stands_under_its_form(county):
    _, rows = rows_of(county)
    sheet = county.sheet(Q3)
    due = {form.id for form in sheet.forms}
    wanted = [r.number for r in sheet.catalogue.rules if r.form in due and r.holds(Q3)]
    printed = [row.cells[0].text for row in rows if row.kind == "row"]
    assert sorted(printed) == sorted(wanted)
    assert len(printed) > 80
    assert sum(row.kind == "band" for row in rows) == len(
        {r.form for r in sheet.catalogue.rules if r.form in due}
    )


def test_a_row_says_kind_wording_remedy_and_since_when(county):
    document, rows = rows_of(county)
    trial = next(r for r in county.catalogue.rules if r.trial and r.holds(Q3))
    told = {row.cells[0].text: [cell.text for cell in row.cells] for row in rows if row.kind == "row"}
    assert told[trial.number][1] == "核实性试行"
    assert told[trial.number][2:4] == [trial.wording, trial.remedy]
    text = squeezed(render(document)[0])
    assert all(
        squeezed_word(r.wording) in text
        for r in county.catalogue.rules
        if r.form == "emissions" and r.holds(Q3)
    )


def squeezed_word(text: str) -> str:
    return "".join(text.split())


def test_what_is_waived_says_by_which_document(county):
    hand_down(county, waivers=[as_typed(PAPER)])
    _, rows = rows_of(county)
    told = [cell.text for row in rows for cell in row.cells if "免审" in cell.text]
    assert len(told) == 1
    assert told[0].endswith("〔免审：焦环办〔2018〕71号（至 2018-12-31）〕")


def test_the_child_makes_the_same_paper_again(county):
    job = rule_paper.making(county, Q3)._jobs[0]
    first, second = (rendering.render(job, print)["data"] for _ in range(2))
    assert first == second
    made = render(rules_document(RulesInput(**job["rules"]), county.catalogue))[0]
    assert "第1页共" in squeezed(made)
    assert "练习" in pages(made)[0], "a practice store's"


def test_a_period_without_forms_is_refused(county, monkeypatch):
    sheet = replace(county.sheet(Q3), unit="410801")
    monkeypatch.setattr(county, "sheet", lambda _period: sheet)
    with pytest.raises(RefusedError, match="没有要填的报表"):
        rule_paper.given(county, Period.parse("2018Q3"))
