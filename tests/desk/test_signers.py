"""Who signs: three people however their names are written, and whom a substitute stood in for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from jzdesk import settings
from jzdesk.desk import (
    entering,
    handing_in,
    looking_back,
    preview,
    receiving,
    recovery,
    reporting,
    safekeeping,
    signing,
    window,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.reports import papers

COD = "emissions/cod.industry/emitted"
CLERK, DEPUTY = "王丽（代李静填报）", "周勇（代赵刚复核）"
NAMES: dict[str, Any] = {"preparer": "王丽", "head": "张国强", "phone": "0391-7290000", "one_person": False}


def freeze(office: Office, out: Path, **names: Any) -> signing.Frozen:
    return signing.freeze(office, Q3, out=out, **{**NAMES, **names})


def signers(office: Office) -> dict[str, Any]:
    """Return the names in the newest snapshot of the period."""
    newest = office.store.submissions(office.unit, Q3)[-1]
    return json.loads(office.store.submission_content(newest.id))["signers"]


def ready(office: Office, by: str = "周勇", stood_in: str = "赵刚") -> None:
    walk.ready(office, Q3)
    handing_in.review(office, Q3, by, stood_in)


def text_of_word(path: Path) -> str:
    opened = docx.Document(str(path))
    cells = [c.text for t in opened.tables for r in t.rows for c in r.cells]
    inner = [c.text for t in opened.tables for r in t.rows for c in r.cells for i in c.tables
             for row in i.rows for c in row.cells]  # fmt: skip
    return "\n".join([*(p.text for p in opened.paragraphs), *cells, *inner])


def test_everything_printed_says_who_stood_in_for_whom(county: Office, city: Office, tmp_path: Path) -> None:
    ready(county)
    frozen = freeze(county, tmp_path, preparer_for="李静")
    signed = [p for p in papers.pages(frozen.files[0].read_bytes()) if "统计负责人：" in p]
    assert len(signed) == 1 + len(frozen.forms)  # the cover and every form's foot
    assert all(CLERK in page and DEPUTY in page for page in signed)
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert CLERK in papers.squeezed(made.files[1].read_bytes())
    assert DEPUTY in papers.squeezed(made.files[1].read_bytes())
    cover = openpyxl.load_workbook(made.files[0]).worksheets[0]
    shown = {row[0].value: row[1].value for row in cover.iter_rows(min_row=3, max_col=2)}
    assert (shown["填表人"], shown["统计负责人"]) == (CLERK, DEPUTY)
    word = text_of_word(reporting.report(county, Q3, kind="forms", out=tmp_path / "表.docx"))
    assert CLERK in word
    assert DEPUTY in word
    review = reporting.report(county, Q3, kind="review", out=tmp_path / "清单.pdf").read_bytes()
    assert f"登记的复核人：{DEPUTY}" in papers.squeezed(review)
    assert len(papers.pages(review)) == 1
    version = next(v for v in looking_back.versions(county) if not v.now)
    names = looking_back.opened(county, version).names
    assert names == (("填表人", CLERK), ("复核人", DEPUTY), ("单位负责人", "张国强"))
    content = json.loads(county.store.submission_content(version.number))
    assert {CLERK, DEPUTY} <= {value for _, value in preview.detail(city, content, made.code, "").facts}


def test_a_changed_stand_in_on_the_cover_of_a_file_is_named(
    county: Office, city: Office, tmp_path: Path
) -> None:
    ready(county)
    freeze(county, tmp_path, preparer_for="李静")
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    opened = openpyxl.load_workbook(made.files[0])
    (cell,) = [c for row in opened.worksheets[0].iter_rows() for c in row if c.value == CLERK]
    cell.value = "王丽"
    opened.save(made.files[0])
    told = receiving.receive(city, [made.files[0]])["files"][0]
    assert told["verdict"] == "refused"
    assert cell.coordinate in told["message"]


@pytest.mark.usefixtures("no_paper")
def test_a_content_mentions_a_stand_in_only_where_there_was_one(county: Office, tmp_path: Path) -> None:
    ready(county, stood_in="")
    freeze(county, tmp_path)
    plain = {"preparer", "reviewer", "head", "phone", "issued_on", "one_person"}
    assert set(signers(county)) == plain
    signing.withdraw(county, Q3)
    handing_in.review(county, Q3, "周勇", "赵刚")
    freeze(county, tmp_path, preparer_for=" 李静 ")
    assert set(signers(county)) - plain == {"preparer_for", "reviewer_for"}
    assert (signers(county)["preparer_for"], signers(county)["reviewer_for"]) == ("李静", "赵刚")


@pytest.mark.usefixtures("no_paper")
def test_nobody_stands_in_for_herself(county: Office, tmp_path: Path) -> None:
    ready(county)
    before = county.store.period(Q3)
    with pytest.raises(RefusedError, match=r"^周勇不能代自己复核"):
        handing_in.review(county, Q3, "周勇", "周　勇")
    with pytest.raises(RefusedError, match=r"^王丽不能代自己填报"):
        freeze(county, tmp_path, preparer_for="王 丽")
    assert county.store.period(Q3) == before


@pytest.mark.usefixtures("no_paper")
def test_a_review_in_somebodys_stead_lapses_as_a_whole(county: Office, tmp_path: Path) -> None:
    ready(county)
    assert county.store.period(Q3).facts["reviewer_for"] == "赵刚"
    entering.set_values(county, Q3, [COD, "13"])
    assert not {"reviewer", "reviewed_on", "reviewer_for"} & set(county.store.period(Q3).facts)
    handing_in.review(county, Q3, "赵刚")
    freeze(county, tmp_path)
    assert "reviewer_for" not in signers(county)
    assert signers(county)["reviewer"] == "赵刚"


@pytest.mark.usefixtures("no_paper")
def test_a_withdrawn_print_offers_the_same_again_and_the_next_quarter_does_not(
    county: Office, tmp_path: Path
) -> None:
    ready(county)
    freeze(county, tmp_path, preparer_for="李静")
    signing.withdraw(county, Q3)
    facts = window.look(county, Q3).facts
    assert window.names_used(county, Q3)["preparer"] == "王丽"
    assert (facts["preparer_for"], facts["reviewer_for"]) == ("李静", "赵刚")
    after = Period.parse("2018Q4")
    assert window.names_used(county, after)["preparer"] == "李静"
    assert "preparer_for" not in window.look(county, after).facts
    freeze(county, tmp_path, preparer="李静")
    assert "preparer_for" not in county.store.period(Q3).facts
    assert "preparer_for" not in signers(county)


@pytest.mark.usefixtures("no_paper")
def test_a_period_taken_back_from_its_file_still_knows_the_substitute(county: Office, tmp_path: Path) -> None:
    ready(county)
    freeze(county, tmp_path, preparer_for="李静")
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    with safekeeping.init(tmp_path / "新.jzdesk", unit="410823", office=None, practice=True) as new:
        recovery.take_back(new, [made.files[0]])
        names = window.signed_with(new, window.look(new, Q3))
        assert (names["preparer_for"], names["reviewer_for"]) == ("李静", "赵刚")


SAME = ["周勇", "周 勇", " 周　勇 ", "Zhou Yong", "ＺＨＯＵ　ＹＯＮＧ"]


@pytest.mark.usefixtures("no_paper")
@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (0, 2), (3, 4)])
@pytest.mark.parametrize("pair", [("preparer", "reviewer"), ("preparer", "head"), ("reviewer", "head")])
def test_every_two_of_the_three_are_different_people(
    county: Office, tmp_path: Path, pair: tuple[str, str], one: int, other: int
) -> None:
    names = {"preparer": "王丽", "reviewer": "赵刚", "head": "张国强"}
    names |= {pair[0]: SAME[one], pair[1]: SAME[other]}
    ready(county, names.pop("reviewer"), "")
    with pytest.raises(RefusedError) as refused:
        freeze(county, tmp_path, **names)
    title = {"preparer": "填表人", "reviewer": "统计负责人", "head": "单位负责人"}
    assert f"是{title[pair[0]]}、{title[pair[1]]}" in refused.value.sentence
    assert county.state(Q3) == "已复核"
    freeze(county, tmp_path, **names, one_person=True)
    assert signers(county)["one_person"] is True


@pytest.mark.parametrize(
    ("preparer", "head", "sentence", "cover"),
    [
        ("周勇", "周 勇", "填表人、统计负责人、单位负责人为同一人。", "是"),
        ("周勇", "张国强", "填表人、统计负责人为同一人。", "填表人、统计负责人"),
    ],
)
def test_one_person_is_printed_everywhere(
    county: Office, tmp_path: Path, preparer: str, head: str, sentence: str, cover: str
) -> None:
    ready(county, stood_in="")
    frozen = freeze(county, tmp_path, preparer=preparer, head=head, one_person=True)
    for page in papers.pages(frozen.files[0].read_bytes()):
        assert "统计负责人：" not in page or sentence in page
    assert sentence in papers.pages(frozen.files[0].read_bytes())[0]
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert sentence in papers.squeezed(made.files[1].read_bytes())
    sheet = openpyxl.load_workbook(made.files[0]).worksheets[0]
    assert {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}["一人兼任"] == cover


@pytest.mark.usefixtures("no_paper")
def test_three_people_are_never_called_one(county: Office, tmp_path: Path) -> None:
    ready(county)
    freeze(county, tmp_path, one_person=True)
    assert signers(county)["one_person"] is False


@pytest.mark.usefixtures("no_paper")
def test_the_trail_names_who_reviewed_and_signed_and_what_ended_a_review(
    county: Office, tmp_path: Path
) -> None:
    ready(county)
    entering.set_values(county, Q3, [COD, "13"])
    handing_in.review(county, Q3, "周勇", "赵刚")
    freeze(county, tmp_path, preparer_for="李静")
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    told = [(e["action"], e["old"], e["new"], e["why"], e["who"]) for e in safekeeping.history(county)]
    assert ("set", "已复核", "复核失效", f"复核人 {DEPUTY}", "张三") in told
    assert told.count(("review", "填报中", "已复核", f"复核人 {DEPUTY}", "张三")) == 1
    signed = f"送签第1稿，填表人 {CLERK}，复核人 {DEPUTY}，单位负责人 张国强"
    assert ("freeze", "已复核", "待签章", signed, "张三") in told
    assert ("submit", "待签章", "待送出", "签字日期 2018-10-08", "张三") in told
    assert [e for e in told if e[2] == "复核失效"] == [told[-4]]
    assert safekeeping.verify_history(county) == []


@pytest.mark.usefixtures("no_paper")
def test_who_said_to_be_at_work_is_offered_until_somebody_has_signed(county: Office, tmp_path: Path) -> None:
    assert "preparer" not in window.names_used(county, Q3)
    settings.remember(who="赵敏")
    assert window.names_used(county, Q3)["preparer"] == "赵敏"
    ready(county)
    freeze(county, tmp_path)
    assert window.names_used(county, Q3)["preparer"] == "王丽"
