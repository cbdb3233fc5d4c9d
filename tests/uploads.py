"""Upload files of several counties, made without printing: what the city's pages are tried with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import handing_in, inbox, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.desk.office import Office
from jzdesk.exchange import upload
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from tests.desk import walk

Content = dict[str, Any]
NAMES = {"preparer": "张三", "reviewer": "李四", "head": "王五", "phone": "0391-0000000"}


def content_of(
    folder: Path, unit: str, number: str, period: str = "2018Q3", catalogue: Catalogue | None = None
) -> Content:
    """Return what a practice county hands in first, every figure being `number`."""
    path = folder / f"{unit}.jzdesk"
    with safekeeping.init(path, unit=unit, office=None, practice=True, catalogue=catalogue) as office:
        when = Period.parse(period)
        walk.fill(office, when, number)
        walk.nil_where_empty(office, when)
        walk.explain_all(office, when)
        content, _ = handing_in.content_now(office, when)
    return {**content, "draft": 1, "signers": {**content["signers"], **NAMES, "issued_on": "2018-10-06"}}


def revised(content: Content, reason: str, cells: Mapping[str, Mapping[str, str] | None]) -> Content:
    """Return the next revision, in which these cells (by KEY) stand or are gone."""
    forms = {form: {**part, "cells": dict(part["cells"])} for form, part in content["forms"].items()}
    for key, cell in cells.items():
        form, _, place = key.partition("/")
        if cell is None:
            forms[form]["cells"].pop(place)
        else:
            forms[form]["cells"][place] = dict(cell)
        forms[form]["cells"] = dict(sorted(forms[form]["cells"].items()))
    number = content["revision"] + 1
    last = snapshot.code_of(snapshot.encode(content))
    return {
        **content, "revision": number, "revision_kind": "correction", "reason": reason, "draft": number,
        "predecessor": last, "forms": forms, "changes": [],
    }  # fmt: skip


def written(folder: Path, content: Content, catalogue: Catalogue) -> Path:
    """Write a content as an upload file."""
    path = folder / f"{content['unit']}_{content['period']}_第{content['revision']}次.xlsx"
    upload.write_upload(path, Frozen(content, catalogue), snapshot.encode(content))
    return path


def read(content: Mapping[str, Any]) -> Read:
    """Return a county's file as the reading process hands it over."""
    data = snapshot.encode(dict(content))
    packet = {
        "content": content, "data": data, "code": snapshot.code_of(data), "whole": True, "altered": [],
        "signature": "none", "key": "",
    }  # fmt: skip
    return Read(Path(f"{content['unit']}.xlsx"), packet)


def come(city: Office, day: date, *contents: Content) -> None:
    """Let the city have received these on a day: for tests of what becomes of them, not of their files."""
    inbox.receive_all(city, [read(content) for content in contents], day)
