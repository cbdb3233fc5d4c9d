"""The targets of the plan's running text as indicators: what the independent reading says they must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Targets of one thing measured, the one measured against first. Levels and counties stand together where
# an office has one of them only (城区 or 县城); 建制镇 is counted apart, beside the county seat.
MERGED: dict[str, tuple[str, ...]] = {
    # 1392万吨 needs no base figure; the fall by 15 % lacks one, and 负增长 follows from both
    "coal_total": ("coal_total_cap", "coal_total_reduction", "coal_total_negative_growth"),
    "gasification_rate": ("gasification_rate_city", "gasification_rate_county"),
    "gas_coverage": ("gas_coverage_city", "gas_coverage_county"),
    "msw_treatment": ("msw_treatment_city", "msw_treatment_county"),
    "heating_coverage": ("heating_coverage_city", "heating_coverage_boai", "heating_coverage_wuzhi"),
    "sponge_share": ("sponge_city_share", "sponge_county_share"),
}

# The extract ties these to the totals of 专栏二, but what projects cut is another thing than what is emitted
APART = "_key_project_reduction"

URBAN_WORDS = ("城市建成区", "建成区", "中心城区", "焦作市城区")
# Scopes that follow neither from a county's name, nor from a word for the city proper, nor from who answers
ARGUED = {
    "gas_coverage_city": ("城市", "urban"),  # named beside 县城 and 建制镇, so the city proper
    "gas_pipeline_coverage": ("中心城区、县（市）城区、乡镇和产业集聚区", "all"),
    "soil_monitoring_coverage": ("全部县（市）区", "counties"),
}


def with_table(target: Mapping[str, Any]) -> bool:
    """Tell whether a target of the text stands with a row of 专栏二."""
    return target["table2_id"] is not None and not target["id"].endswith(APART)


def apart(text_targets: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the targets that have an indicator of their own, by its code."""
    own: dict[str, Mapping[str, Any]] = {t["id"]: t for t in text_targets if not with_table(t)}
    members = {ref: code for code, refs in MERGED.items() for ref in refs}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for ref in own:
        code = members.get(ref, ref)
        found[code] = [own[r] for r in MERGED.get(code, (ref,))]
    return found


def scope_of(target: Mapping[str, Any], answered_by: str, codes: Mapping[str, str]) -> str | Sequence[str]:
    """Return the scope a target of the text must have, as our files write it."""
    if target["counties"]:
        return [codes[name] for name in target["counties"]]
    if target["id"] in ARGUED:
        said, scope = ARGUED[target["id"]]
        assert target["scope"] == said
        return scope
    if target["scope"] in URBAN_WORDS:
        return "urban"
    return "counties" if answered_by == "county" or target["id"].endswith(APART) else "city"
