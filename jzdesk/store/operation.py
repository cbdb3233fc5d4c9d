"""What one use case changes: gathered in memory, compared with what was there, written as one whole.

Nothing reaches the file before the end, so a refused operation needs no rolling back and one that
changes nothing leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from jzdesk.digest import sha256
from jzdesk.errors import RefusedError
from jzdesk.models.change import Changes
from jzdesk.models.entry import EMPTY, Cell, Key, Origin, Stamp
from jzdesk.records import dataclass
from jzdesk.store import attachments
from jzdesk.store.books import BESIDE, Body, Place, Stored, Subject, What, canonical, loaded
from jzdesk.store.catalogues import fingerprint
from jzdesk.store.encoding import encode
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import OwnRow
    from jzdesk.models.lines import Line
    from jzdesk.models.period import Period
    from jzdesk.store.correspondence import Letter
    from jzdesk.store.shelf import Shelf
    from jzdesk.store.submissions import Submission


class Stack(Enum):
    """What an operation does to the steps that can be taken back."""

    NOTHING = "nothing"
    STEP = "step"
    BARRIER = "barrier"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Header:
    """Who did what, when, how and why; `undoes` is the operation that is taken back or done again."""

    action: str
    period: Period | None
    at: str
    who: str
    how: str
    why: str | None = None
    undoes: int | None = None


Change = tuple[What, Subject, Stored, Stored]
"""One thing that an operation changed: its kind, what it is about, before and after as they are stored.

