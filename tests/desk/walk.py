"""What the tests of the use cases do again and again: fill a period, and hand it in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import entering, handing_in, papers, signing
from jzdesk.desk.entering import all_cells
from jzdesk.desk.office import Office
from jzdesk.desk.signing import Submitted
from jzdesk.models import checks
from jzdesk.models.entry import EMPTY, STAGES, Key
from jzdesk.models.period import Period

SAMPLES = {"text": "文字", "month": "2018-03", "date": "2018-03-05"}


def words_for(office: Office, period: Period, number: str = "12") -> list[str]:
    """Return `KEY VALUE …` for every required cell that is still open."""
    sheet = office.sheet(period)
    words: list[str] = []
    for key, row, column in all_cells(sheet):
        derived = column.derived or row.derived
        stage = column.code == "annual" and all(
            sheet.cells.get(Key(key.form, key.row, code), EMPTY).open for code in STAGES
        )
        if derived or not (column.required or stage) or sheet.locked(row, column):
            continue
        if not sheet.cell(key, row, column).open:
            continue
        value = SAMPLES.get(column.kind) or (column.options[0].word if column.kind == "enum" else number)
        words += [str(key), value]
    return words


def fill(office: Office, period: Period, number: str = "12") -> None:
    """Fill every required cell of a period."""
    words = words_for(office, period, number)
    if words:
        entering.set_values(office, period, words)


def explain_all(office: Office, period: Period) -> None:
    """Explain every finding that wants it."""
    for finding in checks.findings(checks.run(office.sheet(period))):
        if finding.result == checks.FAILED and finding.blocking and finding.severity != checks.MANDATORY:
            entering.explain(
                office, period, finding.rule, finding.keys[:1], "因设备检修停产两个月，产量下降。"
            )


def nil_where_empty(office: Office, period: Period) -> None:
    """Declare 零报告 for list forms without a row."""
    sheet = office.sheet(period)
    for form in sheet.forms:
        if not sheet.rows(form.id) and form.id not in sheet.nil:
            entering.set_values(office, period, [form.id, "零报告"])


def ready(office: Office, period: Period, number: str = "12") -> None:
    """Bring a period to where it may be frozen."""
    fill(office, period, number)
    nil_where_empty(office, period)
    explain_all(office, period)
    handing_in.review(office, period, "李四")


def hand_in(office: Office, period: Period, out: Path) -> Submitted:
    """Freeze and submit a period that is ready."""
    freeze(office, period, out)
    return signing.submit(office, period, signed_on=office.today, out=out)


def freeze(office: Office, period: Period, out: Path) -> signing.Frozen:
    """Freeze a period that is ready."""
    return signing.freeze(
        office, period, preparer="张三", head="王五", phone="0391-1234567", one_person=False, out=out
    )


@contextmanager
def without_paper() -> Iterator[None]:
    """Leave out the prints that go with the files: they are slow, and shown to be right elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("print_report", "print_forms"):
            patch.setattr(papers, name, lambda _office, content: content["period"].encode())
        yield


def cell(office: Office, period: Period, key: str) -> str | None:
    """Return what `get` tells of one cell."""
    return entering.get(office, period, [Key.parse(key)])["cells"][0]["value"]


DAY = date(2018, 10, 8)
