"""Store, home, out folders, workbooks, papers, copies in odd places: each verb, and the window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jzdesk import settings
from jzdesk.desk import safekeeping
from jzdesk.models.period import Period
from tests.desk import walk
from tests.odd_places import LONG, SIGNS, odd
from tests.test_cli import Desk

CELL = "emissions/cod.industry/emitted"
Q = "2018Q3"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, shared_home: Path) -> Path:
    """Return a practice county's store, filled so far that it can be signed."""
    store = tmp_path_factory.mktemp("filled") / "county.jzdesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JZDESK_TODAY", "2018-10-08")
        with safekeeping.init(store, unit="410823", office=None, practice=True, who="张三") as office:
            walk.fill(office, Period.parse(Q))
            walk.nil_where_empty(office, Period.parse(Q))
            walk.explain_all(office, Period.parse(Q))
    return store


PLACES = [
    pytest.param(LONG, id="odd and long"),
    pytest.param(0, id="odd", marks=pytest.mark.slow),
]


@pytest.fixture(params=PLACES)
def place(request, tmp_path: Path, monkeypatch) -> Path:
    """Give an odd folder; the program's own lies in another."""
    home = odd(tmp_path / "home", request.param)
    (home / "cache").symlink_to(Path(os.environ["JZDESK_HOME"]) / "cache")
    monkeypatch.setenv("JZDESK_HOME", str(home))
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    found = odd(tmp_path / "data", request.param)
    monkeypatch.chdir(found)  # a worker that is started there must not depend on it
    return found


def there(*paths: Path) -> None:
    for path in paths:
        assert path.stat().st_size > 0, path


@pytest.fixture
def county(place: Path, filled: Path, capsys) -> Desk:
    store = place / "武陟县 #1%41.jzdesk"
    shutil.copy2(filled, store)
    return Desk(store, capsys)


def test_every_verb_of_a_county(county: Desk, place: Path):
    book, form, out = place / "填报 #2%.xlsx", place / "空表 &.pdf", place / "送签？ 100%"
    county.ok("form", Q, "--form", "emissions", "--out", str(book))
    county.ok("form", Q, "--form", "emissions", "--blank", "--out", str(form))
    county.ok("fill", str(book))
    county.ok("set", Q, CELL, "12")
    county.ok("get", Q, CELL)
    county("check", Q)
    county("todo", Q)
    county.ok("history", "--verify")
    county.ok("history", "--out", str(place / "记录 #.xlsx"))
    county.ok("report", Q, "--kind", "review", "--out", str(place / "复核 #1.pdf"))
    county.ok("handover", "--out", str(place / "交接 %.docx"))
    county.ok("review", Q, "--by", "李四")
    county.ok("freeze", Q, "--preparer", "张三", "--head", "王五", "--phone", "0391-1", "--out", str(out))
    county.ok("withdraw", Q)
    made = county.json("backup", str(place / "备份 #%25"))
    there(book, form, place / "记录 #.xlsx", place / "复核 #1.pdf", place / "交接 %.docx", Path(made["file"]))
    there(*out.iterdir())
    own = county.json("backup")
    assert Path(own["file"]).is_relative_to(Path(os.environ["JZDESK_HOME"]))
    assert sorted(p.name for p in place.glob("*.jzdesk*")) == [county.store.name], (
        "no store beside the one meant"
    )


def test_what_passes_between_county_and_city(county: Desk, place: Path, capsys):
    city = Desk(place / "焦作市 #%2f.jzdesk", capsys)
    city.ok("init", "--unit", "410800", "--practice")
    announced, secret = place / "登记 #1%.xlsx", place / "口令 #.txt"
    secret.write_text("黄河水清2018\n", "utf-8")
    code = county.json("enrol", "--out", str(announced), "--passphrase-file", str(secret))["key_code"]
    city.ok("receive", str(announced))
    city.ok("trust", str(announced), "--code", code)
    city.ok("allot", "--template", str(place / "底表 #%.xlsx"))
    city.ok("coverage", Q)
    city.ok("summary", Q, "--out", str(place / "汇总 #1 100%.xlsx"))
    city.ok("bulletin", Q, "--out", str(place / "通报 %20.docx"))
    city("verify", str(announced))
    there(place / "底表 #%.xlsx", place / "汇总 #1 100%.xlsx", place / "通报 %20.docx")
    assert (county.store.with_name(county.store.name + ".key")).is_file()


def test_the_window_opens_a_store_in_such_a_place_and_lets_go_of_it(county: Desk, place: Path):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "jzdesk", "--store", str(county.store)],
        capture_output=True, text=True, check=False, encoding="utf-8", cwd=place,
        env={**os.environ, "JZDESK_QUIT_AFTER_PAINT": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert settings.load().last_store == str(county.store.resolve())
    assert not county.store.with_name(county.store.name + ".lock").exists()


def test_the_place_is_as_odd_as_it_is_called(place: Path):
    assert all(sign in str(place) for sign in "季 #%&'+()；$")
    assert SIGNS in place.parts