A bare tuple: a pasted block brings hundreds, and a class of its own takes twenty times as long to make.
"""


class Operation:
    """The changes of one use case, until its `with` block ends; then `seq` and `changes` tell of them."""

    def __init__(self, shelf: Shelf, header: Header, stack: Stack) -> None:
        self.header = header
        self.stack = stack
        self.bodies: dict[tuple[What, Subject], Body] = {}
        self.counters: dict[str, int] = {}
        self.marked = False
        self.seq: int | None = None
        self.changes = Changes(header.period)
        self._shelf = shelf
        self._staged: dict[tuple[What, Subject], tuple[Stored, Stored]] = {}

    def put(self, key: Key, cell: Cell) -> None:
        """Enter a cell's value or blank reason, or neither; its note stays."""
        self.put_all({key: cell})

    def put_all(self, cells: Mapping[Key, Cell]) -> None:
        """Enter many cells, each as `put` does."""
        before, staged, what = self._shelf.cells(self.header.period), self._staged, What.FIGURE
        for key, cell in cells.items():
            place = (what, key)
            old = staged[place][0] if place in staged else encode(before.get(key, EMPTY))
            staged[place] = (old, encode(cell))

    def stamp(self, key: Key, stamp: Stamp | None) -> None:
        """Say when and why a stage of a yearly figure was entered."""
        self.stage(What.STAMP, str(key), self._shelf.stamps.stored(stamp))

    def note(self, key: Key, text: str | None) -> None:
        """Write or remove a cell's note."""
        self.stage(What.NOTE, key, text or None)

    def explain(self, rule: str, keys: Iterable[Key], text: str | None, figures: str) -> None:
        """Let a rule's finding about `keys` stand for the reason `text`, as long as `figures` holds."""
        new = None if text is None else canonical({"text": text, "figures": figures})
        self.stage(What.EXPLANATION, self._shelf.explanations.subject(rule, tuple(keys)), new)

    def add_row(self, form: str, block: str, prefix: str, since: Period) -> str:
        """Add a row of the office's own and return its code."""
        unit = str(self._shelf.facts.read(self._shelf.db, Place(None, "unit")))
        code = self._shelf.rows.next_code(self._shelf.db, prefix, unit, self.counters)
        self.stage(
            What.ROW, f"{form}/{code}", canonical({"block": block, "since": str(since), "until": None})
        )
        return code

    def bring_row(self, row: OwnRow) -> None:
        """Bring back a row of the office's own under its old code, which no other row will get."""
        self.use_code(row.code)
        until = str(row.until) if row.until else None
        new = {"block": row.block, "since": str(row.since), "until": until}
        self.stage(What.ROW, f"{row.form}/{row.code}", canonical(new))

    def use_code(self, code: str) -> None:
        """Give no new row this code, though no row has it here."""
        self._shelf.rows.use_code(self._shelf.db, code, self.counters)

    def end_row(self, form: str, code: str, until: Period | None) -> None:
        """Let a row of the office's own end with the period `until`, or go on (None)."""
        subject = f"{form}/{code}"
        row = loaded(self._now(What.ROW, subject))
        if not row:
            raise RefusedError(say("store.row.unknown", code=code))
        self.stage(What.ROW, subject, canonical({**row, "until": str(until) if until else None}))

    def remove_row(self, form: str, code: str) -> None:
        """Take a row of the office's own out again; no other row ever gets its code."""
        self.stage(What.ROW, f"{form}/{code}", None)

    def nil(self, form: str, declared: bool) -> None:
        """Declare that a form has nothing to report, or take that back."""
        self.stage(What.NIL, form, 1 if declared else None)

    def lines(self, key: Key, lines: Sequence[Line]) -> None:
        """Open a figure into lines, or close it again (no lines); the cell itself is put beside."""
        self.stage(What.LINES, str(key), self._shelf.lines.stored(lines))

    def origin(self, key: Key, origin: Origin | None) -> None:
        """Say where a figure comes from, from this period on; None leaves that to what was said before."""
        self.stage(What.ORIGIN, str(key), self._shelf.origins.stored(origin))

    def evidence(self, row: str, record: Mapping[str, Any] | None) -> None:
        """Say which attachments belong to a row, named `form/row`."""
        self.stage(What.EVIDENCE, row, self._shelf.evidence.stored(record))

    def rekeying(self, key: Key, record: Mapping[str, Any] | None) -> None:
        """Note what came of a second person's keying of a cell."""
        self.stage(What.REKEYING, str(key), self._shelf.rekeyings.stored(record))

    def enquiry(self, bureau: str, record: Mapping[str, Any] | None) -> None:
        """Note what was asked of a bureau and what has come back."""
        self.stage(What.ENQUIRY, bureau, self._shelf.enquiries.stored(record))

    def memo(self, name: str, record: Mapping[str, Any] | None) -> None:
        """Remember something that belongs to no period's figures, or forget it (None)."""
        self.stage(What.MEMO, name, self._shelf.memos.stored(record))

    def state(self, state: str | None, facts: Mapping[str, Any], edition: str | None = None) -> None:
        """Bring the period to a state; its catalogue stays unless `edition` names another."""
        kept = loaded(self._now(What.STATE, "")).get("edition")
        record = {"state": state, "facts": dict(facts), "edition": edition or kept}
        self.stage(What.STATE, "", canonical(record))

    def catalogue(self, edition: str, content: str) -> None:
        """Keep an edition of the catalogue; a known one must be the same."""
        new = fingerprint(content)
        if self._now(What.CATALOGUE, edition) not in {None, new}:
            raise RefusedError(say("store.catalogue.other", edition=edition))
        self.bodies[What.CATALOGUE, edition] = Body(content.encode("utf-8"))
        self.stage(What.CATALOGUE, edition, new)

    def submission(
        self, submission: Submission, content: bytes | Body, figures: Mapping[Key, Decimal] | None = None
    ) -> int:
        """Keep a snapshot with its content, and `figures` if it may count in totals; return its id.

        Both may come as the one `Body` that was made of them before.
        """
        body = content if isinstance(content, Body) else Body.of(content, figures or {})
        number = self._next(What.SUBMISSION, self._shelf.submissions.next_id(self._shelf.db))
        self.bodies[What.SUBMISSION, str(number)] = body
        self.stage(What.SUBMISSION, str(number), self._shelf.submissions.stored(submission, body))
        return number

    def submission_state(self, number: int, state: str, facts: Mapping[str, Any]) -> None:
        """Change a snapshot's state and facts; what it contains never changes."""
        known = self._now(What.SUBMISSION, str(number))
        if known is None:
            raise KeyError(number)
        self.stage(
            What.SUBMISSION, str(number), canonical({**loaded(known), "state": state, "facts": dict(facts)})
        )

    def letter(self, letter: Letter, content: bytes) -> int:
        """Keep a letter taken in or sent; return its id."""
        number = self._next(What.LETTER, self._shelf.letters.next_id(self._shelf.db))
        self.bodies[What.LETTER, str(number)] = Body(content)
        self.stage(What.LETTER, str(number), self._shelf.letters.stored(letter, content))
        return number

    def attach(self, kind: str, name: str, content: bytes) -> str:
        """Keep a file beside the store; return its hash in hex. One known by its bytes stays as it is."""
        attachments.check_size(name, len(content))
        digest = sha256(content).hexdigest()
        # Handed on in any case: a file that was lost from the folder is back with it.
        self.bodies[What.ATTACHMENT, digest] = Body(content)
        if self._now(What.ATTACHMENT, digest) is None:
            new = self._shelf.attachments.stored(kind, name, len(content), self.header.period)
            self.stage(What.ATTACHMENT, digest, new)
        return digest

    def fact(self, name: str, value: str | int) -> None:
        """Write a fact about the store."""
        self.stage(What.FACT, name, value)

    def barrier(self) -> None:
        """Let nothing that was entered before be taken back any more."""
        self.stack = Stack.BARRIER
        self.marked = True

    def mark(self) -> None:
        """Have the operation in the trail even if it changes nothing."""
        self.marked = True

    def stage(self, what: What, subject: Subject, new: Stored) -> None:
        """Note what a subject is to become."""
        place = (what, subject)
        old = self._staged[place][0] if place in self._staged else self._read(what, subject)
        self._staged[place] = (old, new)

    @property
    def changes_something(self) -> bool:
        """Something differs from before."""
        return any(old != new for old, new in self._staged.values())

    def effective(self) -> list[Change]:
        """Return what really differs from before."""
        return [
            (what, subject, old, new) for (what, subject), (old, new) in self._staged.items() if old != new
        ]

    def _now(self, what: What, subject: Subject) -> Stored:
        """Return what a subject is by now, within this operation."""
        staged = self._staged.get((what, subject))
        return staged[1] if staged else self._read(what, subject)

    def _read(self, what: What, subject: Subject) -> Stored:
        return self._shelf.read(what, self.header.period, subject)

    def _next(self, what: What, first: int) -> int:
        """Return the first id that neither the store nor this operation has taken."""
        return first + sum(1 for kind, _ in self.bodies if kind is what)


def summary(period: Period | None, changes: Sequence[Change]) -> Changes:
    """Return what `changes` touch in a period, for those who show it."""
    kinds = {what for what, _, _, _ in changes}
    cells = [subject for _, subject, _, _ in changes if isinstance(subject, Key)]
    return Changes(
        period,
        tuple(dict.fromkeys(cells)),
        explanations=What.EXPLANATION in kinds,
        rows=What.ROW in kinds,
        nil=What.NIL in kinds,
        lines=What.LINES in kinds,
        state=What.STATE in kinds,
        beside=not kinds.isdisjoint(BESIDE),
    )
