"""What 已达, 达到时间进度, 滞后 and 无法评价 mean, for every kind of target.

- 已达: the target is met. Before its year is over this must be kept, and the reason says so.
- 达到时间进度: not met yet, and no worse than the straight line from the base year asks by now; or, of
  what is to be kept (`HOLDING`), kept so far.
- 滞后: worse than the line asks; or not met when the target year (else the plan) is over; or not kept.
- 无法评价: something is lacking that only others can give. The reason names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.models import targets
from jzdesk.models.assess import wording
from jzdesk.models.assess.case import PENDING, Case, Observed, Why
from jzdesk.models.assess.path import Path, decimal, path
from jzdesk.models.assess.ruler import CLASS, CUT, FIGURE, RISE, STATE, Ruler, reading, ruler
from jzdesk.models.targets import one_target
from jzdesk.words import has, say

MET, ON_TRACK, BEHIND, UNJUDGED = "已达", "达到时间进度", "滞后", "无法评价"
VERDICTS = (MET, ON_TRACK, BEHIND, UNJUDGED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one value stands against one target.

    `reason` is a sentence, `code` its name. `reached` is the value as the target counts it (of five
    years added up, their sum), `expected` what the line asks by now, `distance` what is lacking to the
    target (0 when nothing), all in `unit` and at most four places; None where there is none. Classes
    have a distance only. `told` and `lacks` are value and distance in words, `lacks` empty when nothing is.
    """

    verdict: str
    code: str
    reason: str
    target: Mapping[str, Any] | None
    target_text: str
    value: Observed | None
    unit: str
    reached: Decimal | None = None
    expected: Decimal | None = None
    distance: Decimal | None = None
    path: Path | None = None
    told: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """An indicator judged: by the first target that holds for the office, the others listed beside it."""

    main: Judgement
    others: tuple[Judgement, ...]


def assess(case: Case) -> Assessment:
    """Judge the case against every target that holds for its office; the first one counts."""
    held = case.targets
    if not held:
        code = "not_allotted" if case.indicator["targets"] else "no_target"
        return Assessment(_unjudged(case, None, Why(code)), ())
    first, *rest = (judge(case, target) for target in held)
    return Assessment(first, tuple(rest))


def judge(case: Case, target: Mapping[str, Any]) -> Judgement:
    """Judge the case's value at the end of its period against one target.

    Nobody is behind a target that is not in force.
    """
    if not targets.in_force(target, case.at):
        return _unjudged(case, target, Why("not_in_force", {"day": target["since"]}))
    if target["op"] == "provincial":
        return _unjudged(case, target, Why("provincial"))
    if case.of_the_city(target):
        return _unjudged(case, target, Why("not_allotted"))
    if case.value is None or case.value == PENDING:
        return _unjudged(case, target, _why_no_value(case, target))
    on = ruler(case, target)
    have = on if isinstance(on, Why) else reading(case, target, on)
    if isinstance(on, Why) or isinstance(have, Why):
        return _unjudged(case, target, have if isinstance(have, Why) else Why("not_figure"))
    return _Judging(case, target, on, have).verdict()


def _why_no_value(case: Case, target: Mapping[str, Any]) -> Why:
    if case.value == PENDING:
        return Why("pending")
    if target["op"] in {"full", "standard", "stable"} and case.indicator["unit"] == "定性":
        return Why("qualitative")
    answered_by = case.indicator.get("answered_by")
    return Why(answered_by if answered_by in {"rule", "derived"} else "open", {"period": case.at.title})


def _unjudged(case: Case, target: Mapping[str, Any] | None, why: Why) -> Judgement:
    text = "" if target is None or why.code == "unknown_op" else one_target(target)
    reason = say(f"models.assess.why.{why.code}", **why.fields)
    return Judgement(UNJUDGED, why.code, reason, target, text, case.value, case.figures_unit)


