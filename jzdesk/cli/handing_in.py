"""The verbs of handing in: review, freeze, submit, correct, and what is printed on the way."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import OUT, PAPER, PERIOD, Call, Verb, parse
from jzdesk.desk import handing_in, handover, reporting, signing
from jzdesk.models import signed
from jzdesk.models.handover import Names
from jzdesk.models.value import parse_date
from jzdesk.words import say


def _review(call: Call) -> int:
    stead = ("--for", {"dest": "stood_in", "default": ""})
    args = parse(call, "review", PERIOD, ("--by", {"required": True}), stead)
    with call.write() as office:
        period = office.period(args.period)
        handing_in.review(office, period, args.by, args.stood_in)
        state, facts = office.state(period), office.store.period(period).facts
    name = signed.shown(facts, "reviewer")
    call.tell({"period": str(period), "state": state}, say("cli.done.review", period=period.title, name=name))
    return 0


def _freeze(call: Call) -> int:
    flags = {"--one-person": {"action": "store_true"}}
    names = [(f"--{n}", {"required": True}) for n in ("preparer", "head", "phone")]
    args = parse(call, "freeze", PERIOD, *names, ("--preparer-for", {"default": ""}), *flags.items(), OUT)
    with call.write() as office:
        period = office.period(args.period)
        made = signing.freeze(
            office, period, preparer=args.preparer, head=args.head, phone=args.phone,
            one_person=args.one_person, out=Path(args.out), preparer_for=args.preparer_for,
        )  # fmt: skip
    files = [str(f) for f in made.files]
    call.tell(
        {"period": str(period), "draft": made.draft, "code": made.code, "forms": made.forms, "files": files,
         "again": list(made.reprint.again), "valid": list(made.reprint.valid)},
        say("cli.done.freeze", period=period.title, draft=made.draft, code=made.code),
        *filter(None, [made.reprint.told]), *files,
    )  # fmt: skip
    return 0


def _withdraw(call: Call) -> int:
    args = parse(call, "withdraw", PERIOD)
    with call.write() as office:
        period = office.period(args.period)
        signing.withdraw(office, period)
        state = office.state(period)
    call.tell({"period": str(period), "state": state}, say("cli.done.withdraw", period=period.title))
    return 0


def _submit(call: Call) -> int:
    args = parse(call, "submit", PERIOD, ("--signed-on", {"required": True}), ("--scan", {}), OUT)
    scanned = None if args.scan is None else Path(args.scan)  # an empty name is refused, not overlooked
    with call.write() as office:
        period = office.period(args.period)
        made = signing.submit(
            office, period, signed_on=parse_date(args.signed_on), out=Path(args.out), scanned=scanned
        )
    files = [str(f) for f in made.files]
    call.tell(
        {"period": str(period), "revision": made.revision, "code": made.code, "files": files,
         "scan": made.scan},
        say("cli.done.submit", period=period.title, revision=made.revision), *files,
        *([say("cli.done.scan", name=made.scan["name"])] if made.scan else []),
    )  # fmt: skip
    return 0


def _sent(call: Call) -> int:
    args = parse(call, "sent", PERIOD, ("--way", {"required": True}), ("--on", {}))
    with call.write() as office:
        period = office.period(args.period)
        signing.sent(office, period, way=args.way, on=parse_date(args.on) if args.on else office.today)
        state = office.state(period)
    call.tell({"period": str(period), "state": state}, say("cli.done.sent", period=period.title))
    return 0


def _reopen(call: Call) -> int:
    args = parse(call, "reopen", PERIOD, ("--reason", {"required": True}))
    with call.write() as office:
        period = office.period(args.period)
        revision = signing.reopen(office, period, reason=args.reason)
        state = office.state(period)
    call.tell(
        {"period": str(period), "state": state, "revision": revision},
        say("cli.done.reopen", period=period.title, revision=revision),
    )
    return 0


def _report(call: Call) -> int:
    kinds = {"choices": ("full", "forms", "review"), "default": "full"}
    args = parse(call, "report", PERIOD, ("--kind", kinds), PAPER, OUT)
    with call.read() as office:
        period, out = office.period(args.period), Path(args.out)
        path = reporting.report(office, period, kind=args.kind, out=out, paper=args.paper)
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _handover(call: Call) -> int:
    people = (("--from", {"default": "", "dest": "giver"}), ("--to", {"default": "", "dest": "taker"}),
              ("--witness", {"default": ""}))  # fmt: skip
    args = parse(call, "handover", *people, OUT)
    with call.read() as office:
        path = handover.write(office, Names(args.giver, args.taker, args.witness), Path(args.out))
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _charts(call: Call) -> int:
    measures = ("--indicator", {"action": "append", "default": []})
    args = parse(call, "charts", PERIOD, measures, OUT)
    with call.read() as office:
        files = reporting.charts(office, office.period(args.period), Path(args.out), args.indicator)
    call.tell({"files": [str(f) for f in files]}, *(str(f) for f in files))
    return 0


VERBS: dict[str, Verb] = {
    "review": _review,
    "freeze": _freeze,
    "withdraw": _withdraw,
    "submit": _submit,
    "sent": _sent,
    "reopen": _reopen,
    "report": _report,
    "charts": _charts,
    "handover": _handover,
}
