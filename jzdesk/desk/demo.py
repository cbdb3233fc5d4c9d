"""The whole way in one go: a practice county fills its quarters, hands in, and the city adds up.

Everything goes through the same functions as a clerk's and an officer's own work; the county is
filled through entry workbooks.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import (
    acceptance,
    enrolling,
    entering,
    handing_in,
    receiving,
    reporting,
    safekeeping,
    signing,
    workbooks,
)
from jzdesk.desk.office import Office
from jzdesk.desk.sample import Sample
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import keyfile
from jzdesk.words import say

MARK = ".jzdesk-demo"
Made = list[tuple[str, Path]]


def run(folder: Path) -> Made:
    """Make the demonstration in `folder` and return every file made, as (kind, path)."""
    sample = Sample.load()
    _prepare(folder)
    made: Made = [("mark", folder / MARK)]
    county_store, city_store = folder / say("desk.demo.county_store"), folder / say("desk.demo.city_store")
    with safekeeping.init(
        county_store, unit=sample.unit, office=None, practice=True, who=sample.clerk
    ) as county:
        made.append(("store", county_store))
        with safekeeping.init(
            city_store, unit=CITY, office=None, practice=True, who=say("desk.demo.officer")
        ) as city:
            made.append(("store", city_store))
            know_each_other(county, city, folder / say("desk.demo.enrolments"), made)
            fill_all(county, sample, folder / say("desk.demo.workbooks"), made)
            for step in sample.hand_ins:
                hand_in(county, city, sample, step, folder, made)
            last = county.period(sample.hand_ins[-1]["period"])
            _show(county, city, last, folder, made)
    return made


def _prepare(folder: Path) -> None:
    """Empty an earlier demonstration's folder, or make a new one; leave anybody else's alone."""
    if folder.exists() and not folder.is_dir():
        raise RefusedError(say("desk.safekeeping.demo_folder", name=folder))
    try:
        if folder.is_dir():
            if any(folder.iterdir()) and not (folder / MARK).is_file():
                raise RefusedError(say("desk.safekeeping.demo_folder", name=folder))
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        (folder / MARK).write_text("jzdesk\n", "utf-8")
    except OSError as error:
        raise WorldError(say("desk.handing_in.out_missing", name=folder)) from error


def know_each_other(county: Office, city: Office, folder: Path, made: Made) -> None:
    """Let both announce their keys, and each confirm the other's by the 密钥码 read out on the telephone."""
    folder.mkdir(exist_ok=True)
    for mine, theirs in ((county, city), (city, county)):
        name = mine.catalogue.division(mine.unit).name
        enrolled = enrolling.enrol(mine, folder / say("desk.demo.enrolment", unit=name))
        made += [("key", keyfile.key_path(mine.store.info.path)), ("enrolment", enrolled.path)]
        enrolling.trust(theirs, enrolled.path, enrolled.code)


def fill_all(county: Office, sample: Sample, folder: Path, made: Made) -> None:
    """Fill every period of the sample through an entry workbook, as a clerk would."""
    folder.mkdir(exist_ok=True)
    for name, typed in sample.periods.items():
        period = county.period(name)
        path = folder / say("desk.demo.workbook", period=name)
        workbooks.write_form(county, period, None, blank=False, out=path, typed=typed)
        made.append(("entry", path))
        result = workbooks.fill(county, path, period=period, dry_run=False)
        if result["refused"]:
            raise workbooks.refusal(path, result)


def explain_all(county: Office, sample: Sample, period: Period) -> None:
    """Explain the period's findings with the sample's explanations."""
    for item in sample.explanations:
        if item["period"] == str(period):
            entering.explain(county, period, item["rule"], [Key.parse(item["key"])], item["text"])


def hand_in(
    county: Office, city: Office, sample: Sample, step: Mapping[str, Any], folder: Path, made: Made
) -> None:
    """Take one period from its figures to the city's receipt, or to its correction."""
    period = county.period(step["period"])
    signed = date.fromisoformat(step["signed_on"])
    county.set_today(signed)
    city.set_today(signed)
    if "reason" in step:
        signing.reopen(county, period, reason=step["reason"])
    for key, value in step.get("set", {}).items():
        entering.set_values(county, period, [key, value], reason=step.get("reason", ""))
    explain_all(county, sample, period)
    handing_in.review(county, period, sample.reviewer)
    out = folder / say("desk.demo.out", period=period)
    frozen = signing.freeze(
        county, period, preparer=sample.clerk, head=sample.head, phone=sample.phone, one_person=False, out=out
    )
    made.extend(("forms", f) for f in frozen.files)
    submitted = signing.submit(county, period, signed_on=signed, out=out)
    upload, report = submitted.files
    made += [("upload", upload), ("report", report)]
    signing.sent(county, period, way=say("desk.demo.way"), on=signed)
    _exchange(county, city, period, upload, folder, made)


def _exchange(county: Office, city: Office, period: Period, upload: Path, folder: Path, made: Made) -> None:
    """Carry the upload file to the city and its receipt back."""
    result = receiving.receive(city, [upload], copy=False)["files"][0]
    if result["verdict"] != "taken":
        raise RefusedError(result["message"])
    name = say("desk.demo.receipt", period=period, revision=result["revision"])
    receipts = folder / say("desk.demo.receipts")
    receipts.mkdir(exist_ok=True)
    _, receipt = acceptance.accept(city, county.unit, period, revision=None, out=receipts / name)
    made.append(("receipt", receipt))
    back = receiving.receive(county, [receipt], copy=False)["files"][0]
    if back["verdict"] != "taken":
        raise RefusedError(back["message"])


def _show(county: Office, city: Office, period: Period, folder: Path, made: Made) -> None:
    """Draw the county's charts and write the city's summary."""
    made.extend(("chart", f) for f in reporting.charts(county, period, folder / say("desk.demo.charts")))
    for suffix in ("pdf", "xlsx"):
        out = folder / say("desk.demo.summary", period=period, suffix=suffix)
        made.append(("summary", reporting.summary(city, period, out)))
