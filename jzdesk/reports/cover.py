"""The cover of a period's forms: what, whose, who signs, and the 校验码 of every form."""

from __future__ import annotations

from jzdesk.models import signed
from jzdesk.models.snapshot import Frozen
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    Beside,
    Cell,
    Fields,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Page,
    Paragraph,
    Section,
)
from jzdesk.reports.stamp import Stamp, day
from jzdesk.words import has, say


def cover(frozen: Frozen, stamp: Stamp, page: Page) -> Section:
    """Return the cover's page."""
    plan = frozen.catalogue.data["plan"]["title"]
    title = say(f"reports.cover.title_{frozen.period.kind}")
    blocks = (
        Paragraph("", size=28),  # a gap would vanish at the top of the page
        Paragraph(plan, size=24, bold=True, align=CENTRE, leading=1.5),
        Paragraph(title, size=20, bold=True, align=CENTRE, leading=1.6),
        Paragraph(frozen.period.title, size=14, align=CENTRE, leading=1.9, space=5),
        Beside((_fields(frozen, stamp), *_one_person(frozen)), say("reports.form.seal")),
        Gap(6),
        _forms(frozen, stamp),
    )
    return Section(say("reports.cover.section"), page, blocks)


def _fields(frozen: Frozen, stamp: Stamp) -> Fields:
    signers = frozen.content["signers"]
    pairs = (
        (say("reports.cover.office"), stamp.office),
        (say("reports.cover.unit"), f"{frozen.unit} {stamp.place}"),
        (say("reports.form.head"), signers["head"]),
        (say("reports.form.reviewer"), signed.shown(signers, "reviewer")),
        (say("reports.form.preparer"), signed.shown(signers, "preparer")),
        (say("reports.form.phone"), signers["phone"]),
        (say("reports.form.issued"), day(signers["issued_on"])),
        (say("reports.cover.edition"), edition(frozen, stamp)),
    )
    return Fields(pairs, columns=2, ruled=True, size=10.5, pitch=10.5)


def _one_person(frozen: Frozen) -> list[Paragraph]:
    said = signed.one_person(frozen.content["signers"])
    return [Paragraph(said, size=9, leading=2)] if said else []


def edition(frozen: Frozen, stamp: Stamp) -> str:
    """Return which print this is: a draft, or the n-th for signature, and which hand-in after the first."""
    if stamp.draft:
        return say("reports.pdf.draft")
    content = frozen.content
    text = say("reports.cover.for_signature", number=content["draft"])
    if content["revision"] > 1:
        word = f"reports.cover.kind_{content['revision_kind']}"
        kind = say(word if has(word) else "reports.cover.kind_correction")
        text = say("reports.cover.revision", number=content["revision"], kind=kind) + text
    return text


def _forms(frozen: Frozen, stamp: Stamp) -> Grid:
    """Return the list of forms with their own codes, the code of the whole below."""
    heads = ("number", "title", "content", "code")
    rows = []
    for form in frozen.forms:
        content = say("reports.cover.nil" if frozen.nil(form) else "reports.cover.filled")
        code = stamp.codes.get(form.id, say("reports.cover.no_code"))
        texts = (form.number, form.title, content, code)
        rows.append(GridRow("row", tuple(Cell(t, LEFT if n == 1 else CENTRE) for n, t in enumerate(texts))))
    if stamp.code:
        whole = (Cell(say("reports.cover.whole"), CENTRE, span=3), Cell(stamp.code, CENTRE))
        rows.append(GridRow("total", whole))
    return Grid(
        widths=(30, 110, 40, 77),
        head=(tuple(HeadCell(say(f"reports.cover.head_{h}"), n) for n, h in enumerate(heads)),),
        rows=tuple(rows), size=10, least=7,
    )  # fmt: skip
