"""Text to exact figure and back; no float anywhere.

`parse` takes what people type and paste; every way of being wrong has its own sentence. `rounded`
and `quotient` round once, half up. `show` writes a figure for paper, `plain` for files.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

from jzdesk.errors import RefusedError
from jzdesk.models import units
from jzdesk.words import say

SCALE = 10_000
"""Figures are stored as integers at this fixed scale."""
MAX_PLACES = 4
MAX_DIGITS = 15
MAX_WHOLE = 12

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)

# Full-width forms that an input method yields. Only what is plainly the same sign is folded.
_FULL_WIDTH = "".join(chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) not in "\"'<>@`~^_")
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FOLD = str.maketrans(
    _FULL_WIDTH + "−" + _SPACES,
    "".join(chr(ord(c) - 0xFEE0) for c in _FULL_WIDTH) + "-" + " " * len(_SPACES),
)
_BLANKS = " \t\r\n" + _SPACES
_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn", "Zl", "Zp"}
_LONGEST_SHOWN = 60
_CHINESE = set("〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億")
_POWERS = set("千万亿仟萬億")
_NUMBER = re.compile(r"(?P<sign>[+-]?)\s*(?P<body>\d[\d,. ]*|\.\d+)(?P<unit>.*)", re.ASCII | re.DOTALL)
_EXPONENT = re.compile(r"[+-]?[\d.,]+\s*(?:[eE]\s*[+-]?\d|[×xX*]\s*10)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d*)?", re.ASCII)
_SIMPLE = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_STORED = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE](?P<exponent>[+-]?\d+))?", re.ASCII)
_NOT_NUMBERS = {
    "nan", "#n/a", "#value!", "#div/0!", "#ref!", "#num!", "#name?", "#null!", "#getting_data", "#spill!",
}  # fmt: skip
_INFINITE = {"inf", "infinity", "∞"}


def parse(text: str, unit: str, decimals: int, *, signed: bool = False) -> Decimal:
    """Return the figure typed as `text` for a cell of `unit` and `decimals` places.

    The result has exactly `decimals` places. `signed` cells take negatives. Raises `RefusedError`
    with one sentence saying why not and what to do.
    """
    typed = trimmed(text)
    shown = visible(typed)
    folded = _fold(typed)
    _refuse_unseen(typed, shown)
    found = _NUMBER.fullmatch(folded)
    if found is None or _EXPONENT.match(folded):
        raise RefusedError(_why_no_number(folded, shown))
    sign, body, tail = found["sign"], found["body"].strip(" "), found["unit"].strip(" ")
    number = _digits(body, tail, shown)
    _check_size(number, shown)
    factor = _factor(tail, unit, number, shown)
    value = number * factor
    places = len(body.partition(".")[2]) if factor == 1 else _needed_places(value)
    if places > decimals:
        word = "decimals" if decimals else "decimals_none"
        raise RefusedError(say(f"models.quantity.{word}", text=shown, found=places, allowed=decimals))
    if sign == "-" and value and not signed:
        raise RefusedError(say("models.quantity.negative", text=shown))
    if value >= Decimal(10) ** MAX_WHOLE:
        raise RefusedError(say("models.quantity.whole_digits", text=shown))
    return rounded(-value if sign == "-" else value, decimals)


def from_workbook(raw: str, unit: str, decimals: int, *, signed: bool = False) -> tuple[Decimal, bool]:
    """Return a workbook's stored number as a figure, and whether it had to be rounded.

    `raw` is the number as the file's XML holds it (`12.349999999`, `1.2E3`), fifteen digits of
    which count. Raises `RefusedError` as `parse` does.
    """
    if _STORED.fullmatch(trimmed(raw)) is None:
        return parse(raw, unit, decimals, signed=signed), False
    fifteen = stored_number(raw)
    if abs(fifteen) >= Decimal(10) ** MAX_WHOLE:
        raise RefusedError(say("models.quantity.whole_digits", text=visible(trimmed(raw))))
    value = rounded(fifteen, decimals)
    if value < 0 and not signed:
        raise RefusedError(say("models.quantity.negative", text=plain_any(fifteen)))
    if abs(value) >= Decimal(10) ** MAX_WHOLE:
        raise RefusedError(say("models.quantity.whole_digits", text=visible(trimmed(raw))))
    return value, value != fifteen


def stored_number(raw: str) -> Decimal:
    """Return a number as a program has stored it (`12.349999999`, `1.2E3`), of which fifteen digits count."""
    stored = trimmed(raw)
    found = _STORED.fullmatch(stored)
    if found is None:
        raise RefusedError(say("models.quantity.text", text=visible(stored)))
    if len((found["exponent"] or "").lstrip("+-")) > 3:  # no program stores one; it would take for ever
        raise RefusedError(say("models.quantity.exponent", text=visible(stored)))
    return Context(prec=MAX_DIGITS, rounding=ROUND_HALF_UP).create_decimal(stored)


def is_plain(text: str) -> bool:
    """Tell whether a text is a plain decimal, as files hold one."""
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII) is not None


def trimmed(text: str) -> str:
    """Return `text` without the blanks and line ends around it; what cannot be seen stays, to be refused."""
    return text.strip(_BLANKS)


def fold(text: str) -> str:
    """Return `text` with what an input method writes in full width in half width; nothing else changes."""
    return text.translate(_FOLD)


def _fold(text: str) -> str:
    return fold(text).strip(" ")


def _why_no_number(folded: str, shown: str) -> str:
    """Return the sentence for text that is no number at all."""
    if not folded:
        return say("models.quantity.empty")
    strange = next((c for c in folded if _foreign_digit(c)), None)
    if strange:
        return say("models.quantity.foreign_digits", text=shown, char=strange)
    lower = folded.lower().lstrip("+-")
    if lower in _NOT_NUMBERS:
        return say("models.quantity.nan", text=shown)
    if lower in _INFINITE:
        return say("models.quantity.infinite", text=shown)
    if _EXPONENT.match(folded):
        return say("models.quantity.exponent", text=shown)
    if folded.startswith("="):
        return say("models.quantity.formula", text=shown)
    if folded.lstrip("+-负约")[:1] in _CHINESE:
        return say("models.quantity.chinese", text=shown)
    return say("models.quantity.text", text=shown)


def _refuse_unseen(typed: str, shown: str) -> None:
    """Refuse text holding what cannot be seen; a tab or a new line means two cells in one."""
    for char in typed:
        if char in "\t\r\n":
            raise RefusedError(say("models.quantity.two_numbers", text=shown))
        if unicodedata.category(char) in _UNSEEN:
            raise RefusedError(say("models.quantity.invisible", text=shown, code=f"U+{ord(char):04X}"))


def _foreign_digit(char: str) -> bool:
    if char in "²³〇" or char.isascii() or "０" <= char <= "９":
        return False
    return unicodedata.category(char) in {"Nd", "No", "Nl"}


def visible(text: str) -> str:
    """Return `text` as a sentence may quote it: what cannot be seen as its code, the end of long ones cut."""
    whole = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return "".join(c if unicodedata.category(c) not in _UNSEEN else f"〈{ord(c):04X}〉" for c in whole)


def _digits(body: str, tail: str, shown: str) -> Decimal:
    """Return the digits before the unit as a number."""
    if _SIMPLE.fullmatch(body):
        clean = body
    elif _GROUPED.fullmatch(body):
        clean = body.replace(",", "").replace(" ", "")
    elif " " in body or body.count(".") > 1:
        raise RefusedError(say("models.quantity.two_numbers", text=shown))
    else:
        raise RefusedError(say("models.quantity.separators", text=shown))
    if re.search(r"\d", re.sub(r"[mM][23]", "", tail), re.ASCII):
        raise RefusedError(say("models.quantity.two_numbers", text=shown))
    return Decimal(clean)


def _needed_places(value: Decimal) -> int:
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _check_size(number: Decimal, shown: str) -> None:
    digits = len(number.as_tuple().digits)
    if digits > MAX_DIGITS:
        raise RefusedError(say("models.quantity.digits", text=shown))
    if number >= Decimal(10) ** MAX_WHOLE:
        raise RefusedError(say("models.quantity.whole_digits", text=shown))


def _factor(tail: str, unit: str, number: Decimal, shown: str) -> Decimal:
    """Return what the typed figure is multiplied by to be in the row's `unit`."""
    if not tail:
        return Decimal(1)
    strange = next((c for c in tail if _foreign_digit(c)), None)
    if strange:
        raise RefusedError(say("models.quantity.foreign_digits", text=shown, char=strange))
    written = tail.replace(" ", "")
    multiple, bare = units.split_unit(written)
    own_multiple, own_bare = units.split_unit(unit)
    bare, own_bare = units.common_name(bare), units.common_name(own_bare)
    if not bare:
        return _bare_multiple(multiple, own_multiple, unit, number, shown)
    if bare == own_bare:
        if multiple == own_multiple:
            return Decimal(1)
        if not own_multiple:
            return units.MULTIPLES[multiple]
    dimension = next(
        (d for d in units.DIMENSIONS if bare in d), {bare: Decimal(1)} if bare == own_bare else {}
    )
    if not dimension:
        raise RefusedError(_no_unit(written, unit, shown))
    if own_bare not in dimension:
        word = "unit_none" if not unit else "percent" if bare == "%" else "unit_wrong"
        raise RefusedError(say(f"models.quantity.{word}", text=shown, found=multiple + bare, unit=unit))
    amount = number * units.MULTIPLES[multiple] * dimension[bare]
    value = plain_any(amount / (units.MULTIPLES[own_multiple] * dimension[own_bare]))
    word = "unit_wrong" if number and value == "0" else "unit_convert"
    raise RefusedError(
        say(f"models.quantity.{word}", text=shown, found=multiple + bare, unit=unit, value=value)
    )


