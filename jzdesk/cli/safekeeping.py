"""The verbs of safekeeping: copies, the way back from them, and the health report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jzdesk import settings
from jzdesk.cli.call import Call, Verb, complain_lines, parse
from jzdesk.desk import doctoring, restoring, safekeeping, secret
from jzdesk.desk.office import store_path
from jzdesk.desk.restoring import Offer
from jzdesk.errors import WorldError
from jzdesk.words import say

_PASSWORD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--password", {"action": "store_true"}),
    ("--password-file", {}),
)


def _backup(call: Call) -> int:
    args = parse(call, "backup", ("folder", {"nargs": "?"}), *_PASSWORD)
    password = secret.given(ask=args.password, file=args.password_file, twice=True)
    with call.read() as office:
        folder = Path(args.folder) if args.folder else safekeeping.backup_folder(office)
        data = safekeeping.backup(office, folder, password)
    warning = [say("desk.safekeeping.backup_sealed")] if password else []
    call.tell(data, say("desk.safekeeping.backup_done", **data), *warning)
    for word in ("lost", "doubts"):  # done all the same: what is there is safe
        if data[word]:
            complain_lines(say(f"desk.safekeeping.backup_{word}", n=len(data[word])), data[word])
    return 0


def _restore(call: Call) -> int:
    dry = ("--dry-run", {"action": "store_true"})
    args = parse(call, "restore", ("file", {}), dry, *_PASSWORD)
    store, file = store_path(call.store), Path(args.file)
    password = secret.given(ask=args.password, file=args.password_file)
    found = restoring.prospect(store, file, password)
    data = restoring.plain(found)
    lost = restoring.lost_lines(found.loss)
    if args.dry_run:
        call.tell(data, say("desk.restoring.would", **restoring.told(found)), *lost)
        return 0
    done = restoring.restore(store, file, password=password, who=call.who)
    done.office.close()
    settings.remember(last_store=str(store.resolve()))
    kept = [say(f"desk.restoring.{word}", kept=done.kept) for word in ("kept", "undo") if done.kept]
    call.tell(
        {**data, "kept": str(done.kept) if done.kept else None},
        say("desk.restoring.done", **restoring.told(found)), *lost, *kept,
    )  # fmt: skip
    return 0


def _doctor(call: Call) -> int:
    parse(call, "doctor")
    try:
        with call.read() as office:
            items = doctoring.examining(office).run()
    except WorldError as error:
        offers = restoring.offering(store_path(call.store)).run()
        raise WorldError(error.sentence, [*error.findings, *map(_offered, offers)]) from error
    bad = [item for item in items if not item.ok]
    data = {"healthy": not bad, "items": [{"name": i.name, "ok": i.ok, "text": i.text} for i in items]}
    lines = [say("desk.doctoring.line", sign="✓" if i.ok else "✗", name=i.name, text=i.text) for i in items]
    call.tell(data, *lines, *([] if bad else [say("desk.doctoring.good", n=len(items))]))
    if bad:
        complain_lines(say("desk.doctoring.bad", n=len(bad)), [f"{i.name}：{i.text}" for i in bad])
    return 1 if bad else 0


def _offered(offer: Offer) -> str:
    """Return a copy that may be brought back, or why not, in a line."""
    return say(
        f"cli.offer.{offer.state}", file=offer.copy.file, why=offer.why, **restoring.inside_told(offer)
    )


VERBS: dict[str, Verb] = {
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
}
