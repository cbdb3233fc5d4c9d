"""The store as the use cases see it: one office's data, and every way to read and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from jzdesk.errors import RefusedError
from jzdesk.store import (
    backup,
    facts,
    health,
    history,
    journal,
    lock,
    moment,
    opening,
    outline,
    pace,
    totals,
    turns,
    undo,
)
from jzdesk.store.operation import Header, Operation, Stack
from jzdesk.store.shelf import Shelf
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.change import Changes
    from jzdesk.models.entry import Key, Origin, Stamp
    from jzdesk.models.form import OwnRow
    from jzdesk.models.lines import Line
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Explanation
    from jzdesk.store.attachments import Attachment
    from jzdesk.store.backup import Backup, BackupResult
    from jzdesk.store.beside import Record
    from jzdesk.store.correspondence import Letter
    from jzdesk.store.database import Database
    from jzdesk.store.facts import StoreInfo
    from jzdesk.store.figures import Cells
    from jzdesk.store.health import HealthItem
    from jzdesk.store.history import HistoryEntry
    from jzdesk.store.lock import Lock
    from jzdesk.store.moment import Source
    from jzdesk.store.pace import Pace
    from jzdesk.store.register import PeriodRecord
    from jzdesk.store.submissions import Submission
    from jzdesk.store.turns import Turn


class Store:
    """One open store; `with` closes it.

    Opened for writing it holds the store's lock; opened for reading it never blocks a writer for
    longer than one query.
    """

    def __init__(self, opened: opening.Opened, who: str) -> None:
        self.who = who
        self.upgrade_backup = opened.kept
        """Where the copy made before an upgrade of the schema lies, if opening was one."""
        self._db: Database = opened.db
        self._lock: Lock | None = opened.lock
        self._books = Shelf(opened.db)
        self._journal = journal.Journal(self._books)

    @classmethod
    def create(
        cls, path: Path, *, unit: str, office: str, practice: bool, catalogue: str, edition: str,
        who: str, at: str,
    ) -> Self:  # fmt: skip
        """Make a new store where no file is yet, and open it for writing."""

        def fill(db: Database) -> None:
            header = Header("init", None, at, who, "command")
            with journal.Journal(Shelf(db)).operation(header, Stack.NOTHING) as operation:
                operation.catalogue(edition, catalogue)
                operation.fact("unit", unit)
                operation.fact("office", office)
                operation.fact("practice", int(practice))
                operation.fact("created", at)

        return cls(opening.create(path, who, fill), who)

    @classmethod
    def open(cls, path: Path, *, write: bool, who: str) -> Self:
        """Open an existing store; an older one is upgraded, after a copy was made."""
        return cls(opening.open_store(path, write=write, who=who), who)

    @classmethod
    @contextmanager
    def taken(cls, source: Source, pace: Pace, who: str) -> Iterator[Self]:
        """Give the store as it is at one moment, in memory, to be read in the calling thread."""
        with source.taken(pace) as seen:
            yield cls(opening.Opened(seen, None), who)

    @classmethod
    def restore(
        cls, path: Path, source: Path, *, who: str, at: str, password: str = "", pace: Pace | None = None
    ) -> tuple[Self, Path | None]:
        """Put a copy of the backup `source` in the place of the store, and open it for writing.

        Also returned is where the present file, sound or not, is kept.
        """
        opened, kept = opening.restore(path, source, who, at, password, pace)
        return cls(opened, who), kept

    # --------------------------------------------------------------- life

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give the right to write back; again does nothing."""
        lock, self._lock = self._lock, None
        opening.close(self._db, lock)

    @property
    def writable(self) -> bool:
        """It can be written to: it is no copy, nor only looked at."""
        return self._db.write

    @property
    def info(self) -> StoreInfo:
        """Which office's store this is, and where it lies."""
        with self._reading() as books:
            return facts.info(books.db)

    @property
    def holder(self) -> tuple[str, str] | None:
        """Who has the store open for writing, and since when."""
        return lock.holder(self.info.path)

    # --------------------------------------------------------------- reading

    def catalogue(self, edition: str) -> str:
        """Return the JSON of an edition of the catalogue."""
        with self._reading() as books:
            return books.catalogues.get(books.db, edition)

    def newest_edition(self) -> str:
        """Return the edition of the newest catalogue."""
        with self._reading() as books:
            return books.catalogues.newest(books.db)

    def editions(self) -> tuple[str, ...]:
        """Return the editions of all catalogues kept, the oldest first."""
        with self._reading() as books:
            return books.catalogues.editions(books.db)

    def cells(self, period: Period) -> Cells:
        """Return all cells of a period in which anything stands; later changes leave it as it is."""
        with self._reading() as books:
            return books.figures.cells(period)

    def cells_up_to(self, period: Period) -> dict[Period, Cells]:
        """Return the cells of every other period that ends no later than this one."""
        with self._reading() as books:
            return books.figures.up_to(period)

    def own_rows(self) -> tuple[OwnRow, ...]:
        """Return the rows the office added itself, in the order of entry."""
        with self._reading() as books:
            return books.rows.all(books.db)

    def nil_forms(self, period: Period) -> frozenset[str]:
        """Return the forms declared to have nothing to report."""
        with self._reading() as books:
            return books.nil.of(books.db, period)

    def lines(self, period: Period) -> dict[Key, tuple[Line, ...]]:
        """Return the 底稿 of a period: the lines of every figure that was opened into some."""
        with self._reading() as books:
            return books.lines.of(books.db, period)

    def last_lines(self, key: Key, before: Period) -> tuple[Line, ...]:
        """Return the lines of a figure in the newest earlier period of the same kind that has some."""
        with self._reading() as books:
            return books.lines.last(books.db, key, before)

    def stamps(self) -> dict[Period, dict[Key, Stamp]]:
        """Return when and why each stage of a yearly figure was entered, by period."""
        with self._reading() as books:
            return books.stamps.all(books.db)

    def origins(self) -> dict[Period, dict[Key, Origin]]:
        """Return where figures come from, as said in each period; it holds until said otherwise."""
        with self._reading() as books:
            return books.origins.all(books.db)

    def evidence(self, period: Period) -> dict[str, Record]:
        """Return which attachments belong to the rows of a period, by `form/row`."""
        with self._reading() as books:
            return books.evidence.of(books.db, period)

    def rekeyings(self, period: Period) -> dict[str, Record]:
        """Return what came of keying cells a second time, by KEY."""
        with self._reading() as books:
            return books.rekeyings.of(books.db, period)

    def enquiries(self, period: Period) -> dict[str, Record]:
        """Return what was asked of other bureaus for a period, by their names."""
        with self._reading() as books:
            return books.enquiries.of(books.db, period)

    def memos(self, prefix: str = "") -> dict[str, Record]:
        """Return what the office told the program to remember, by names that begin with `prefix`."""
        with self._reading() as books:
            return books.memos.beginning(books.db, prefix)

    def explanations(self, period: Period) -> tuple[Explanation, ...]:
        """Return the explanations given in a period."""
        with self._reading() as books:
            return books.explanations.of(books.db, period)

    def period(self, period: Period) -> PeriodRecord:
        """Return state, facts and catalogue of a period; all empty where it was never touched."""
        with self._reading() as books:
            return books.periods.of(books.db, period)

    def periods(self) -> tuple[Period, ...]:
        """Return the periods that have a state or figures, the oldest first."""
        with self._reading() as books:
            return tuple(sorted(books.periods.all(books.db) | books.figures.periods()))

    def submissions(self, unit: str | None = None, period: Period | None = None) -> tuple[Submission, ...]:
        """Return the snapshots of an office and period (of all where left out), in order of entry."""
        with self._reading() as books:
            return books.submissions.find(books.db, unit, period)

    def counting(self, period: Period, unit: str | None = None) -> tuple[int, ...]:
        """Return the ids of the highest accepted snapshot of a period, of one office or of each in order."""
        with self._reading() as books:
            return books.submissions.counting(books.db, period, unit)

    def submission_content(self, number: int) -> bytes:
        """Return the canonical content of a snapshot."""
        with self._reading() as books:
            return books.submissions.content(books.db, number)

    def letters(self, unit: str | None = None, period: Period | None = None) -> tuple[Letter, ...]:
        """Return the letters about an office and period (about all where left out), in order of entry."""
        with self._reading() as books:
            return books.letters.find(books.db, unit, period)

    def letter_content(self, number: int) -> bytes:
        """Return the content of a letter."""
        with self._reading() as books:
            return books.letters.content(books.db, number)

    def attachments(self, period: Period | None = None) -> tuple[Attachment, ...]:
        """Return the files kept beside the figures of a period (all where left out), in order of entry."""
        with self._reading() as books:
            return books.attachments.find(books.db, period)

    def attachment_content(self, sha256: str) -> bytes:
        """Return the bytes of an attachment; `WorldError` where they are gone or altered."""
        with self._reading() as books:
            return books.attachments.content(books.db, sha256)

    def totals(self, period: Period, submissions: Iterable[int]) -> dict[Key, Decimal]:
        """Return the sum of every figure over those of the snapshots that are of this period."""
        with self._reading() as books:
            return totals.totals(books, period, submissions)

    def contributions(self, period: Period, submissions: Iterable[int]) -> totals.Contributions:
        """Return what each office contributes to every figure."""
        with self._reading() as books:
            return totals.contributions(books, period, submissions)

    # --------------------------------------------------------------- changing

    @contextmanager
    def operation(
        self, action: str, period: Period | None, *, at: str, how: str = "typed", why: str | None = None,
        step: bool = True,
    ) -> Iterator[Operation]:  # fmt: skip
        """Write what happens inside as one whole: one transaction, one audit row, one step of undo.

        With `step` false it can not be taken back and leaves the steps before it as they are. An
        exception leaves everything as it was; without a real change nothing is written.
        """
        self._check_no_copy()
        header = Header(action, period, at, self.who, how, why)
        with self._journal.operation(header, Stack.STEP if step else Stack.NOTHING) as operation:
            yield operation

    def add_catalogue(self, edition: str, content: str, *, at: str) -> None:
        """Keep another edition of the catalogue; a known one must be the same."""
        with self.operation("catalogue", None, how="command", at=at, step=False) as operation:
            operation.catalogue(edition, content)

    def undo(self, *, at: str, also: undo.Also | None = None) -> Changes:
        """Take the last step back; `also` may add to the same operation, such as a review that lapses."""
        self._check_no_copy()
        return undo.move(self._books, self._journal, Stack.UNDO, at=at, who=self.who, also=also)

    def redo(self, *, at: str, also: undo.Also | None = None) -> Changes:
        """Do again the step last taken back."""
        self._check_no_copy()
        return undo.move(self._books, self._journal, Stack.REDO, at=at, who=self.who, also=also)

    def next_undo(self) -> tuple[str, Period | None] | None:
        """Return action and period of the step that `undo` would take back."""
        with self._reading() as books:
            return undo.next_step(books, Stack.UNDO)

    def next_redo(self) -> tuple[str, Period | None] | None:
        """Return action and period of the step that `redo` would do again."""
        with self._reading() as books:
            return undo.next_step(books, Stack.REDO)

    def next_changes(self, *, back: bool) -> Changes | None:
        """Return what the step touched that `undo` (or else `redo`) would move; None where there is none."""
        with self._reading() as books:
            return undo.next_changes(books, Stack.UNDO if back else Stack.REDO)

    # --------------------------------------------------------------- safety

    def history(self, period: Period | None = None) -> list[HistoryEntry]:
        """Return the audit trail of a period, or all of it, the oldest first."""
        with self._reading() as books:
            return history.entries(books, period)

    def cell_history(self, period: Period, key: Key) -> list[HistoryEntry]:
        """Return what the audit trail tells of one cell in a period, the oldest first."""
        with self._reading() as books:
            return history.of_cell(books, period, key)

    def turns(self, period: Period) -> list[Turn]:
        """Return how a period came to be where it is, from the audit trail alone, the oldest first."""
        with self._reading() as books:
            return turns.turns(books, period)

    def audit_head(self) -> str:
        """Return the hash of the last operation."""
        with self._reading() as books:
            return journal.last(books.db)[1].hex()

    def mark(self) -> str:
        """Return what tells one state of the store from another: its last operation and all seals."""
        with self._reading() as books:
            return f"{journal.last(books.db)[1].hex()} {books.figures.seals()}"

    def last_written(self) -> str:
        """Return when the last operation was written (ISO)."""
        with self._reading() as books:
            return history.last_at(books.db)

    def source(self) -> Source:
        """Return where another thread may take the store from, as it is at one moment, to look it through."""
        return moment.Source(self._db)

    def outlining(self) -> Callable[[Pace], list[str]]:
        """Return the work of describing form and counts of the store, for any thread."""
        return partial(outline.outline, self.source())

    def backing_up(self, folder: Path, *, at: str) -> Backup:
        """Return a copy that is to be made in `folder`, in this thread or another."""
        return backup.Backup(self._db, folder, at)

    def backup(self, folder: Path, *, at: str) -> BackupResult:
        """Write a checked copy into `folder`."""
        return self.backing_up(folder, at=at).make(pace.Pace())

    def health(self) -> list[HealthItem]:
        """Return what is sound and what is not."""
        return health.examine(self.source(), pace.Pace())

    def verify_history(self) -> list[str]:
        """Return one sentence for everything wrong with the trail and with what it names; none if whole."""
        return health.verify_trail(self.source(), pace.Pace())[0]

    def _check_no_copy(self) -> None:
        """Refuse with a sentence what somebody tries to change in a backup that is looked at."""
        if not self.writable and opening.is_copy(self._db):
            raise RefusedError(say("store.world.viewed"))

    @contextmanager
    def _reading(self) -> Iterator[Shelf]:
        """Give the books as they are at one moment, whatever another process may be writing."""
        with self._db.snapshot():
            self._books.refresh()
            yield self._books
