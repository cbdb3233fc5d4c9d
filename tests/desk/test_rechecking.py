"""The checks run anew by the city, and the copy that comes before anything is taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import acceptance, beforehand, handing_in, inbox, preview, receiving, rechecking, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import WorldError
from jzdesk.models import checks
from jzdesk.models.waiver import Waiver
from tests import uploads
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import as_typed, hand_down

COD = "emissions/cod.industry/emitted"


def test_a_sound_file_is_found_what_the_county_found(county: Office, city: Office, tmp_path: Path) -> None:
    """Also with two quarters before, own rows and standing facts: the city rebuilds the sheet of each."""
    with walk.without_paper():
        for name in ("2018Q1", "2018Q2", "2018Q3"):
            period = county.period(name)
            walk.ready(county, period)
            upload = walk.hand_in(county, period, tmp_path / name).files[0]
            told = receiving.receive(city, [upload])["files"][0]
            assert told["recheck"]["agrees"], (name, told["recheck"])
            ours, theirs = checks.counts(checks.run(county.sheet(period))), told["recheck"]["city"]
            assert ours == theirs == told["recheck"]["county"]
            acceptance.accept(city, county.unit, period, revision=None, out=tmp_path / f"{name}.xlsx")


def test_what_the_county_passed_and_the_city_does_not_is_told(city: Office, tmp_path: Path) -> None:
    content = uploads.content_of(tmp_path, "410823", "12")
    forged = uploads.revised(content, "更正", {COD: None})
    found = rechecking.recheck(city, forged)
    assert not found.agrees
    missing = [d for d in found.differences if COD in d.keys]
    assert {d.kind for d in missing} == {"city"}
    assert found.county == content["counts"], "both results are kept apart"
    assert found.city["not_run"] > 0
    lenient = {**content, "findings": content["findings"][1:]}
    (only,) = rechecking.recheck(city, lenient).differences
    assert (only.kind, only.rule) == ("city", content["findings"][0]["rule"])
    extra = {**content["findings"][0], "rule": "999"}
    (only,) = rechecking.recheck(city, {**content, "findings": [*content["findings"], extra]}).differences
    assert (only.kind, only.rule) == ("county", "999")
    other = {**content["findings"][0], "left": "1", "right": "2"}
    (only,) = rechecking.recheck(city, {**content, "findings": [other, *content["findings"][1:]]}).differences
    assert only.kind == "figures"


def test_the_officer_sees_in_what_the_two_differ(city: Office, tmp_path: Path) -> None:
    content = uploads.content_of(tmp_path, "410823", "12")
    first = content["findings"][0]
    lenient = {**content, "findings": content["findings"][1:]}
    told = [r.text for r in preview.detail(city, lenient, "0" * 16, "").remarks]
    assert told[0] == f"市局重新审核未通过，县里没有报：{first['message']}"
    assert not any("市局" in r.text for r in preview.detail(city, content, "1" * 16, "").remarks)
    empty = {**content, "forms": {f: {**p, "cells": {}} for f, p in content["forms"].items()}}
    told = [r.text for r in preview.detail(city, empty, "2" * 16, "").remarks]
    assert sum("市局重新审核" in text for text in told) == preview.MOST_DIFFERENCES
    assert any(text.startswith("另有 ") for text in told)


def test_a_waiver_that_the_city_granted_is_kept_by_both(county: Office, city: Office) -> None:
    walk.fill(county, Q3)
    walk.nil_where_empty(county, Q3)
    finding = next(f for f in checks.run(county.sheet(Q3)) if f.result == checks.FAILED)
    granted = Waiver(finding.rule, county.unit, "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "搬迁")
    for office in (county, city):
        hand_down(office, waivers=[as_typed(granted)])
    content = _content(county)
    assert [one["rule"] for one in content["waivers"]] == [finding.rule]
    assert rechecking.recheck(city, content).agrees
    forged = {**content, "waivers": [], "catalogue": "jiaozuo-13fyp/1"}
    assert not rechecking.recheck(city, forged).agrees, "nobody waives a rule for himself"


def _content(county: Office) -> uploads.Content:

    content, _ = handing_in.content_now(county, Q3)
    return {**content, "signers": {**content["signers"], **uploads.NAMES, "issued_on": "2018-10-08"}}


def test_a_copy_is_made_before_the_first_file_is_taken_in_and_only_then(city: Office, tmp_path: Path) -> None:
    files = [
        uploads.written(tmp_path, uploads.content_of(tmp_path, unit, "7"), city.catalogue)
        for unit in ("410821", "410823")
    ]
    nothing = tmp_path / "没有.xlsx"
    for dry in (receiving.receive(city, files, dry_run=True), receiving.receive(city, [nothing])):
        assert dry["backup"] is None
    assert not beforehand.folder(city).exists()
    told = receiving.receive(city, [nothing, *files])
    kept = list(beforehand.folder(city).glob("*.jzdesk"))
    assert [str(file) for file in kept] == [told["backup"]], "one for the whole call"
    with Office.open(kept[0], write=False) as before:
        assert before.store.submissions() == (), "as it was before the first of them"
    assert safekeeping.last_backup(city).file == kept[0]
    assert safekeeping.last_elsewhere(city) is None
    assert receiving.receive(city, files)["backup"] is None, "already received: nothing is taken in"


def test_only_the_newest_copies_are_kept(city: Office) -> None:
    for _ in range(beforehand.MOST + 3):
        first = beforehand.Beforehand(city)
        first.secure()
        first.secure()
    kept = list(beforehand.folder(city).glob("*.jzdesk"))
    assert len(kept) == beforehand.MOST
    assert first.made in kept


@pytest.mark.parametrize("by_hand", [False, True])
def test_without_a_copy_nothing_is_taken_in(city: Office, tmp_path: Path, by_hand: bool) -> None:
    file = uploads.written(tmp_path, uploads.content_of(tmp_path, "410823", "7"), city.catalogue)
    place = beforehand.folder(city)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"in the way")
    found: list[inbox.Read] = []
    inbox.Reading(city, [file]).run(found.append)
    with pytest.raises(WorldError, match="接收前的备份没有做成"):
        inbox.receive_all(city, found, date(2018, 10, 9)) if by_hand else receiving.receive(city, [file])
    assert city.store.submissions() == ()
