"""The verbs of what goes between county and city: keys, slips and answers, a file packed once more."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from jzdesk.cli.call import OUT, PERIOD, Call, Verb, complain_lines, parse
from jzdesk.desk import answering, enrolling, packing, slips
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.words import say


def _enrol(call: Call) -> int:
    args = parse(call, "enrol", OUT, ("--passphrase-file", {}), ("--unseal", {"action": "store_true"}))
    with call.write() as office:
        asks = args.unseal or not enrolling.sealed_copy(office)
        passphrase = _passphrase(args.passphrase_file, asks=asks, twice=not args.unseal)
        if args.unseal:
            enrolling.unseal(office, passphrase)
        made = enrolling.enrol(office, Path(args.out), passphrase=passphrase)
    data = {"key_code": made.code, "new": made.new, "sealed": made.sealed, "files": [str(made.path)]}
    call.tell(data, str(made.path), say("cli.enrolled", code=made.code))
    if not made.sealed:  # done all the same
        complain_lines(say("cli.no_sealed"), [])
    return 0


def _passphrase(file: str | None, *, asks: bool, twice: bool) -> str:
    """Return the passphrase in a file's first line, or as typed where somebody sits there; else empty."""
    if file:
        try:
            return (Path(file).read_text("utf-8").splitlines() or [""])[0]
        except (OSError, ValueError) as error:
            raise RefusedError(say("cli.passphrase_file", name=Path(file).name)) from error
    if not asks or not sys.stdin.isatty():
        return ""
    first = getpass.getpass(say("cli.passphrase" if twice else "cli.passphrase_known"))
    if first and twice and getpass.getpass(say("cli.passphrase_again")) != first:
        raise RefusedError(say("cli.passphrase_differs"))
    return first


def _trust(call: Call) -> int:
    args = parse(call, "trust", ("file", {}), ("--code", {"required": True}))
    with call.write() as office:
        known = enrolling.trust(office, Path(args.file), args.code)
        name = office.catalogue.division(known.unit).name
    data = {"unit": known.unit, "key_code": known.code, "state": known.state}
    call.tell(data, say("cli.trusted", unit=name, code=known.code))
    return 0


def _pack(call: Call) -> int:
    args = parse(call, "pack", PERIOD, ("--revision", {"type": int}), OUT)
    with call.read() as office:
        period = office.period(args.period)
        path = packing.pack_again(office, period, Path(args.out), revision=args.revision)
    call.tell({"period": str(period), "files": [str(path)]}, str(path))
    return 0


def _slip(kind: str, verb: str) -> Verb:
    """Return the verb that gives out slips of a kind, or records what was said on the telephone."""

    def run(call: Call) -> int:
        args = parse(
            call, verb, ("unit", {}), PERIOD, ("--remark", {"action": "append", "default": []}),
            ("--revision", {"type": int}), ("--out", {}), ("--by-phone", {"action": "store_true"}),
        )  # fmt: skip
        out = _where(args.out, by_phone=args.by_phone)
        said = [_pair(text) for text in args.remark]
        with call.write() as office:
            period = office.period(args.period)
            made = slips.give(office, kind, args.unit, period, said, out=out, revision=args.revision)
        _tell_said(call, {"unit": args.unit, "period": str(period)}, made, len(said))
        return 0

    return run


def _where(out: str | None, *, by_phone: bool) -> Path | None:
    """Return the file to be written, None for what was said on the telephone."""
    if bool(out) == by_phone:
        raise UsageError(say("desk.slips.out_or_phone"))
    return Path(out) if out else None


def _pair(text: str) -> tuple[str, str]:
    key, mark, words = text.partition("=")
    if not mark:
        raise UsageError(say("desk.slips.bad_remark", text=text))
    return key.strip(), words


def _tell_said(call: Call, about: dict[str, str], made: Path | None, count: int) -> None:
    files = [str(made)] if made else []
    call.tell({**about, "remarks": count, "files": files}, *files or [say("cli.by_phone", n=count)])


def _answer(call: Call) -> int:
    args = parse(
        call, "answer", ("words", {"nargs": "+"}), ("--out", {}), ("--by-phone", {"action": "store_true"})
    )
    out = _where(args.out, by_phone=args.by_phone)
    named = 2 if args.by_phone else 1  # whose period it is, or the slip
    head, said = args.words[:named], [_pair(text) for text in args.words[named:]]
    with call.write() as office:
        if args.by_phone:
            period = office.period(head[-1])
            answering.by_phone(office, head[0], period, said)
            about = {"unit": head[0], "period": str(period)}
        else:
            content = answering.slip_in(office, Path(head[0]))
            answering.give(office, content.code, said, out=out)
            about = {"unit": content.content["unit"], "period": content.content["period"]}
    _tell_said(call, about, out, len(said))
    return 0


VERBS: dict[str, Verb] = {
    "enrol": _enrol, "trust": _trust, "pack": _pack, "return": _slip(RETURN, "return"),
    "query": _slip(QUERY, "query"), "answer": _answer,
}  # fmt: skip
