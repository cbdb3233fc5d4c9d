"""免审: what a document waives is not asked for until its last day, and stands on paper and in the file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from jzdesk.desk import adopting, allotting, browsing, entering, handing_in, papers, signing, window
from jzdesk.models import checks, snapshot
from jzdesk.models.allotment import judging
from jzdesk.models.waiver import Waiver
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.review import review_document
from jzdesk.reports.to_pdf import render
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import as_typed, hand_down
from tests.reports.papers import squeezed

PAPER = "焦环办〔2018〕71号"
ONE = Waiver("211", "410823", "2018-07-01", "2018-12-31", PAPER, "两家企业整体搬迁，同比没有意义")


@pytest.fixture
def county(county):
    """A county whose figures are three times those of a year ago."""
    walk.fill(county, Q3.last_year, "24")
    walk.fill(county, Q3, "72")
    return county


def outcomes(office, rule="211", period=Q3):
    return [f for f in checks.run(office.sheet(period)) if f.rule == rule]


def test_a_waived_rule_is_not_applicable_and_names_its_document(county):
    before = outcomes(county)
    hand_down(county, waivers=[as_typed(ONE)])
    told = handing_in.run_checks(county, Q3)
    found = [f for f in told["findings"] if f["rule"] == "211"]
    assert len(found) == len(before) > 10
    assert {(f["result"], f["blocking"], f["message"]) for f in found} == {
        ("not_applicable", False, f"免审：{PAPER}（至 2018-12-31）")
    }
    assert not any(item.rule == "211" for item in handing_in.todo_of(county, Q3).blocking)


def test_a_mandatory_rule_may_be_waived(county):
    rule = next(r for r in county.catalogue.rules if r.kind == "complete" and r.form == "milestones")
    key = f"{rule.form}/M011/status"
    entering.set_values(county, Q3, [key, ""])
    assert any(item.rule == rule.number for item in handing_in.todo_of(county, Q3).blocking)
    hand_down(county, waivers=[as_typed(replace(ONE, rule=rule.number))])
    assert not any(item.rule == rule.number for item in handing_in.todo_of(county, Q3).blocking)


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, until="2018-09-29"), replace(ONE, since="2018-10-01"), replace(ONE, unit="410825"),
    ],
)  # fmt: skip
def test_an_expired_a_later_and_anothers_have_no_effect(county, other):
    before = outcomes(county)
    hand_down(county, waivers=[as_typed(other)])
    assert outcomes(county) == before


def test_revoked_the_rule_holds_again(county):
    before = outcomes(county)
    hand_down(county, waivers=[as_typed(ONE)])
    assert county.catalogue.waivers == (ONE,)
    hand_down(county)
    assert (county.catalogue.waivers, outcomes(county)) == ((), before)


def test_an_open_period_is_waived_only_once_the_clerk_has_confirmed_the_file(county):
    before = outcomes(county)
    hand_down(county, adopt=False, waivers=[as_typed(ONE)])
    assert outcomes(county) == before
    adopting.adopt(county, Q3)
    assert {f.result for f in outcomes(county)} == {checks.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(ONE, rule="999"), "code"), (replace(ONE, document=" "), "document"),
        (replace(ONE, reason=""), "reason"), (replace(ONE, until="今年年底"), "until"),
        (replace(ONE, until="2018-06-30"), "until"), (replace(ONE, unit="999999"), "unit"),
    ],
)  # fmt: skip
def test_what_says_too_little_is_refused(county, wrong, field):
    base = allotting.base(county).data
    _, problems = judging.judged(base, {"waivers": [(1, as_typed(ONE)), (2, as_typed(wrong))]})
    assert [(p.at, p.field) for p in problems] == [(2, field)]


def test_the_window_says_so(county):
    hand_down(county, waivers=[as_typed(ONE)])
    detail = browsing.detail(county, window.look(county, Q3), "rules", "211")
    assert detail.standing is not None
    assert detail.standing.state.word == "免审"
    said = [line.text for section in detail.sections for line in section.lines]
    assert any(PAPER in text and "整体搬迁" in text for text in said)


# Paper and file


def test_the_report_and_the_review_sheet_print_it(county):
    for granted in (False, True):
        if granted:
            hand_down(county, waivers=[as_typed(ONE)])
        content, _ = handing_in.content_now(county, Q3)
        frozen = papers.frozen_of(county, content)
        report = squeezed(render(report_document(frozen, [], draft=True))[0])
        sheet = squeezed(render(review_document(frozen, draft=True))[0])
        for text in (report, sheet):
            assert (PAPER in text, "整体搬迁" in text) == (granted, granted)
        assert ("2018年7月1日" in report, "按市局文件免审" in report) == (granted, granted)


def test_what_is_waived_is_told_apart_from_what_has_no_basis(county):
    hand_down(county, waivers=[as_typed(ONE)])
    free, told = len(outcomes(county)), handing_in.run_checks(county, Q3)
    assert set(told["counts"]) == {"passed", "failed", "not_run", "not_applicable"}
    assert told["counts"]["not_applicable"] > told["waived"] == free
    assert sum(f["waived"] for f in told["findings"]) == free
    content, _ = handing_in.content_now(county, Q3)
    assert content["waived"] == free
    without = told["counts"]["not_applicable"] - free
    report = squeezed(render(report_document(papers.frozen_of(county, content), [], draft=True))[0])
    assert f"无比较基础{without}，免审{free}。" in report


def test_without_a_waiver_the_content_is_what_it_was(county):
    content, sheet = handing_in.content_now(county, Q3)
    assert not {"waivers", "waived"} & content.keys()
    report = squeezed(render(report_document(papers.frozen_of(county, content), [], draft=True))[0])
    assert "免审" not in report
    elsewhere = replace(sheet, waived={"999": replace(ONE, rule="999")})
    made = snapshot.build(
        elsewhere, checks.run(sheet), content["counts"], snapshot.Signers(), origin_of(content)
    )
    assert "waivers" not in made, "one of no form that is due is not told"


def origin_of(content):
    return snapshot.Origin(content["office"], True, content["program"], 1, 0)


def test_it_travels_with_the_file(tmp_path, county):
    hand_down(county, waivers=[as_typed(ONE)])
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path)
    submission = county.store.submissions(county.unit, Q3)[-1]
    assert json.loads(county.store.submission_content(submission.id))["waivers"] == [ONE.plain()]
    assert signing.upload_name(county, Q3, 1, made.code) in {p.name for p in made.files}