@dataclass(frozen=True, slots=True)
class _Judging:
    """One value on its ruler, on the way to a verdict."""

    case: Case
    target: Mapping[str, Any]
    on: Ruler
    have: Fraction

    @property
    def due(self) -> int | None:
        return int(self.target["year"]) if self.target.get("year") else None

    @property
    def over(self) -> bool:
        """The target's year is over, or the plan's last where it has none."""
        return self.case.at.last_day >= date(self.due or self.case.end, 12, 31)

    def verdict(self) -> Judgement:
        if self.case.part_of_year and self.on.kind in {FIGURE, CUT, RISE}:
            return self._of_part()
        return self._met() if self.on.reached(self.have) else self._not_met()

    def _of_part(self) -> Judgement:
        """Judge an amount that is still growing: only what more of it cannot change is said."""
        grows = self.on.kind == FIGURE and not self.on.holds and self.on.high is None
        reached = self.on.reached(self.have)
        if grows and self.on.up and not self.on.same and reached:
            return self._met()
        if grows and not self.on.up and not reached and self.case.at.year == self.due:
            return self._made(BEHIND, "over_limit")
        return _unjudged(self.case, self.target, Why("only_to_date"))

    def _met(self) -> Judgement:
        if self.over:
            return self._made(MET, "met")
        if self.on.holds:
            return self._made(ON_TRACK, "kept")
        return self._made(MET, "met_early" if self.due else "met_undated")

    def _not_met(self) -> Judgement:
        if self.over:
            return self._made(BEHIND, "missed" if self.due else "missed_undated")
        if self.target["op"] == "stable":
            return self._made(BEHIND, "not_kept")
        line = self.line
        if isinstance(line, Why):
            return self._made(UNJUDGED, self._lacking(line))
        behind = self.on.short(self.have, line.at(self.case.at)) > 0
        word = ("fell_back" if line.start == line.end else "behind") if behind else "on_track"
        return self._made(BEHIND if behind else ON_TRACK, word)

    @property
    def line(self) -> Path | Why:
        """The line to the target; an amount of part of a year is on none."""
        return Why("only_to_date") if self.case.part_of_year else path(self.on, self.target)

    def _lacking(self, line: Why) -> str:
        """Return why there is no line, in the words of the kind of target where it has its own."""
        if not self.due:
            return "no_year"
        return {CLASS: "class_short", STATE: "state_not_yet"}.get(self.on.kind, line.code)

    def _made(self, verdict: str, code: str) -> Judgement:
        on, unit, short, line = self.on, self.case.figures_unit, self.on.short(self.have), self.line
        asked = line.at(self.case.at) if isinstance(line, Path) else self.have
        fields = {
            "period": self.case.at.title, "year": self.due or self.case.end,
            "value": wording.tell(on, self.have, unit), "short": wording.gap(on, short, unit),
            "target": wording.target_in_words(on, self.target, unit),
            "expected": wording.tell(on, asked, unit, ours=True),
            "late": wording.gap(on, on.short(self.have, asked), unit, ours=True),
        }  # fmt: skip
        if isinstance(line, Path):
            fields["method"] = line.method
        elif verdict == UNJUDGED:  # the year that lacks a base is not the target's
            fields |= line.fields
        reason = say(f"models.assess.{'why' if verdict == UNJUDGED else 'is'}.{code}", **fields)
        figures = on.kind not in {CLASS, STATE}
        return Judgement(
            verdict, code, self._around(reason, code, fields), self.target, one_target(self.target),
            self.case.value, wording.unit_on(on, unit), decimal(self.have) if figures else None,
            decimal(asked) if isinstance(line, Path) else None,
            None if on.kind == STATE else decimal(max(short, Fraction(0))),
            line if isinstance(line, Path) else None,
            fields["value"], "" if on.reached(self.have) else fields["short"],
        )  # fmt: skip

    def _around(self, reason: str, code: str, fields: Mapping[str, object]) -> str:
        """Return the reason with what belongs to it: the distance, the line's method, that a target is 约."""
        if has(f"models.assess.why.{code}") and self.on.kind != STATE:
            reason = say("models.assess.is.still_short", **fields) + reason
        if code in {"on_track", "behind"}:
            part = "line" if self.case.at.last_day.month == 12 else "line_part"
            reason += say(f"models.assess.is.{part}", **fields)
        return reason + (say("models.assess.is.approx") if self.target["op"] == "approx" else "")
