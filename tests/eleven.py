"""A city of eleven counties, made quickly: one county's file is the pattern of all the others'."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jzdesk.desk import acceptance, deadlines, inbox, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.period import Period
from tests import uploads

Q3 = Period.parse("2018Q3")
DUE, ON_TIME, LATE, TODAY = (date(2018, 10, day) for day in (15, 12, 17, 20))
MISSING, TARDY, WAITING, OTHER_BASIS, OWING = "410883", "410804", "410802", "410803", "410821"
"""Who has sent nothing, who came late, who is not accepted, who measured otherwise, who owes COD."""
_BARE = {"reductions", "investment", "milestones", "cards"}


def _pattern(folder: Path) -> uploads.Content:
    return uploads.content_of(folder, "410811", "12")


def contents(folder: Path, catalogue: Catalogue, pattern: uploads.Content) -> dict[str, uploads.Content]:
    """Return what ten counties hand in: each has figures of its own, and no task or project."""
    found = {}
    for number, unit in enumerate(u for u in catalogue.counties if u != MISSING):
        forms = json.loads(json.dumps(pattern["forms"]))
        for form in _BARE & set(forms):
            forms[form] |= {"nil": True, "cells": {}, "own": []}
        emitted, air = forms["emissions"]["cells"], forms["quality"]["cells"]
        emitted["cod.industry/emitted"] = {"v": f"{100 + 10 * number}.50"}
        air["pm25/ytd"] = {"v": str(50 + 2 * number)}
        air["pm25/basis"] = {"v": "actual" if unit == OTHER_BASIS else "standard"}
        if unit == OWING:
            emitted["cod.industry/emitted"] = {"b": "暂缺:县水务局,2018-11-01"}
        office = catalogue.division(unit).office
        found[unit] = {**pattern, "unit": unit, "office": office, "forms": forms}
    return found


def made(folder: Path) -> Path:
    """Make the city's store in a folder and return it: ten files came, one late, nine are accepted."""
    path = folder / "city.jzdesk"
    with safekeeping.init(path, unit=CITY, office=None, practice=True, who="市局") as city:
        city.set_today(TODAY)
        deadlines.register(city, Q3, DUE, "焦环办〔2018〕96号")
        for unit, content in contents(folder, city.catalogue, _pattern(folder)).items():
            uploads.come(city, LATE if unit == TARDY else ON_TIME, content)
        for one in inbox.look(city, []):
            if one.unit != WAITING:
                acceptance.accept(city, one.unit, Q3, revision=None, out=folder / f"回执_{one.unit}.xlsx")
    return path


def opened(path: Path, *, write: bool = True) -> Office:
    """Open the city's store on the day it was made."""
    return Office.open(path, write=write, who="市局", today=TODAY)
