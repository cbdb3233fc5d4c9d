"""One open store's books, vocabularies and figures: what the modules of this room hand each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.store.attachments import Attachments
from jzdesk.store.beside import Memos, Origins, Records
from jzdesk.store.books import Book, Place, Stored, Subject, What
from jzdesk.store.by_key import Lines, Stamps
from jzdesk.store.catalogues import Catalogues
from jzdesk.store.correspondence import Letters
from jzdesk.store.encoding import encode
from jzdesk.store.facts import Facts
from jzdesk.store.figures import Figures
from jzdesk.store.keys import Keys, Terms
from jzdesk.store.register import Explanations, Nil, Periods, Rows
from jzdesk.store.submissions import Submissions

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.store.database import Database


class Shelf:
    """The books of one open store."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.terms = Terms(db)
        self.keys = Keys(db, self.terms)
        self.figures = Figures(db, self.keys)
        self.explanations = Explanations()
        self.rows = Rows()
        self.nil = Nil()
        self.lines = Lines()
        self.stamps = Stamps()
        self.origins = Origins()
        self.evidence = Records("evidence")
        self.rekeyings = Records("rekeyings")
        self.enquiries = Records("enquiries")
        self.memos = Memos()
        self.periods = Periods()
        self.submissions = Submissions(self.keys)
        self.letters = Letters()
        self.catalogues = Catalogues()
        self.facts = Facts()
        self.attachments = Attachments()
        self._seen: int | None = None

    @property
    def books(self) -> Mapping[What, Book]:
        """Every book by what it holds; cells are in `figures`."""
        return {
            What.EXPLANATION: self.explanations,
            What.ROW: self.rows,
            What.NIL: self.nil,
            What.LINES: self.lines,
            What.STAMP: self.stamps,
            What.ORIGIN: self.origins,
            What.EVIDENCE: self.evidence,
            What.REKEYING: self.rekeyings,
            What.ENQUIRY: self.enquiries,
            What.MEMO: self.memos,
            What.STATE: self.periods,
            What.SUBMISSION: self.submissions,
            What.LETTER: self.letters,
            What.CATALOGUE: self.catalogues,
            What.FACT: self.facts,
            What.ATTACHMENT: self.attachments,
        }

    def read(self, what: What, period: Period | None, subject: Subject) -> Stored:
        """Return the present state of a subject."""
        if isinstance(subject, Key):
            cell = self.cells(period).get(subject, EMPTY)
            return cell.note if what is What.NOTE else encode(cell)
        book = self.books[what]
        if book.dated and period is None:
            raise ValueError(f"{what.name} without its period")
        return book.read(self.db, Place(period.code if period and book.dated else None, subject))

    def cells(self, period: Period | None) -> Mapping[Key, Cell]:
        """Return the cells of the period that an operation is about."""
        if period is None:
            raise ValueError("a cell without its period")
        return self.figures.cells(period)

    def refresh(self) -> None:
        """Forget what was read when another process has written since; a writer is alone."""
        if not self.db.write:
            version = self.db.value("PRAGMA data_version")
            if version != self._seen:
                self._seen = version
                self.forget()

    def forget(self) -> None:
        """Forget everything that was read."""
        self.keys.forget()
        self.terms.forget()
        self.figures.forget()
        self.periods.forget()
        self.submissions.forget()
