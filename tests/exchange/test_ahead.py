"""What a file holds is told before the rest of it is looked at, and never instead of that."""

from __future__ import annotations

from collections.abc import Callable
from unittest import mock

import pytest

from jzdesk.errors import RefusedError
from jzdesk.exchange import envelope, paint, upload, xlsx
from jzdesk.models import snapshot
from tests.exchange import kit
from tests.exchange.kit import EMISSIONS, correction, edited, upload_bytes

TEXT = snapshot.encode(correction()).decode()


def machine(change: Callable[[list[str]], object]) -> bytes:
    """Return the file with its machine sheet changed."""
    lines = envelope.pack(snapshot.encode(correction()))
    change(lines)
    return paint.workbook(kit.sheets_of(correction()), lines)


def holding(text: str) -> bytes:
    """Return the file with another content, whole in itself."""
    return machine(lambda cells: cells.__setitem__(slice(None), envelope.pack(text.encode())))


def test_a_content_is_told_before_any_other_sheet_is_read() -> None:
    happened: list[str] = []
    real = xlsx._Sheet.read

    def reading(sheet: xlsx._Sheet, name: str, part: bytes) -> object:
        happened.append(name)
        return real(sheet, name, part)

    with mock.patch.object(xlsx._Sheet, "read", reading):
        upload.read_upload(upload_bytes(), kit.editions(), happened.append)
    assert happened[0] == TEXT
    assert EMISSIONS in happened
    assert not {TEXT, envelope.SHEET} & {*happened[1:]}


@pytest.mark.parametrize("change", [lambda _book: None, lambda book: book.move_sheet("_jzdesk", -3)])
def test_it_is_told_once_whichever_program_saved_the_file(change: Callable[[object], object]) -> None:
    told: list[str] = []
    upload.read_upload(edited(upload_bytes(), change), kit.editions(), told.append)
    assert told == [TEXT]


@pytest.mark.parametrize(
    "make",
    [
        lambda: machine(lambda c: c.__setitem__(5, c[5][:-3])), lambda: machine(lambda c: c.pop()),
        lambda: machine(lambda c: c.__setitem__(2, "0" * 64)),
        lambda: holding('{"kind":"x"}'), lambda: holding(TEXT.replace(":", ": ")),
    ],
    ids=["damaged", "without an end", "another digest", "no content of ours", "not canonical"],
)  # fmt: skip
def test_what_is_not_whole_is_not_told(make: Callable[[], bytes]) -> None:
    data, told = make(), list[str]()

    def verdict() -> object:
        try:
            return upload.read_upload(data, kit.editions(), told.append)
        except RefusedError as error:
            return error.sentence

    found = verdict()
    assert told == []
    with mock.patch.object(xlsx.Sheets, "ahead", return_value=None):
        assert found == verdict()


def test_what_was_told_of_a_file_with_two_machine_sheets_does_not_count() -> None:
    second = kit.parts(upload_bytes())
    sheets = [name for name in second if name.startswith("xl/worksheets/sheet")]
    last = max(sheets, key=lambda name: int(name.removeprefix("xl/worksheets/sheet").removesuffix(".xml")))
    second["xl/worksheets/sheet2.xml"] = second[last]
    told: list[str] = []
    with pytest.raises(RefusedError, match="两份数据页"):
        upload.read_upload(kit.zipped(second), kit.editions(), told.append)
    assert told == [TEXT]