def _no_unit(written: str, unit: str, shown: str) -> str:
    """Return the sentence for what stands behind the digits and is no unit we know."""
    if written[0] in _CHINESE - _POWERS:
        return say("models.quantity.chinese", text=shown)
    if not all(unicodedata.category(c)[0] in "LPS" for c in written):
        return say("models.quantity.text", text=shown)
    word = "unit_unknown" if unit else "unit_none"
    return say(f"models.quantity.{word}", text=shown, found=visible(written), unit=unit)


def _bare_multiple(multiple: str, own: str, unit: str, number: Decimal, shown: str) -> Decimal:
    """Judge a 万 or 亿 without a unit behind it."""
    if not own:
        return units.MULTIPLES[multiple]
    scaled = number * units.MULTIPLES[multiple]
    raise RefusedError(
        say(
            "models.quantity.magnitude", text=shown, unit=unit,
            plain=plain_any(scaled / units.MULTIPLES[own]), scaled=plain_any(scaled),
        )
    )  # fmt: skip


_UNITS = tuple(Decimal(1).scaleb(-places) for places in range(MAX_PLACES + 1))
"""The last place of figures with so many decimals."""


def rounded(value: Decimal, places: int) -> Decimal:
    """Return `value` at exactly `places` decimals, half up (away from zero)."""
    result = value.quantize(
        _UNITS[places] if 0 <= places < len(_UNITS) else Decimal(1).scaleb(-places),
        rounding=ROUND_HALF_UP,
        context=_WIDE,
    )
    return result if result else abs(result)


