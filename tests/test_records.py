"""Records are what the standard library's dataclasses are, made later."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import pytest

from jzdesk import records


def _kinds(dataclass: Any, field: Any) -> tuple[Any, Any, Any, Any, Any]:
    @dataclass(frozen=True, slots=True, order=True)
    class Point:
        x: int
        y: int = 0
        kind: ClassVar[str] = "point"

        @property
        def sum(self) -> int:
            return self.x + self.y

    @dataclass(frozen=True)
    class Named:
        name: str
        facts: Mapping[str, int] = field(default_factory=dict)

        @cached_property
        def loud(self) -> str:
            return self.name.upper()

    @dataclass(frozen=True)
    class Child(Named):
        age: int = 7

        def __post_init__(self) -> None:
            if self.age < 0:
                raise ValueError(self.age)

    @dataclass
    class Loose:
        one: int
        many: list[int] = field(default_factory=list)

        def __repr__(self) -> str:
            return "loose"

    @dataclass(slots=True, unsafe_hash=True)
    class Hashed:
        text: str

    return Point, Named, Child, Loose, Hashed


def _seen(dataclass: Any, field: Any, replace: Any) -> list[Any]:
    point, named, child, loose, hashed = _kinds(dataclass, field)
    told: list[Any] = [
        point(1),
        point(1, y=2),
        point(x=3).sum,
        point.kind,
        point(1) == point(1, 0),
        point(1) == 1,
    ]
    told += [hash(point(1, 2)), {point(1): "a"}[point(1)], sorted([point(2), point(1, 5), point(1)])]
    told += [point(1) < point(1, 1), point(2) >= point(2), point.__slots__]
    told += [named("a"), named("a", {"b": 1}).facts, named("a").loud, named("a").facts is named("b").facts]
    told += [child("c"), child("c", {}, 8).age, child("c") == named("c"), hash(point(1)) == hash((1, 0))]
    told += [hash(hashed("a")) == hash(("a",)), hashed("a") == hashed("a"), hasattr(hashed("a"), "__dict__")]
    told += [loose(1), loose(1).many, loose.__hash__, loose(1) == loose(1, [])]
    for kind in (point, named, child, loose, hashed):
        told += [kind.__match_args__, dataclasses.is_dataclass(kind), kind.__name__, kind.__qualname__]
        told += [(f.name, f.type, f.default is dataclasses.MISSING) for f in dataclasses.fields(kind)]
    told += [dataclasses.asdict(child("c", {"b": 1})), dataclasses.astuple(point(1)), replace(point(1), y=9)]
    told += [
        dataclasses.replace(child("c"), age=1),
        replace(child("c", {"b": 1}), name="d"),
        copy.copy(point(4)),
    ]
    told += [vars(named("n")), hasattr(point(1), "__dict__")]
    for wrong in (
        lambda: point(), lambda: point(1, 2, 3), lambda: point(1, z=2), lambda: setattr(point(1), "x", 2),
        lambda: delattr(point(1), "x"), lambda: setattr(named("a"), "other", 2), lambda: child("c", age=-1),
        lambda: hash(loose(1)), lambda: point(1) < 1, lambda: replace(point(1), z=1),
    ):  # fmt: skip
        with pytest.raises((AttributeError, TypeError, ValueError)) as caught:
            wrong()
        told.append(AttributeError if isinstance(caught.value, AttributeError) else type(caught.value))
    return [repr(one).replace("_seen", "") for one in told]


@pytest.mark.parametrize("few", [0, 3, 1000])
def test_they_do_whatever_a_dataclass_does(few: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records, "_FEW", few)
    ours = _seen(records.dataclass, records.field, records.replace)
    assert ours == _seen(dataclasses.dataclass, dataclasses.field, dataclasses.replace)
    assert len(ours) > 60


def test_a_constructor_is_written_once_it_is_called_often(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records, "_FEW", 2)
    point, *_ = _kinds(records.dataclass, records.field)
    before = point.__init__
    assert point(1) == point(x=1, y=0)
    assert point.__init__ is before
    assert point(1) == point(1, 0)
    assert point.__init__ is not before
    assert point.__init__ is point.__init__
    assert records.values(point(1, 2)) == {"x": 1, "y": 2}


def test_each_of_a_family_is_decorated_by_the_same():
    with pytest.raises(TypeError, match="one and the same"):

        @records.dataclass(frozen=True)
        class _Mixed(_kinds(dataclasses.dataclass, dataclasses.field)[1]):
            more: int = 0


def test_one_of_the_standard_library_is_replaced_too():
    _, named, *_ = _kinds(dataclasses.dataclass, dataclasses.field)
    assert records.replace(named("a"), name="b") == named("b")
    assert records.values(named("a")) == {"name": "a", "facts": {}}
