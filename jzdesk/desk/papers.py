"""From a content to the files that leave the desk: prints, upload file, receipt.

A file of other content in the way is refused, an equal one kept, so that a hand-in broken off
between its files and its state can simply be done again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jzdesk import files
from jzdesk.desk import county_sheets, form_paper, keyring
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, WorldError
from jzdesk.exchange import upload
from jzdesk.exchange.signing import Seal
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.trends.whole import Trends, trends_of
from jzdesk.reports import to_pdf
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import FORM_PAGES
from jzdesk.reports.forms import forms_document
from jzdesk.reports.quarterly import report_document
from jzdesk.words import say


def folder(path: Path) -> Path:
    """Return the folder for what is written, made when it is not there yet."""
    try:
        files.make_folder(path)
    except OSError as error:
        why = files.why_not(error)
        raise WorldError(say("desk.handing_in.out_missing", name=path, why=why)) from error
    return path


def frozen_of(office: Office, content: Mapping[str, Any]) -> Frozen:
    """Return a content seen through the catalogue it was filled under."""
    day = content["signers"]["issued_on"] or office.today.isoformat()
    return Frozen(content, office.catalogue_of(content["catalogue"]).on(day))


def print_forms(office: Office, content: Mapping[str, Any]) -> bytes:
    """Return cover and forms for signature."""
    page = FORM_PAGES[form_paper.chosen(office)]
    return to_pdf.render(forms_document(frozen_of(office, content), draft=False, page=page))[0]


def print_report(office: Office, content: Mapping[str, Any]) -> bytes:
    """Return the quarterly report of a frozen content."""
    frozen = frozen_of(office, content)
    page = form_paper.page(office, frozen.period)
    charts = charts_of(frozen, trends(office, frozen.period))
    return to_pdf.render(report_document(frozen, charts, draft=False, page=page))[0]


def trends(office: Office, period: Period) -> Trends:
    """Return the office's way up to a period, as its charts show it.

    Beside what is signed stands nothing that was entered or corrected after it.
    """
    number = office.locked_by(period)
    return trends_of(office.sheet(period) if number is None else county_sheets.signed(office, period, number))


def keep_or_write(data: bytes, path: Path) -> Path:
    """Put a print in its place; an equal one is kept, another refused."""
    if path.exists():
        if path.is_file() and path.read_bytes() == data:
            return path
        raise RefusedError(say("desk.handing_in.in_the_way", name=path.name))
    files.put(path, data)
    return path


def write_upload(
    office: Office, content: Mapping[str, Any], data: bytes, path: Path, made: bytes = b""
) -> Path:
    """Write the upload file that holds exactly these canonical bytes; `made` is it if it was made already."""
    frozen, seal = frozen_of(office, content), keyring.seal(office, data)
    if not _kept(path, data, frozen.catalogue, seal):
        files.put(path, made or upload.upload_bytes(frozen, data, seal))
    return path


def write_letter(office: Office, content: Mapping[str, Any], path: Path, made: bytes = b"") -> Path:
    """Write a file that is no upload; an equal one is kept. `made` is it if it was made already."""
    data, catalogue = snapshot.encode(content), office.catalogue_of(content["catalogue"])
    seal = keyring.seal(office, data)
    if not _kept(path, data, catalogue, seal):
        unit = catalogue.division(content["unit"]).name
        files.put(path, made or upload.letter_bytes(content, data, unit, seal, catalogue))
    return path


def _kept(path: Path, data: bytes, catalogue: Catalogue, seal: Seal | None) -> bool:
    """Tell whether a file is there already; one of other content in its way is refused."""
    if not path.exists():
        return False
    found = upload.found_at(path, data, catalogue, seal) if path.is_file() else upload.OTHER
    if found == upload.OTHER:
        raise RefusedError(say("desk.handing_in.in_the_way", name=path.name))
    return found == upload.SAME
