"""A list that is looked at, printed, or kept as a file: made by the second process, as it was when asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jzdesk.desk import rendering, reporting
from jzdesk.desk.rendering import Rendering, data_of
from jzdesk.reports.listing import ListInput

PDF, XLSX = ".pdf", ".xlsx"


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A list with its title, and the file it is kept in unless told otherwise, without its ending."""

    title: str
    file: Path
    given: ListInput

    def making(self) -> Rendering:
        """Return the work of making it as a PDF; its result is the bytes."""
        return Rendering([self._job(PDF)], lambda answers: data_of(answers[0]))

    def writing(self, out: Path) -> Rendering:
        """Return the work of writing it as PDF or workbook, as the ending says; its result is the file."""
        reporting.need_suffix(out, PDF, XLSX)
        return rendering.one_file(self._job(out.suffix.lower()), out)

    def _job(self, ending: str) -> rendering.Plain:
        return {"job": "render", "what": "list", "list": self.given.plain(), "ending": ending}
