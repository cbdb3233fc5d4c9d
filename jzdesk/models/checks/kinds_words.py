"""Kinds of rules about what is written: `code`, `unique`, `text`, `paired`."""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.models.checks.finding import FAILED, Finding
from jzdesk.models.checks.place import Place, concerned, folded, without
from jzdesk.models.entry import EMPTY
from jzdesk.models.period import Period
from jzdesk.words import say

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What a 统一社会信用代码 may hold (GB 32100), in the order of the signs' values."""
_LENGTH, _AREA = 18, range(2, 8)


def code(place: Place) -> Iterator[Finding]:
    """Want a 统一社会信用代码: 18 of the standard's signs, the last the one that follows from the others."""
    column = place.column(place.rule.params["column"])
    if column is None:
        return
    value = place.cell(column).value
    if not isinstance(value, str):
        yield without(place, column)
        return
    wrong = _wrong_in(value)
    if not wrong:
        yield place.passed([column.code])
        return
    text = say("models.checks.code", row=place.label, column=place.head(column), left=place.word(column),
               wrong=wrong)  # fmt: skip
    yield place.finding(FAILED, [column.code], text, left=value)


def _wrong_in(value: str) -> str:
    """Return in words what is wrong with a code; empty when nothing is."""
    for n, sign in enumerate(value, 1):
        if sign not in _SIGNS:
            return say("models.checks.code_sign", n=n, sign=sign if sign.strip() else "␣")
    if len(value) != _LENGTH:
        return say("models.checks.code_length", n=len(value))
    if not all(value[n].isdigit() for n in _AREA):
        return say("models.checks.code_area")
    check = check_sign(value)
    return "" if value[-1] == check else say("models.checks.code_check", sign=value[-1], check=check)


def check_sign(value: str) -> str:
    """Return the check sign of a code's first 17 signs (GB 32100: weights 3^i, modulo 31)."""
    total = sum(_SIGNS.index(sign) * pow(3, n, 31) for n, sign in enumerate(value[: _LENGTH - 1]))
    return _SIGNS[-total % 31]


def unique(place: Place) -> Iterator[Finding]:
    """Let no two rows of the form say the same in `columns`, width, case and spaces apart."""
    for name in place.rule.params["columns"]:
        seen: dict[str, Place] = {}
        for row in concerned(place):
            column = row.column(name)
            value = None if column is None else row.cell(column).value
            if column is None or not isinstance(value, str):
                continue
            first = seen.setdefault(folded(value), row)
            if first is row:
                yield row.passed([name])
                continue
            text = say("models.checks.unique", row=row.label, column=row.head(column),
                       left=row.word(column), code=row.row.code, other=first.row.code)  # fmt: skip
            keys = [row.key(name), first.key(name)]
            yield row.finding_at(FAILED, keys, text, left=value, right=first.row.code)


def paired(place: Place) -> Iterator[Finding]:
    """Let `name` and `code` of a row go together as they did when an earlier period said either last."""
    params = place.rule.params
    rows = [(row, *_pair(row, params["name"], params["code"])) for row in concerned(place)]
    rows = [(row, name, code) for row, name, code in rows if name and code]
    named, coded = _pairs_before(place) if rows else ({}, {})
    for row, name, code in rows:
        keys = [row.key(params["name"]), row.key(params["code"])]
        before = coded.get(folded(code))
        if before is not None and folded(before[0]) != folded(name):
            sentence = _against("renamed", name, code, before)
            yield row.finding_at(FAILED, keys, sentence, left=name, right=before[0])
            continue
        before = named.get(folded(name))
        if before is not None and folded(before[0]) != folded(code):
            sentence = _against("recoded", name, code, before)
            yield row.finding_at(FAILED, keys, sentence, left=code, right=before[0])
            continue
        yield row.passed_at(keys)


def _against(word: str, name: str, code: str, before: tuple[str, Period]) -> str:
    """Return the sentence that sets a pair against the one said before, each in one line."""
    name, code, earlier = (" ".join(text.split()) for text in (name, code, before[0]))
    return say(f"models.checks.{word}", code=code, name=name, period=before[1].title, before=earlier)


def _pair(row: Place, *names: str) -> list[str]:
    """Return the texts in these columns of a row, empty where there is none."""
    columns = [row.column(name) for name in names]
    values = [None if column is None else row.cell(column).value for column in columns]
    return [value if isinstance(value, str) else "" for value in values]


Before = dict[str, tuple[str, Period]]


def _pairs_before(place: Place) -> tuple[Before, Before]:
    """Return by name the code, and by code the name, that earlier periods said last, and when."""
    form, name, code = place.form.id, place.rule.params["name"], place.rule.params["code"]
    said: dict[str, dict[str, str]] = {}
    named: Before = {}
    coded: Before = {}
    for period in reversed(place.sheet.newest_first):
        touched: dict[str, None] = {}
        for key, cell in place.sheet.earlier[period].items():
            if key.form == form and key.column in {name, code} and isinstance(cell.value, str):
                said.setdefault(key.row, {})[key.column] = cell.value
                touched[key.row] = None
        for row in touched:
            if len(said[row]) == 2:
                named[folded(said[row][name])] = said[row][code], period
                coded[folded(said[row][code])] = said[row][name], period
    return named, coded


def text(place: Place) -> Iterator[Finding]:
    """Want a text of at least `min` characters, or (`fresh`) one that is not that of the period before."""
    params = place.rule.params
    for name in params["columns"]:
        column = place.column(name)
        if column is None:
            continue
        value = place.cell(column).value
        if not isinstance(value, str):
            continue
        said = folded(value)
        least = int(params.get("min", 0))
        if len(said) < least:
            sentence = say("models.checks.thin", row=place.label, column=place.head(column),
                           left=place.word(column), n=len(said), least=least)  # fmt: skip
            yield place.finding(FAILED, [name], sentence, left=value)
            continue
        period = place.sheet.period.previous
        before = place.sheet.at(period).get(place.key(name), EMPTY).value
        if params.get("fresh") and isinstance(before, str) and folded(before) == said:
            sentence = say("models.checks.stale", row=place.label, column=place.head(column),
                           period=period.title)  # fmt: skip
            yield place.finding(FAILED, [name], sentence, left=value)
            continue
        yield place.passed([name])
