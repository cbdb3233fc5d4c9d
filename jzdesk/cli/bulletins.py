"""The verb of the city's papers of a quarter: 季度通报, 预警函, 催报通知, and the officer's own sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jzdesk.cli.call import PERIOD, Call, Verb, parse
from jzdesk.desk import bulletin as papers
from jzdesk.errors import UsageError
from jzdesk.models.bulletin.values import BULLETIN
from jzdesk.words import say


def _bulletin(call: Call) -> int:
    args = parse(
        call, "bulletin", PERIOD, ("--kind", {"default": BULLETIN}), ("--unit", {}),
        ("--say", {"action": "append", "default": []}), ("--out", {}),
    )  # fmt: skip
    if not args.say and not args.out and not call.json:
        raise UsageError(say("cli.wrong", verb="bulletin", usage=say("cli.usage.bulletin")))
    papers.need_kind(args.kind)
    told = _told(args.say)
    with call.write() if told else call.read() as office:
        period = office.period(args.period)
        lines, files = [], []
        given = papers.bulletin(office, period)
        given = replace(given, said=papers.merged(office, period, told))
        if args.out:  # before anything is kept: what is refused changes nothing
            files.append(str(papers.write(given, args.kind, args.unit, Path(args.out))))
        if told:
            word = "bulletin_said" if papers.keep(office, period, told) else "bulletin_same"
            lines.append(say(f"cli.{word}", period=period.title, n=len(told)))
    call.tell({**given.plain(), "kind": args.kind, "files": files}, *lines, *files)
    return 0


def _told(words: list[str]) -> dict[str, str]:
    """Return the officer's sentences by their place, as `--say PLACE=TEXT` gives them."""
    found: dict[str, str] = {}
    for word in words:
        name, mark, text = word.partition("=")
        if not mark:
            raise UsageError(say("cli.wrong", verb="bulletin", usage=say("cli.usage.bulletin")))
        found[papers.place_of(name.strip())] = text
    return found


VERBS: dict[str, Verb] = {"bulletin": _bulletin}
