"""The verb that makes public: `publish`, with what goes out and what stays in told first."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import PERIOD, Call, Verb, parse
from jzdesk.desk import publishing, reporting
from jzdesk.errors import UsageError
from jzdesk.models.publication import KIND_OF, Publication
from jzdesk.words import say


def _publish(call: Call) -> int:
    args = parse(
        call, "publish", PERIOD, ("--kind", {"choices": tuple(KIND_OF.values())}), ("--out", {}),
        ("--dry-run", {"action": "store_true"}),
    )  # fmt: skip
    if args.out is None and not args.dry_run:
        raise UsageError(say("cli.wrong", verb="publish", usage=say("cli.usage.publish")))
    out = Path(args.out) if args.out is not None else None
    if out is not None:
        reporting.need_suffix(out, *publishing.SUFFIXES)
    with call.read() as office:
        made = publishing.publication(office, office.period(args.period), args.kind)
        written = [] if args.dry_run or out is None else [str(publishing.write(made, out))]
    data = publishing.plain(made) | {"files": written}
    call.tell(data, *(written or _preview(made)))
    return 0


def _preview(made: Publication) -> list[str]:
    """Return what goes out, and what stays in and why, a line each."""
    lines = [made.title, say("cli.publish.out")]
    lines += [say("cli.publish.table", title=t.title, n=len(t.rows)) for t in made.tables]
    lines.append(say("cli.publish.kept", n=len(made.withheld)))
    lines += [
        say("cli.publish.one", unit=one.unit or say("cli.publish.all"), what=one.what, why=one.why)
        for one in made.withheld
    ]
    return lines


VERBS: dict[str, Verb] = {"publish": _publish}
