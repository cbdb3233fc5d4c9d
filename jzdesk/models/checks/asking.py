"""How explanations are asked for: the largest findings of a rule singly, the rest together; and poor ones.

Of one rule in one form the ten largest findings that may stand ask singly, as it is these the city asks
about (before them those that are mended by one link). Where there is more than one beyond, the others are
one `Finding` with `parts`, which takes one text for all; it is still stored with each one's own figures, so
that it lapses for each by itself. How large a finding is does not hang on its being explained: explaining
moves none from one side to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal, InvalidOperation

from jzdesk.models import quantity
from jzdesk.models.checks.finding import FAILED, Finding
from jzdesk.models.form import MANDATORY
from jzdesk.records import replace
from jzdesk.words import say

SINGLY = 10
"""So many findings of a rule in a form ask one by one; a single one beyond asks by itself all the same."""
THIN, SAME = "thin", "same"
SHORT, OFTEN = 10, 3
"""An explanation under so many characters is too thin; given for so many it tells of none of them."""
Asked = tuple[str, str]
"""A rule's number and a form: what is asked together."""


def may_explain(finding: Finding) -> bool:
    """Tell whether a finding may stand with an explanation."""
    return finding.result == FAILED and finding.severity != MANDATORY and not finding.trial


def asked_of(finding: Finding) -> Asked:
    """Return what a finding is asked together with."""
    return finding.rule, finding.keys[0].form if finding.keys else ""


def asked(findings: Sequence[Finding], singly: Container[Asked] = ()) -> list[Finding]:
    """Return the findings as they ask: in their order, with one in place of those that ask together.

    It stands where the first of them stood. What is in `singly` is asked one by one, however many there are.
    """
    beyond = {part: group for group in together(findings) if asked_of(group) not in singly
              for part in group.parts}  # fmt: skip
    shown: dict[Finding | int, Finding] = {}
    for finding in findings:
        group = beyond.get(finding)
        shown.setdefault(finding if group is None else _itself(group), group or finding)
    return list(shown.values())


def _itself(group: Finding) -> int:
    """Return what tells a group from the others; its own value is as long as all its parts together."""
    return id(group)


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Return what asks together, rule by rule, each as one finding with its `parts`."""
    kinds: dict[Asked, list[Finding]] = {}
    for finding in findings:
        if may_explain(finding):
            kinds.setdefault(asked_of(finding), []).append(finding)
    return [_joined(found) for found in kinds.values() if len(found) > SINGLY + 1]


def _joined(found: Sequence[Finding]) -> Finding:
    largest = sorted(range(len(found)), key=lambda n: (not found[n].mend, -_size(found[n])))[:SINGLY]
    parts = tuple(f for n, f in enumerate(found) if n not in largest)
    texts = {part.explanation for part in parts}
    left = sum(part.explanation is None for part in parts)
    word = "together_left" if 0 < left < len(parts) else "together"
    example = next((p for p in parts if p.explanation is None), parts[0]).message
    message = say(
        f"models.checks.asking.{word}", rule=parts[0].rule, n=len(parts), left=left, example=example
    )
    keys = tuple(dict.fromkeys(key for part in parts for key in part.keys))
    said = "；".join(dict.fromkeys(t for t in (part.explanation for part in parts) if t))
    return replace(
        parts[0], keys=keys, message=message, left=None, right=None, difference=None, mend=(),
        explanation=None if None in texts else said, parts=parts,
    )  # fmt: skip


def _size(finding: Finding) -> Decimal:
    """Return how far both sides lie apart beside the other side; without two figures nothing is small."""
    try:
        left, right = Decimal(finding.left or ""), Decimal(finding.right or "")
    except InvalidOperation:
        return Decimal(0)
    return abs(left - right) / abs(right) if right else Decimal("Infinity") if left else Decimal(0)


def still_asking(finding: Finding) -> tuple[Finding, ...]:
    """Return the findings a text is for: of those that ask together the ones without any, or else all."""
    parts = finding.parts or (finding,)
    return tuple(p for p in parts if p.explanation is None) or parts


# Poor explanations


def is_thin(text: str) -> bool:
    """Tell whether an explanation is too short to say a reason."""
    return len(quantity.trimmed(text)) < SHORT


def poor(findings: Sequence[Finding]) -> dict[Finding, str]:
    """Return the explained findings whose explanation says too little, and why: `THIN` or `SAME`.

    `SAME` is a text given `OFTEN` or more times in the period. One given together for what asks together
    counts once: so it is meant.
    """
    said = [f for f in findings if may_explain(f) and f.explanation]
    whole = {part: group for group in together(findings) for part in group.parts}
    once = {(_itself(whole[f]) if f in whole else f, f.explanation) for f in said}
    times = Counter(text for _, text in once)
    found = {f: SAME for f in said if times[f.explanation] >= OFTEN}
    return found | {f: THIN for f in said if is_thin(f.explanation or "")}
