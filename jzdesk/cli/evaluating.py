"""The verb of 中期评估 and 终期考核."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import OUT, Call, Verb, parse
from jzdesk.desk import evaluating


def _evaluate(call: Call) -> int:
    args = parse(
        call, "evaluate", ("kind", {"choices": evaluating.KINDS}), ("--as-of", {}),
        ("--draft", {"action": "store_true"}), OUT,
    )  # fmt: skip
    out = Path(args.out)
    with call.read() as office:
        as_of = office.period(args.as_of) if args.as_of else None
        found = evaluating.write(office, args.kind, out, as_of=as_of, draft=args.draft)
    call.tell({**found.plain(), "files": [str(out)]}, str(out))
    return 0


VERBS: dict[str, Verb] = {"evaluate": _evaluate}
