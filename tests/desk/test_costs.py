"""What entering costs beside time, on any machine: how many transactions, and what is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jzdesk.desk import entering, pasting, stepping
from jzdesk.desk.office import Office
from jzdesk.models import checks
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.period import Period

Q3 = Period.parse("2018Q3")
COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"


@contextmanager
def transactions(office: Office) -> Iterator[list[str]]:
    """Give how every transaction begins and ends that is made meanwhile."""
    found: list[str] = []

    def told(statement: str) -> None:
        if statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            found.append(statement)

    connection = office.store._db.connection
    connection.set_trace_callback(told)
    try:
        yield found
    finally:
        connection.set_trace_callback(None)


def test_one_saved_cell_is_one_transaction(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "1"])
    with transactions(county) as found:
        entering.set_values(county, Q3, [COD, "2"])
        county.outcomes(Q3)
    assert found == ["BEGIN IMMEDIATE", "COMMIT"]


def test_a_pasted_block_is_one_transaction_and_so_is_taking_it_back(county: Office) -> None:
    words = [word for n in range(60) for word in (f"investment/+projects.{n}/name", f"工程{n}")]
    entering.set_values(county, Q3, words)
    sheet = county.sheet(Q3)
    rows = [row.code for row in sheet.rows("investment") if row.code.startswith("X")]
    line = "\t".join(["10", "11", "12", "", "", *"3456789"])
    here = Key("investment", rows[0], "year_plan")
    choices = pasting.Choices(by_place=True)
    plan = pasting.plan(sheet, "investment", from_text("\n".join([line] * 60)), here, choices)
    assert len(plan.writing) == 600
    with transactions(county) as found:
        pasting.write(county, plan)
    assert found == ["BEGIN IMMEDIATE", "COMMIT"]
    with transactions(county) as found:
        stepping.undo(county)
    assert found == ["BEGIN IMMEDIATE", "COMMIT"]


def test_after_an_edit_rows_and_forms_are_those_of_before(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "1"])
    before = county.sheet(Q3)
    entering.set_values(county, Q3, [COD, "2"])
    after = county.sheet(Q3)
    assert after.cells[Key.parse(COD)].value == 2
    assert after.rows("emissions") is before.rows("emissions")
    assert before.cells[Key.parse(COD)].value == 1


def test_another_day_lays_the_sheet_anew(county: Office, monkeypatch) -> None:
    entering.set_values(county, Q3, [COD, "1"])
    before = county.sheet(Q3)
    monkeypatch.setattr(county, "_today", county.today.replace(day=9))
    entering.set_values(county, Q3, [COD, "2"])
    assert not county.sheet(Q3).frame_of(before)


def test_a_period_gone_back_to_is_not_checked_again(county: Office, monkeypatch) -> None:
    entering.set_values(county, Q3, [COD, "1"])
    first = county.outcomes(Q3)
    county.outcomes(Q3.previous)
    monkeypatch.setattr(checks, "said_at", lambda _: [][0])
    assert county.outcomes(Q3) is first


def test_what_was_entered_earlier_is_seen_by_a_period_checked_before(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "1", NH3N, "1"])
    entering.set_values(county, Q3.previous, [COD, "1"])
    before = county.outcomes(Q3)
    entering.set_values(county, Q3.previous, [COD, "1000"])
    after = county.outcomes(Q3)
    assert after != before
    assert after == tuple(checks.run(county.sheet(Q3)))
