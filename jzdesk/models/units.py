"""Units of measure: their multiples, what they are written as, and how one is converted to another."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

# Each dimension's units as multiples of one of them, so that a wrong unit can be answered with a figure.
DIMENSIONS: tuple[dict[str, Decimal], ...] = (
    {
        "吨": Decimal(1), "千克": Decimal("0.001"), "斤": Decimal("0.0005"), "克": Decimal("0.000001"),
        "毫克": Decimal("1e-9"),
    },
    {"元": Decimal(1), "千元": Decimal(1000), "百万元": Decimal(1_000_000)},
    {"%": Decimal(1), "‰": Decimal("0.1")},
    {"毫克/立方米": Decimal(1), "微克/立方米": Decimal("0.001")},
    {"毫克/升": Decimal(1), "微克/升": Decimal("0.001")},
    {"米": Decimal(1), "千米": Decimal(1000)},
    {"平方米": Decimal(1), "公顷": Decimal(10000), "平方千米": Decimal(1_000_000), "亩": Decimal(2000) / 3},
    {"立方米": Decimal(1)},
    {"天": Decimal(1)},
    {"家": Decimal(1)}, {"个": Decimal(1)}, {"次": Decimal(1)}, {"座": Decimal(1)}, {"项": Decimal(1)},
)  # fmt: skip
# What is written for a unit, after NFKC and in small letters; each side of a `/` is looked up by itself.
_SYNONYMS = {
    "t": "吨", "kg": "千克", "公斤": "千克", "g": "克", "mg": "毫克", "ug": "微克", "μg": "微克",
    "m": "米", "km": "千米", "公里": "千米", "m2": "平方米", "km2": "平方千米", "平方公里": "平方千米",
    "hm2": "公顷", "ha": "公顷", "m3": "立方米", "方": "立方米", "l": "升", "日": "天", "户": "家",
    "块": "元", "圆": "元",
}  # fmt: skip
_MOST_DIGITS = 15
"""A factor with more is no exact one, as of 亩."""
_NEIGHBOURS = {
    "吨": ("千克",), "千克": ("吨",), "微克/立方米": ("毫克/立方米",), "毫克/立方米": ("微克/立方米",),
    "米": ("公里",), "平方米": ("公顷",), "公顷": ("平方米", "平方公里"), "平方公里": ("公顷", "平方米"),
}  # fmt: skip
"""By a unit those that stand for the same in other reports, a power of ten away."""
MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "": Decimal(1)}


def split_unit(unit: str) -> tuple[str, str]:
    """Return the multiple (万, 亿 or nothing) and the bare unit."""
    if unit[:1] in {"万", "亿"}:
        return unit[0], unit[1:]
    return "", unit


def common_name(written: str) -> str:
    """Return a unit without its multiple by the name it has here: `kg` is 千克, `μg/㎥` 微克/立方米."""
    parts = unicodedata.normalize("NFKC", written).lower().split("/")
    return "/".join(_SYNONYMS.get(part, part) for part in parts)


def factor_between(found: str, unit: str) -> Decimal | None:
    """Return by what a figure in `found` is multiplied to be in `unit`; None where nothing exact is."""
    (multiple, bare), (own_multiple, own_bare) = split_unit(found.replace(" ", "")), split_unit(unit)
    bare, own_bare = common_name(bare), common_name(own_bare)
    alike = {bare: Decimal(1)} if bare and bare == own_bare else {}
    dimension = next((d for d in DIMENSIONS if bare in d and own_bare in d), alike)
    if not dimension:
        return None
    factor = MULTIPLES[multiple] * dimension[bare] / (MULTIPLES[own_multiple] * dimension[own_bare])
    return factor if len(factor.as_tuple().digits) <= _MOST_DIGITS else None


def known_unit(written: str) -> bool:
    """Tell whether a text is a unit that others can be converted to."""
    bare = common_name(split_unit(written.replace(" ", ""))[1])
    return any(bare in dimension for dimension in DIMENSIONS)


def units_like(unit: str) -> tuple[str, ...]:
    """Return `unit` first, then the usual units that its figures may have been written in."""
    multiple, bare = split_unit(unit)
    scaled = multiple or common_name(bare) in {"吨", "元", "千克", "立方米"}
    others = [m + bare for m in ("", "万", "亿") if m != multiple] if scaled else []
    alike = (other for other in _NEIGHBOURS.get(bare, ()) if factor_between(other, unit) != 1)
    return (unit, *others, *alike)
