"""Reports, charts and blank forms as they stand, and the city's summary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdesk.desk import across, form_paper, handing_in, papers
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import charts as chart_files
from jzdesk.reports import to_docx, to_pdf, to_xlsx
from jzdesk.reports.blank import blank_document
from jzdesk.reports.chart_city import city_charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import FORM_PAGES, Document
from jzdesk.reports.forms import forms_document
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.review import review_document
from jzdesk.reports.summary import summary_document
from jzdesk.words import say


def need_suffix(path: Path, *suffixes: str) -> None:
    """Refuse an output file of a kind that is not written here."""
    if path.suffix.lower() not in suffixes:
        raise RefusedError(say("desk.reporting.suffix", name=path.name, suffixes=" 或 ".join(suffixes)))


def standing(office: Office, period: Period) -> tuple[Frozen, bool]:
    """Return the period as it is to be shown, and whether that is a draft.

    From freezing on it is the snapshot; before, what has been entered so far.
    """
    number = office.locked_by(period)
    if number is not None:
        locked: Mapping[str, Any] = json.loads(office.store.submission_content(number))
        return papers.frozen_of(office, locked), False
    content, sheet = handing_in.content_now(office, period)
    if not sheet.forms:
        raise RefusedError(say("desk.reporting.nothing", period=period.title))
    return papers.frozen_of(office, content), True


def report(office: Office, period: Period, *, kind: str, out: Path, paper: str | None = None) -> Path:
    """Write the quarterly report (`full`), the forms or the 复核清单 (`review`) as they stand.

    Forms are on the office's own paper unless another is named.
    """
    need_suffix(out, ".pdf", ".docx")
    frozen, draft = standing(office, period)
    document: Document
    if kind == "forms":
        document = forms_document(frozen, draft=draft, page=form_paper.page(office, period, paper))
    elif kind == "review":
        document = review_document(frozen, draft=draft)
    else:
        page = form_paper.page(office, period, paper)
        charts = charts_of(frozen, papers.trends(office, period))
        document = report_document(frozen, charts, draft=draft, page=page)
    write(document, out)
    return out


def write(document: Document, out: Path) -> None:
    """Write a document as what the file's ending says."""
    if out.suffix.lower() == ".docx":
        to_docx.write_docx(document, out)
    elif out.suffix.lower() == ".xlsx":
        to_xlsx.write_xlsx(document, out)
    else:
        to_pdf.write_pdf(document, out)


def charts(office: Office, period: Period, folder: Path, codes: Sequence[str] = ()) -> list[Path]:
    """Draw every chart of a period as PNG and PDF into `folder`.

    In the city those of its counties come with them; `codes` names their measures, else the leading ones.
    """
    if codes:
        office.need_city()
    found: list[Chart] = []
    if not office.is_city or office.sheet(period).forms:
        frozen, _ = standing(office, period)
        found += charts_of(frozen, papers.trends(office, period))
    if office.is_city:
        found += city_charts(across.across(office, period, codes or None))
    files, _ = chart_files.write_charts(found, papers.folder(folder))
    return files


def blank(office: Office, period: Period, form: str | None, paper: str | None = None) -> Document:
    """Return the forms to be filled by hand, ready to be printed."""
    sheet = office.sheet(period)
    rows = {f.id: sheet.rows(f.id) for f in sheet.forms if form in {None, f.id}}
    if not rows:
        raise RefusedError(say("desk.reporting.nothing", period=period.title))
    return blank_document(
        sheet.catalogue, office.unit, office.name, period, rows, practice=office.practice,
        names=_own_names(office, period, rows), page=FORM_PAGES[paper or form_paper.chosen(office)],
    )  # fmt: skip


def _own_names(office: Office, period: Period, rows: Mapping[str, tuple[Row, ...]]) -> dict[Key, str]:
    """Return the names of the rows the office added itself."""
    sheet = office.sheet(period)
    names: dict[Key, str] = {}
    for form_id, found in rows.items():
        column = sheet.catalogue.form(form_id).column("name")
        if column is None:
            continue
        for row in found:
            key = Key(form_id, row.code, "name")
            name = sheet.cell(key, row, column).value
            if row.origin == "office" and isinstance(name, str):
                names[key] = name
    return names


def summary(office: Office, period: Period, out: Path) -> Path:
    """Write the city's table of totals from the accepted files (`.pdf`, `.xlsx` or `.docx`)."""
    office.need_city()
    need_suffix(out, ".pdf", ".xlsx", ".docx")
    sheets = out.suffix.lower() == ".xlsx"
    write(summary_document(across.on_paper(office, period), sheets=sheets), out)
    return out