def quotient(numerator: Decimal, denominator: Decimal, places: int) -> Decimal:
    """Return numerator ÷ denominator rounded once, half up, to `places` decimals.

    The division is done on integers, so that nothing is rounded before the end.
    """
    top, bottom = (numerator.as_integer_ratio(), denominator.as_integer_ratio())
    over, under = top[0] * bottom[1] * 10**places, top[1] * bottom[0]
    negative = (over < 0) != (under < 0)
    whole = (2 * abs(over) + abs(under)) // (2 * abs(under))
    return Decimal(-whole if negative and whole else whole).scaleb(-places, context=_WIDE)


def change_pct(now: Decimal, base: Decimal | None) -> Decimal | None:
    """Return the change against `base` in percent, one place; None when the base is not above zero."""
    if base is None or base <= 0:
        return None
    return quotient((now - base) * 100, base, 1)


def plain(value: Decimal, places: int) -> str:
    """Return the figure as a plain decimal string with exactly `places` decimals."""
    return format(rounded(value, places), "f")


def plain_any(value: Decimal) -> str:
    """Return a figure as a plain string without surplus zeros, at most ten places."""
    text = format(rounded(value, 10), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(value: Decimal, places: int) -> str:
    """Return the figure as it is printed: thousands separated, a true minus sign."""
    return format(rounded(value, places), ",f").replace("-", "−")


def to_scaled(value: Decimal) -> int:
    """Return the figure as an integer at the store's fixed scale; it must fit exactly."""
    scaled = value * SCALE
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} has more than {MAX_PLACES} places")
    return whole
