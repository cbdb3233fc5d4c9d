"""`review --for` and `freeze --preparer-for` as a script calls them, and what `history` tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.reports import papers
from tests.test_cli import COD, Desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A practice store whose third quarter may be reviewed."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "武陟.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    with Office.open(made.store, write=True, who="张三") as office:
        walk.ready(office, Q3)
    return made


def freezing(tmp_path: Path, *more: str) -> list[str]:
    names = ["--preparer", "王丽", "--head", "张国强", "--phone", "0391-7290000"]
    return ["freeze", "2018Q3", *names, *more, "--out", str(tmp_path / "送签")]


def test_who_was_stood_in_for_is_taken_told_and_printed(desk: Desk, tmp_path: Path) -> None:
    assert "周勇（代赵刚复核）" in desk.ok("review", "2018Q3", "--by", "周勇", "--for", "赵刚")
    (file,) = desk.json(*freezing(tmp_path, "--preparer-for", "李静"))["files"]
    text = papers.squeezed(Path(file).read_bytes())
    assert "王丽（代李静填报）" in text
    assert "周勇（代赵刚复核）" in text
    review = [e for e in desk.json("history") if e["action"] == "review"][-1]
    assert (review["who"], review["why"]) == ("张三", "复核人 周勇（代赵刚复核）")
    assert "王丽（代李静填报）" in next(e["why"] for e in desk.json("history") if e["action"] == "freeze")


def test_a_lapsed_review_is_in_the_history_with_time_and_name(desk: Desk) -> None:
    desk.ok("set", "2018Q3", COD, "13")
    lapsed = desk.json("history")[-1]
    assert (lapsed["action"], lapsed["old"], lapsed["new"]) == ("set", "已复核", "复核失效")
    assert (lapsed["who"], lapsed["why"], lapsed["at"][10]) == ("张三", "复核人 李四", "T")
    last = desk.ok("history").splitlines()[-1]
    assert "张三" in last
    assert last.endswith("已复核 → 复核失效（复核人 李四）")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--preparer-for", "王 丽"], "王丽不能代自己填报"),
        (["--preparer-for", "李\t静"], "制表符"),
    ],
)
def test_a_stand_in_that_cannot_be_is_refused_with_one_line(
    desk: Desk, tmp_path: Path, words: list[str], sentence: str
) -> None:
    before = desk.store.read_bytes()
    code, out, err = desk(*freezing(tmp_path, *words))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert sentence in err
    assert desk.store.read_bytes() == before
    assert not (tmp_path / "送签").exists()


def test_nobody_is_stood_in_for_unless_it_is_said(desk: Desk, tmp_path: Path) -> None:
    assert "（代" not in desk.ok("review", "2018Q3", "--by", "周勇", "--for", "")
    (file,) = desk.json(*freezing(tmp_path))["files"]
    assert "（代" not in papers.squeezed(Path(file).read_bytes())
