"""The check result on paper where one text explains many findings, and where a text says too little."""

from __future__ import annotations

from copy import deepcopy

from jzdesk.models.snapshot import Frozen
from jzdesk.reports import findings, review
from jzdesk.reports.document import Paragraph

GOOD = "两家印染厂停产检修两个月，产量下降。"
PLACES = ["cod.industry", "nh3n.industry", "so2.industry", "nox.industry"]


def with_findings(frozen: Frozen, texts: list[str | None]) -> Frozen:
    content = deepcopy(dict(frozen.content))
    content["findings"] = [
        {
            "rule": "211", "severity": "核实性", "trial": False, "message": f"第 {n} 处变化大。",
            "keys": [f"emissions/{PLACES[n % len(PLACES)]}/emitted"], "explanation": text,
            "left": None, "right": None, "difference": None,
        }
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return Frozen(content, frozen.catalogue)


def explained(frozen: Frozen) -> list[str]:
    blocks = review.review_document(frozen, draft=True).blocks
    return [b.text for b in blocks if isinstance(b, Paragraph) and "处变化大" in b.text]


def test_more_than_ten_with_one_text_are_one_line_that_names_the_places(first):
    frozen = with_findings(first, [None, *[GOOD] * 12])
    grid = findings.explanations(frozen)
    assert len(grid.rows) == 2
    told = grid.rows[1].cells[3].text
    assert told.startswith("共 12 处，说明相同。其中：第 1 处变化大。其余各处：")
    assert "二氧化硫·工业源" in told
    assert grid.rows[1].cells[4].text == GOOD
    assert len(explained(frozen)) == 2


def test_ten_or_fewer_and_unexplained_ones_stand_singly(first):
    for texts in ([GOOD] * 10, [None] * 14):
        assert len(findings.explanations(with_findings(first, texts)).rows) == len(texts)


def test_the_section_head_is_told_what_says_too_little(first):
    told = explained(with_findings(first, ["属实", *[GOOD] * 3, "锅炉大修四十天，停运期间不排放。"]))
    assert "说明：〔太简单〕属实" in told[0]
    assert [f"〔与别处相同〕{GOOD}" in line for line in told] == [False, True, True, True, False]


def test_findings_from_elsewhere_without_places_are_printed_all_the_same(first):
    frozen = with_findings(first, [GOOD] * 12)
    for found in frozen.content["findings"]:
        found["keys"] = None
    assert len(findings.explanations(frozen).rows) == 1
