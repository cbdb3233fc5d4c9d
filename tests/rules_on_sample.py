"""Every rule and how it comes out on the sample county; `python -m tests.rules_on_sample` prints them.

The sample is filled as a clerk fills it, period by period; the list shows where it alone proves nothing.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from jzdesk import resource
from jzdesk.desk import entering, safekeeping
from jzdesk.models import checks
from jzdesk.models.checks import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from jzdesk.models.form import Rule
from jzdesk.models.period import Period

COUNTY = "410823"
RESULTS = (FAILED, PASSED, NOT_APPLICABLE, NOT_RUN)
Table = Mapping[str, Counter[str]]


def outcomes(folder: Path) -> tuple[tuple[Rule, ...], Table]:
    """Return the rules, and for each the number of its outcomes of each result over the sample's periods."""
    sample = tomllib.loads(resource.path("sample/wuzhi.toml").read_text("utf-8"))
    with safekeeping.init(folder / "sample.jzdesk", unit=COUNTY, office=None, practice=True) as office:
        periods = [Period.parse(name) for name in sample["period"]]
        for name, typed in sample["period"].items():
            entering.set_values(office, Period.parse(name), [part for pair in typed.items() for part in pair])
        rules = office.catalogue.rules
        found: dict[str, Counter[str]] = {rule.number: Counter() for rule in rules}
        for period in periods:
            for outcome in checks.run(office.sheet(period)):
                found[outcome.rule][outcome.result] += 1
    return rules, found


def lines(rules: tuple[Rule, ...], found: Table) -> list[str]:
    """Return the list: number, kind, how often it fires, passes, does not apply, could not run; wording."""
    told = [f"{'rule':6}{'kind':12}{'fires':>7}{'passes':>8}{'n/a':>6}{'not run':>9}  severity, wording"]
    for rule in rules:
        fires, passes, without, stuck = (found[rule.number][result] for result in RESULTS)
        severity = f"{rule.severity}{'试行' if rule.trial else ''}"
        counted = f"{fires:7}{passes:8}{without:6}{stuck:9}"
        told.append(f"{rule.number:6}{rule.kind:12}{counted}  {severity}, {rule.wording}")
    fired = sum(1 for rule in rules if found[rule.number][FAILED])
    used = sum(1 for rule in rules if found[rule.number])
    told.append(f"{len(rules)} rules: {fired} fire, {used} are used, {len(rules) - used} are not.")
    return told


def main() -> None:
    """Print the list."""
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(lines(*outcomes(Path(folder)))))


if __name__ == "__main__":
    main()
