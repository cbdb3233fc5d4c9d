"""The verbs with which the city judges what came: left out, approved, stood in for, covered, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.cli.call import PERIOD, Call, Verb, complain_lines, parse
from jzdesk.desk import coverage, excluding, judging, papered
from jzdesk.errors import UsageError
from jzdesk.models.entry import Key
from jzdesk.models.value import parse_date
from jzdesk.words import say

UNIT: tuple[str, dict[str, Any]] = ("unit", {})


def _exclude(call: Call) -> int:
    args = parse(call, "exclude", UNIT, PERIOD, *_REVISION)
    with call.write() as office:
        period = office.period(args.period)
        changed = excluding.exclude(office, args.unit, period, revision=args.revision, reason=args.reason)
        name = office.catalogue.division(args.unit).name
    told = {"unit": name, "period": period.title, "n": args.revision}
    data = {"unit": args.unit, "period": str(period), "revision": args.revision, "state": excluding.EXCLUDED}
    call.tell(data, say("cli.excluded" if changed else "cli.excluded_already", **told))
    return 0


def _include(call: Call) -> int:
    args = parse(call, "include", UNIT, PERIOD, *_REVISION)
    with call.write() as office:
        period = office.period(args.period)
        state = excluding.include(office, args.unit, period, revision=args.revision, reason=args.reason)
        name = office.catalogue.division(args.unit).name
    told = {"unit": name, "period": period.title, "n": args.revision, "state": say(f"cli.state.{state}")}
    data = {"unit": args.unit, "period": str(period), "revision": args.revision, "state": state}
    call.tell(data, say("cli.included", **told))
    return 0


_REVISION: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--revision", {"type": int, "required": True}), ("--reason", {"required": True}),
)  # fmt: skip


def _judge(verb: str, why: str) -> Verb:
    """Return the verb that sets a figure of the city's own beside a county's, or takes it back."""
    act = {"approve": judging.approve, "standin": judging.stand_in}[verb]
    word = {"approve": "approved", "standin": "standin"}[verb]

    def run(call: Call) -> int:
        _guard_minus(call)
        args = parse(call, verb, UNIT, PERIOD, ("key", {}), ("value", {}), (why, {"default": ""}))
        key = Key.parse(args.key)
        with call.write() as office:
            period = office.period(args.period)
            text = args.value.removeprefix(_GUARD)
            made = act(office, args.unit, period, key, text, getattr(args, why[2:]))
            name = office.catalogue.division(args.unit).name
        data = {
            "unit": args.unit, "period": str(period), "key": str(key), "value": made.value if made else None,
        }  # fmt: skip
        told = {"unit": name, "key": key, "value": made.value if made else ""}
        call.tell(data, say(f"cli.{word}" if made else f"cli.{word}_gone", **told))
        return 0

    return run


_GUARD = "\0"
_VALUE = 3
"""Where the VALUE stands among the words."""


def _guard_minus(call: Call) -> None:
    """Keep a VALUE that begins with a minus from being taken for an option."""
    words = call.words
    if len(words) > _VALUE and words[_VALUE].startswith("-") and words[_VALUE][1:2] != "-":
        words[_VALUE] = _GUARD + words[_VALUE]


def _paper(call: Call) -> int:
    args = parse(call, "paper", UNIT, PERIOD, ("--on", {"required": True}), ("--code", {"default": ""}))
    with call.write() as office:
        period = office.period(args.period)
        on = parse_date(args.on) if args.on.strip() else None
        if on is None and args.code:
            raise UsageError(say("cli.wrong", verb="paper", usage=say("cli.usage.paper")))
        found, matches = papered.paper(office, args.unit, period, on, code=args.code)
        name = office.catalogue.division(args.unit).name
    told = {"unit": name, "period": period.title, "n": found.revision, "day": on.isoformat() if on else ""}
    data = {
        "unit": args.unit, "period": str(period), "revision": found.revision,
        "paper": on.isoformat() if on else None, "code_matches": matches,
    }  # fmt: skip
    call.tell(data, say("cli.papered" if on else "cli.paper_gone", **told))
    if matches is False:  # recorded all the same: it has come
        complain_lines(papered.mismatch(found), [])
    return 0


def _coverage(call: Call) -> int:
    args = parse(call, "coverage", PERIOD)
    with call.read() as office:
        data = coverage.coverage(office, office.period(args.period))
    head = say("cli.coverage", received=data["received"], accepted=data["accepted"], of=data["of"])
    if data["due"]:
        head += say("cli.coverage_due", day=data["due"])
    names = {unit["unit"]: unit["name"] for unit in data["units"]}
    urged = "、".join(names[code] for code in data.get("urge", ()))
    call.tell(data, head, *map(_line, data["units"]), *([say("cli.urge", names=urged)] if urged else ()))
    return 0


def _line(unit: Mapping[str, Any]) -> str:
    parts = [f"{unit['unit']} {unit['name']}", unit["state"], unit["received_on"] or "—"]
    parts.append(say(f"cli.timely.{unit['timeliness']}"))
    if unit["paper"]:
        word = "paper_other" if unit["code_matches"] is False else "paper_on"
        parts.append(say(f"cli.{word}", day=unit["paper"]))
    if "year" in unit:
        parts.append(say("cli.year", **unit["year"]))
    return "\t".join(parts)


VERBS: dict[str, Verb] = {
    "exclude": _exclude, "include": _include, "approve": _judge("approve", "--reason"),
    "standin": _judge("standin", "--source"), "paper": _paper, "coverage": _coverage,
}  # fmt: skip
