"""The practice quarter: what it leaves to do, on which day, and that each beginning is a store of its own."""

from __future__ import annotations

from datetime import date

import pytest

from jzdesk.desk import deadlines, entering, handing_in, practising, safekeeping, window
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError
from jzdesk.models import todo
from jzdesk.models.entry import Key


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.delenv("JZDESK_TODAY", raising=False)
    with practising.begin(tmp_path, "张三") as made:
        yield made


def kinds(office: Office) -> list[str]:
    return [item.kind for item in handing_in.todo_of(office, practising.lesson().period).blocking]


def test_it_leaves_a_little_of_everything_to_do(office):
    found = kinds(office)
    assert found.count(todo.MUST) == 1
    assert {todo.MUST, todo.EXPLAIN, todo.BLANK, todo.REVIEW} == set(found)
    assert len(found) < 15, "somebody is to come to the end of it"
    assert not handing_in.todo_of(office, practising.lesson().period).other, "and nothing else is in the way"
    assert window.opening_period(office) == practising.lesson().period


def test_what_is_proposed_is_all_there_is_to_type(office):
    now = practising.lesson()
    for key, value in now.answers.items():
        assert practising.proposed(office.sheet(now.period), Key.parse(key)) == value
        entering.set_values(office, now.period, [key, value])
    assert set(kinds(office)) == {todo.EXPLAIN, todo.REVIEW}
    assert practising.proposed(office.sheet(now.period), Key.parse("quality/pm10/mean")) == ""
    assert practising.proposed(office.sheet(now.period.previous), Key.parse("quality/pm25/mean")) == ""


def test_it_is_always_the_same_day_there(office, tmp_path):
    now = practising.lesson()
    assert office.today == now.today
    office.close()
    with Office.open(practising.known(tmp_path), write=True, who="李四") as again:
        assert (again.today, again.guided) == (now.today, True)
        standing = deadlines.standing(again, now.period)
        assert (standing.days, standing.over) == (4, False)


def test_another_beginning_leaves_the_first_as_it_is(office, tmp_path):
    entering.set_values(office, practising.lesson().period, ["quality/pm25/mean", "43"])
    first = office.store.info.path
    with practising.begin(tmp_path, "张三") as other:
        second = other.store.info.path
        assert second.parent == first.parent == practising.folder_in(tmp_path)
        assert second != first
        assert todo.BLANK in kinds(other)
    assert practising.known(tmp_path) == second
    assert kinds(office).count(todo.BLANK) == len(practising.lesson().answers) - 2


def test_before_any_there_is_none(tmp_path):
    assert practising.known(tmp_path) is None


def test_one_that_cannot_be_filled_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise JzdeskError("磁盘满了。")

    monkeypatch.setattr(deadlines, "register", full)
    with pytest.raises(JzdeskError):
        practising.begin(tmp_path, "张三")
    assert practising.known(tmp_path) is None


def test_no_other_store_has_a_day_of_its_own(tmp_path, monkeypatch):
    monkeypatch.delenv("JZDESK_TODAY", raising=False)
    for practice in (True, False):
        path = tmp_path / f"{practice}.jzdesk"
        with safekeeping.init(path, unit="410823", office=None, practice=practice) as other:
            assert other.today == other.now.date() != date(2018, 10, 8)
            assert not other.guided
