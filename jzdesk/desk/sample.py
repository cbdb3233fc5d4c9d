"""The sample county: figures of some quarters, to show and to practise with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Self

from jzdesk import resource
from jzdesk.records import dataclass

SAMPLE = "sample/wuzhi.toml"


@dataclass(frozen=True)
class Sample:
    """The sample county: what is typed in each period, how findings are explained, who signs."""

    unit: str
    clerk: str
    reviewer: str
    head: str
    phone: str
    periods: Mapping[str, Mapping[str, str]]
    explanations: Sequence[Mapping[str, str]]
    hand_ins: Sequence[Mapping[str, Any]]

    @classmethod
    def load(cls) -> Self:
        """Return the sample that comes with the program."""
        data = tomllib.loads(resource.path(SAMPLE).read_text("utf-8"))
        return cls(
            unit=data["unit"], clerk=data["clerk"], reviewer=data["reviewer"], head=data["head"],
            phone=data["phone"], periods=data["period"], explanations=data["explanations"],
            hand_ins=data["hand_ins"],
        )  # fmt: skip
