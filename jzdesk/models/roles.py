"""The roles forms play in charts, report, publication, rankings and evaluation, whatever a plan calls them.

A form, a block, a row and an indicator have a role each: what the catalogue states, else their own code.
The columns of a form with a role mean by their codes what is written of it in `resources/plan/README.md`.
"""

from __future__ import annotations

EMISSIONS, REDUCTIONS, PROJECTS, TASKS, QUALITY, BLACKWATER, CARDS, NARRATIVE = (
    "emissions", "reductions", "investment", "milestones", "quality", "blackwater", "cards", "narrative",
)  # fmt: skip
"""The roles of forms."""

INDUSTRY, TOTAL, MOBILE = "industry", "total", "mobile"
"""Blocks of `EMISSIONS`: what is known each quarter, the sums over all sources, what the city alone has."""
AIR_DAYS, AIR_MEAN, SECTIONS, SOURCES, RIVERS = "air_days", "air_mean", "sections", "sources", "water"
"""Blocks of `QUALITY`."""
GOOD_DAYS, VALID_DAYS, PM25, PM10 = "good_days", "valid_days", "pm25", "pm10"
"""Rows of `QUALITY`."""

POOLS = {SECTIONS: "prov_section_compliance", SOURCES: "drinking_source_compliance"}
"""Blocks whose rows answer an indicator together, with its role."""
WATERS = "black_odorous_water_ratio"
"""The indicator that the list of `BLACKWATER` answers."""
LASTING = "lasting"
"""The `stage` of one of `BLACKWATER` that is done with for good."""
CUT, CUTTING = "cut_", "_key_project_reduction"
"""How columns of `REDUCTIONS` begin, and the indicators end that they answer; the rest is the pollutant."""
MIDTERM, FINAL = "midterm_evaluation", "final_assessment"
DISPATCH, INTERVIEW = "dispatch_warning", "interview_restriction"
"""How the `ref` of duties begins: of the evaluations, of what 季度通报 goes back to, of 约谈."""
PLAN_PERIOD = "period_"
"""How the `due_basis` of a task begins that is due when its plan ends; the plan's own name follows."""
