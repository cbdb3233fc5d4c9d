"""The verbs of what goes between county and city: keys announced and confirmed, a file packed once more."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from jzdesk.cli.call import OUT, PERIOD, Call, Verb, complain_lines, parse
from jzdesk.desk import enrolling, packing
from jzdesk.errors import RefusedError
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


VERBS: dict[str, Verb] = {"enrol": _enrol, "trust": _trust, "pack": _pack}
