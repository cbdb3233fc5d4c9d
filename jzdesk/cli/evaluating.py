"""The verb of 中期评估 and 终期考核."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import OUT, Call, Verb, parse
from jzdesk.desk import evaluating, scoring


def _evaluate(call: Call) -> int:
    if "--scheme-template" in call.words:
        return _template(call)
    args = parse(
        call, "evaluate", ("kind", {"choices": evaluating.KINDS}), ("--as-of", {}),
        ("--draft", {"action": "store_true"}), ("--scheme", {}), OUT,
    )  # fmt: skip
    out = Path(args.out)
    with call.read() if args.scheme is None else call.write() as office:
        as_of = office.period(args.as_of) if args.as_of else None
        found = evaluating.evaluated(office, args.kind, as_of=as_of, draft=args.draft)
        if args.scheme is None:
            evaluating.write(found, out)
        else:
            points = scoring.look(office, Path(args.scheme)) if args.scheme else None
            found = evaluating.with_points(found, points)
            evaluating.write(found, out)  # first: nothing is kept where there is no paper
            scoring.keep(office, args.kind, points)
    call.tell({**found.plain(), "files": [str(out)]}, str(out))
    return 0


def _template(call: Call) -> int:
    """Write the workbook for points, which needs no evaluation."""
    args = parse(
        call, "evaluate", ("kind", {"choices": evaluating.KINDS}), ("--scheme-template", {"required": True})
    )
    with call.read() as office:
        path = scoring.template(office, Path(args.scheme_template))
    call.tell({"files": [str(path)]}, str(path))
    return 0


VERBS: dict[str, Verb] = {"evaluate": _evaluate}
