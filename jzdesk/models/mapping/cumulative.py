"""Whether a head speaks beyond doubt of 1—本季累计: only then does a figure below it stand for a quarter."""

from __future__ import annotations

import re

from jzdesk.models.form import Form
from jzdesk.models.mapping import names
from jzdesk.models.mapping.heads import to_date
from jzdesk.models.period import Period

_OF_THE_YEAR = re.compile("本年|今年|当年|年初|本季")


def certain(text: str, form: Form, period: Period) -> bool:
    """Tell whether a head says what adds up this year to the end of `period`.

    A bare 累计 is in doubt where the form has one since the start of a project too.
    """
    found = to_date(text)
    if found is None or not found[0].fits(period):
        return False
    said = found[0].kind or found[0].year or _OF_THE_YEAR.search(names.half(text))
    return bool(said) or all(c.computes != "since_start" for c in form.columns)


def named(text: str, form: Form, code: str, primary: str, period: Period) -> bool:
    """Tell whether a head is a name of the column `code`, which adds up `primary`, and of no other."""
    if not certain(text, form, period) or any(c.behaviour == "reported_ytd" for c in form.columns):
        return False
    found = to_date(text)
    if found is None:
        return False
    known = {*names.words("to_date"), *names.words(f"column.{form.id}.{code}")}
    if found[0].kind:  # 1-9月 alone says it, and so does 1-9月排放量
        known |= {"", *names.words(f"column.{form.id}.{primary}")}
    return found[1] in {names.fold(word) for word in known}
