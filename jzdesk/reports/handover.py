"""交接清单: what is open in an office's store, for the one who takes the work over; both sign it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jzdesk.models import workflow
from jzdesk.models.catalogue import edition_text
from jzdesk.models.handover import Copy, Handover, Material, Open, Owed, Stamped, Stand
from jzdesk.reports.document import (
    A4_TIGHT,
    CENTRE,
    WHOLE,
    Block,
    Cell,
    Document,
    Fields,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.review import BOX
from jzdesk.reports.stamp import day
from jzdesk.words import say

_SIZE = 9
_TEXT = 60
"""Characters of a sentence that a list shows; the whole stands on the to-do list."""
_STAMPED = 8
"""So many hand-ins are listed one by one; the paper of those before goes over as one lot."""
_MOST = 20
"""Lines of one list; what is beyond them is counted."""


def handover_document(given: Handover) -> Document:
    """Return the 交接清单."""
    title = say("reports.handover.title")
    parts = [part for part in _PARTS if given.city or part not in _CITY]
    numerals = say("reports.handover.numerals").split()
    blocks = [*_head(given, title)]
    for numeral, name in zip(numerals, parts, strict=False):
        text = say(f"reports.handover.{name}")
        heading, found = say("reports.handover.numbered", numeral=numeral, text=text), _PARTS[name](given)
        if found:
            blocks += [_heading(heading), *found, Gap(1.5)]
        else:
            blocks.append(_heading(say("reports.handover.nothing", heading=heading), keep=False))
    blocks += _signatures()
    return Document(
        title=say("reports.handover.document", place=given.place, day=day(given.day)), author=given.office,
        sections=(Section(title, A4_TIGHT, tuple(blocks)),), practice=given.practice,
    )  # fmt: skip


# Head and foot


def _head(given: Handover, title: str) -> list[Block]:
    names = given.names
    people = (("giver", names.giver), ("taker", names.taker), ("witness", names.witness))
    return [
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.6, space=1, keep=True),
        Sides(say("reports.handover.office", office=given.office, unit=given.unit), "", day(given.day), 10),
        Fields(
            tuple((say(f"reports.handover.{who}"), name) for who, name in people),
            columns=3, ruled=True, size=10.5, pitch=9,
        ),
        Gap(1),
        _line(say("reports.handover.store", path=given.store)),
        _line(say("reports.handover.program", program=given.program, edition=edition_text(given.catalogue))),
        _line(say("reports.handover.copy", copy=_copied(given.copy))),
        _line(say("reports.handover.elsewhere", copy=_copied(given.elsewhere))),
        Gap(1.5),
    ]  # fmt: skip


def _copied(copy: Copy | None) -> str:
    if copy is None:
        return say("reports.handover.no_copy")
    word = "copied" if copy.present else "copied_away"
    return say(f"reports.handover.{word}", day=day(copy.day), file=copy.file)


def _signatures() -> list[Block]:
    date = (say("reports.handover.date"), "")
    signs = [(say(f"reports.handover.sign_{who}"), "") for who in ("giver", "taker", "witness")]
    return [
        Paragraph(say("reports.handover.verdict"), size=10.5, leading=1.8, keep=True),
        Fields(tuple(pair for sign in signs for pair in (sign, date)), columns=2, ruled=True, size=10.5,
               pitch=9),
    ]  # fmt: skip


# Parts: each returns no block where there is nothing


def _periods(given: Handover) -> list[Block]:
    rows = [_period(given, one) for one in given.periods]
    notes = []
    if given.earlier:
        notes.append(_line(say("reports.handover.earlier", n=given.earlier)))
    if given.backfilled:
        notes.append(_line(say("reports.handover.backfilled", n=given.backfilled)))
    if not rows:
        return [*notes]
    widths = (27, 33, 31, 18, 27, 24, 14)
    return [_grid("handover_periods", widths, rows), *notes]


def _period(given: Handover, one: Stand) -> tuple[Cell, ...]:
    late = one.over and not one.handed
    return (
        Cell(one.period), Cell(_state(one)), Cell(_due(one), bold=late), Cell(one.tail or _DASH, CENTRE),
        Cell(_sent(given, one)), Cell(_receipt(given, one)), Cell(_scan(one), CENTRE),
    )  # fmt: skip


_DASH = "—"


def _state(one: Stand) -> str:
    if one.state == workflow.FROZEN:
        return say("reports.handover.state_draft", state=one.state, n=one.draft)
    if one.state == workflow.CORRECTING:
        return say("reports.handover.state_revision", state=one.state, n=one.revision + 1)
    if one.state in workflow.HANDED_IN:
        return say("reports.handover.state_revision", state=one.state, n=one.revision)
    return one.state


def _due(one: Stand) -> str:
    if not one.due:
        return _DASH if one.handed else say("reports.handover.no_due")
    if one.handed:
        return day(one.due)
    word = "over" if one.over else "left"
    word = word if one.days else {"over": "past", "left": "today"}[word]
    return say(f"reports.handover.due_{word}", day=day(one.due), n=abs(one.days))


def _sent(given: Handover, one: Stand) -> str:
    if one.sent_on:
        return say("reports.handover.sent", day=day(one.sent_on), way=one.way)
    if one.state == workflow.PACKED:
        return say("reports.handover.unsent_yet")
    # Taken back from its file alone, which does not say
    return say("reports.handover.sent_some_day") if _has_left(given, one) else _DASH


def _receipt(given: Handover, one: Stand) -> str:
    if one.receipt:
        return say("reports.handover.accepted", day=day(one.receipt))
    return say("reports.handover.no_receipt") if _has_left(given, one) else _DASH


def _has_left(given: Handover, one: Stand) -> bool:
    """Tell whether what stands was sent to the city; the city sends its own to nobody."""
    return one.revision > 0 and one.state not in {workflow.FROZEN, workflow.PACKED} and not given.city


def _scan(one: Stand) -> str:
    if not one.revision or one.state == workflow.FROZEN:
        return _DASH
    return say("reports.handover.there" if one.scan else "reports.handover.not_there")


def _todo(given: Handover) -> list[Block]:
    rows: list[GridRow] = []
    ordered = sorted(given.todo, key=lambda one: not one.blocking)
    for blocking, word in ((True, "blocking"), (False, "other")):
        mine = [one for one in ordered[:_MOST] if one.blocking == blocking]
        if mine:
            rows.append(GridRow("band", (Cell(say(f"reports.handover.{word}"), span=WHOLE, bold=True),)))
            rows += [_open(one) for one in mine]
    grid = Grid((27, 18, 14, 115), _heads("handover_todo"), tuple(rows), size=_SIZE)
    return [grid, *_more(len(given.todo))] if rows else []


def _open(one: Open) -> GridRow:
    cells = (Cell(one.period), Cell(one.kind), Cell(str(one.number), CENTRE), Cell(_first(one)))
    return GridRow("row", cells)


def _first(one: Open | Owed) -> str:
    """Return the first of many like things, each shortened; the last word says whether there are more."""
    places = [_shortened(text.replace("\n", " ").rstrip("。")) for text in one.first]
    mark = say("reports.handover.mark" if isinstance(one, Owed) else "reports.handover.sentence_mark")
    text = mark.join(places)
    return say("reports.handover.and_more", text=text) if one.number > len(places) else text


def _shortened(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[:_TEXT]}……"


def _waiting(given: Handover) -> list[Block]:
    rows = [
        (Cell(one.unit), Cell(one.period), Cell(say("reports.handover.time", n=one.revision), CENTRE),
         Cell(one.tail, CENTRE), Cell(day(one.received_on)))
        for one in given.waiting
    ]  # fmt: skip
    return [_grid("handover_waiting", (40, 40, 34, 24, 36), rows)] if rows else []


def _gathered(given: Handover) -> list[Block]:
    return [
        _line(
            say("reports.handover.gathered_line", period=one.period, of=one.of, received=one.received,
                accepted=one.accepted)
            + (say("reports.handover.missing", names=say("reports.handover.mark").join(one.missing))
               if one.missing else "")
        )
        for one in given.gathered
    ]  # fmt: skip


def _owed(given: Handover) -> list[Block]:
    rows = []
    for one in given.owed[:_MOST]:
        when = day(one.when)
        told = say("reports.handover.late", day=when) if one.late else when
        rows.append((
            Cell(one.period), Cell(one.who), Cell(told, bold=one.late), Cell(str(one.number), CENTRE),
            Cell(_first(one)),
        ))  # fmt: skip
    return _listed("handover_owed", (27, 30, 31, 14, 72), rows, len(given.owed))


def _unanswered(given: Handover) -> list[Block]:
    rows = [
        (Cell(one.period), Cell(one.bureau), Cell(day(one.made_on)), Cell(day(one.due)),
         Cell(str(one.number), CENTRE),
         Cell(say("reports.handover.days", n=one.late) if one.late else _DASH, CENTRE, bold=one.late > 0))
        for one in given.unanswered[:_MOST]
    ]  # fmt: skip
    return _listed("handover_unanswered", (27, 45, 32, 32, 18, 20), rows, len(given.unanswered))


def _unsent(given: Handover) -> list[Block]:
    return [_line(text) for text in given.unsent]


def _remarks(given: Handover) -> list[Block]:
    lines = [
        say("reports.handover.remark", period=one.period, kind=one.kind, text=one.text)
        for one in given.remarks[:_MOST]
    ]
    return [*map(_line, lines), *_more(len(given.remarks))]


def _announced(given: Handover) -> list[Block]:
    rows = [(Cell(one.unit), Cell(one.code, CENTRE), Cell(day(one.day))) for one in given.announced[:_MOST]]
    return _listed("handover_announced", (54, 76, 44), rows, len(given.announced))


def _waived(given: Handover) -> list[Block]:
    rows = [
        (Cell(one.rule, CENTRE), Cell(one.unit or given.place), Cell(one.document), Cell(day(one.until)),
         Cell(_shortened(one.reason)))
        for one in given.waived[:_MOST]
    ]  # fmt: skip
    return _listed("handover_waived", (14, 24, 48, 32, 56), rows, len(given.waived))


def _materials(given: Handover) -> list[Block]:
    rows = [_material(one) for one in given.materials[-_MOST:]]
    return _listed("handover_materials", (30, 76, 42, 26), rows, len(given.materials))


def _material(one: Material) -> tuple[Cell, ...]:
    scans = say("reports.handover.mark").join(one.scans) or say("reports.handover.not_there")
    files = say("reports.handover.files", n=one.files, rows=one.rows) if one.files else _DASH
    ledgers = say("reports.handover.ledger", n=one.ledgers) if one.ledgers else _DASH
    return Cell(one.period), Cell(scans), Cell(files), Cell(ledgers)


def _things(given: Handover) -> list[Block]:
    """List what is handed over in the hand, each with a box to tick."""
    listed, before = given.stamped[-_STAMPED:], len(given.stamped[:-_STAMPED])
    boxes = ["ledgers", "answers", "documents", "key", "other_things"]
    blocks: list[Block] = []
    if listed:
        rows = [_paper(given, one) for one in listed]
        name, widths = ("handover_papers", (44, 30, 20, 32, 24, 24))
        if given.city:
            name, widths = "handover_papers_city", (54, 36, 24, 36, 24)
        blocks = [_grid(name, widths, rows), Gap(1)]
    if before:
        blocks.append(_box(say("reports.handover.papers_before", n=before)))
    if not listed:
        blocks.append(_line(say("reports.handover.no_papers")))
    return [*blocks, _box(_stick(given)), *(_box(say(f"reports.handover.{name}")) for name in boxes)]


def _paper(given: Handover, one: Stamped) -> tuple[Cell, ...]:
    signed = day(one.signed_on) if one.signed_on else _DASH
    ticks = (Cell(BOX, CENTRE),) if given.city else (Cell(BOX, CENTRE), Cell(BOX, CENTRE))
    number = say("reports.handover.time", n=one.revision)
    return Cell(one.period), Cell(number, CENTRE), Cell(one.tail, CENTRE), Cell(signed), *ticks


def _stick(given: Handover) -> str:
    away = given.elsewhere
    return say("reports.handover.stick", day=day(away.day)) if away else say("reports.handover.stick_plain")


_PARTS: dict[str, Callable[[Handover], list[Block]]] = {
    "periods": _periods, "todo": _todo, "waiting": _waiting, "gathered": _gathered, "owed": _owed,
    "unanswered": _unanswered, "unsent": _unsent, "remarks": _remarks, "announced": _announced,
    "waived": _waived,
    "materials": _materials, "things": _things,
}  # fmt: skip
_CITY = frozenset({"waiting", "gathered"})


# Small parts


def _heading(text: str, *, keep: bool = True) -> Paragraph:
    return Paragraph(text, size=10.5, bold=True, leading=1.7, keep=keep)


def _line(text: str) -> Paragraph:
    return Paragraph(text, size=_SIZE, hang=1.3, indent=-1.3, leading=1.45)


def _box(text: str) -> Paragraph:
    return _line(f"{BOX} {text}")


def _heads(name: str) -> tuple[tuple[HeadCell, ...], ...]:
    return (tuple(HeadCell(text, n) for n, text in enumerate(say(f"reports.lists.{name}").split())),)


def _grid(name: str, widths: tuple[float, ...], rows: Sequence[tuple[Cell, ...]]) -> Grid:
    return Grid(widths, _heads(name), tuple(GridRow("row", cells) for cells in rows), size=_SIZE)


def _listed(
    name: str, widths: tuple[float, ...], rows: Sequence[tuple[Cell, ...]], number: int
) -> list[Block]:
    return [_grid(name, widths, rows), *_more(number)] if rows else []


def _more(number: int) -> list[Block]:
    return [_line(say("reports.handover.more", n=number - _MOST))] if number > _MOST else []
