"""What is asked about one figure or file: 核定数, 代用数, the stamped copy, leaving a revision out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.desk import excluding, judging, papered
from jzdesk.desk.judging import Judged
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.value import parse_date
from jzdesk.ui.dialogs.ask_box import Ask, Values
from jzdesk.words import say

APPROVE, STANDIN = "approve", "standin"


def figure(office: Office, period: Period, key: Key, unit: str, kind: str) -> Ask | None:
    """Return what is asked of a figure's 核定数 or 代用数; None where there can be none."""
    try:
        _, row, column = judging.place(office, unit, period, key)
    except JzdeskError:
        return None
    known = (judging.approved if kind == APPROVE else judging.standins)(office, period).get((key, unit))
    name = say("ui.judge.whole") if unit == CITY else office.catalogue.division(unit).name
    act = judging.approve if kind == APPROVE else judging.stand_in
    where = say("desk.inbox.total_name", row=row.label, column=column.name)

    def do(values: Values) -> str:
        made = act(office, unit, period, key, values["value"], values["why"])
        return say(f"ui.judge.{kind}_done" if made else f"ui.judge.{kind}_gone", unit=name, place=where)

    def undo(_values: Values) -> str:
        act(office, unit, period, key, "", "")
        return say(f"ui.judge.{kind}_gone", unit=name, place=where)

    return Ask(
        say(f"ui.judge.{kind}_title", unit=name, place=where), say(f"ui.judge.{kind}_about"),
        (
            ("value", say(f"ui.judge.{kind}_value"), say("ui.judge.value_hint")),
            ("why", say(f"ui.judge.{kind}_why"), say(f"ui.judge.{kind}_why_hint")),
        ),
        say(f"ui.judge.{kind}_act"), do, _standing(known), say(f"ui.judge.{kind}_undo"),
        undo if known else None,
    )  # fmt: skip


def _standing(known: Judged | None) -> dict[str, str]:
    return {"value": known.value, "why": known.why} if known else {}


def paper(office: Office, period: Period, unit: Mapping[str, Any]) -> Ask:
    """Return what is asked when a county's stamped copy has come."""

    def do(values: Values) -> str:
        on = parse_date(values["on"])
        found, matches = papered.paper(office, unit["unit"], period, on, code=values["code"])
        if matches is False:
            return papered.mismatch(found)
        return say("ui.judge.paper_done", unit=unit["name"], n=found.revision)

    def undo(_values: Values) -> str:
        papered.paper(office, unit["unit"], period, None)
        return say("ui.judge.paper_gone", unit=unit["name"])

    return Ask(
        say("ui.judge.paper_title", unit=unit["name"], n=unit["revision"]), say("ui.judge.paper_about"),
        (
            ("on", say("ui.judge.paper_on"), say("ui.judge.paper_on_hint")),
            ("code", say("ui.judge.paper_code"), say("ui.judge.paper_code_hint")),
        ),
        say("ui.judge.paper_act"), do, {"on": unit["paper"] or office.today.isoformat()},
        say("ui.judge.paper_undo"), undo if unit["paper"] else None,
    )  # fmt: skip


def leaving_out(office: Office, period: Period, unit: Mapping[str, Any], *, out: bool) -> Ask:
    """Return what is asked when a county's file is to be left out of the totals, or brought back."""
    verb = "exclude" if out else "include"

    def do(values: Values) -> str:
        act = excluding.exclude if out else excluding.include
        act(office, unit["unit"], period, revision=unit["revision"], reason=values["reason"])
        return say(f"ui.judge.{verb}_done", unit=unit["name"], n=unit["revision"])

    return Ask(
        say(f"ui.judge.{verb}_title", unit=unit["name"], n=unit["revision"]), say(f"ui.judge.{verb}_about"),
        (("reason", say("ui.judge.reason"), say(f"ui.judge.{verb}_hint")),),
        say(f"ui.judge.{verb}_act"), do,
    )  # fmt: skip
