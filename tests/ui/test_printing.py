"""Preview and print: pages drawn beside the window, turned by key, and printed true to size."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.dialogs.print_dialog import PrintDialog
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.pdf_pages import Band, PdfPages, whole
from jzdesk.ui.printers import SHRUNK, Machine
from jzdesk.ui.printing import Printing, PrintRun, Wish, layout_of
from jzdesk.ui.widgets.page_view import ACTUAL, WHOLE_PAGE


@pytest.fixture
def paper(qapp, tmp_path) -> bytes:
    """Give a PDF: two upright A4 pages, one A4 and one A3 page across, a black square on each."""
    path = tmp_path / "paper.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    a4, a3 = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A3)
    turned = QPageLayout.Orientation
    writer.setPageSize(a4)
    painter = QPainter(writer)
    for number, (size, way) in enumerate(
        [(a4, turned.Portrait), (a4, turned.Portrait), (a4, turned.Landscape), (a3, turned.Landscape)]
    ):
        if number:
            writer.setPageSize(size)
            writer.setPageOrientation(way)
            writer.newPage()
        painter.fillRect(100, 150, 40, 40, QColor("black"))
    painter.end()
    return path.read_bytes()


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def pages(qtbot, jobs, paper):
    made = PdfPages(jobs, paper)
    qtbot.waitUntil(lambda: bool(made.sizes))
    yield made
    made.close()


OLD = Machine("旧激光打印机", papers=((595.0, 842.0),), coloured=False)
NEW = Machine(
    "市局一体机", sides=frozenset({"one", "long", "short"}), papers=((595.0, 842.0), (842.0, 1191.0))
)


class ToFile(Printing):
    """Prints into a file instead of asking."""

    def __init__(self, path: Path, *, agree: bool = True) -> None:
        super().__init__()
        self.path, self.agree, self.asked = path, agree, 0

    def machines(self) -> tuple[Machine, ...]:
        return (OLD,)

    def ask(self, parent, theme, title, pages: PdfPages, current: int):
        self.asked += 1
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        printer.setResolution(300)
        return (printer, Wish(tuple(range(len(pages.sizes))))) if self.agree else None


@pytest.fixture
def show(qtbot, look, jobs, paper):
    """Give a function that shows the paper in its window."""

    def made(printing: Printing, data: bytes = paper, *, at_once: bool = False) -> PreviewDialog:
        parent = QWidget()
        parent.resize(1000, 760)
        qtbot.addWidget(parent)
        parent.show()
        shown = Shown("季度报告", "草稿", "explain", data, Path("报告.pdf"))
        dialog = PreviewDialog(parent, look, jobs, printing, shown, at_once=at_once)
        dialog.destroyed.connect(parent.close)
        dialog.open()
        dialogs.append((dialog, parent))
        return dialog

    dialogs: list[tuple[PreviewDialog, QWidget]] = []
    yield made
    for dialog, _ in dialogs:
        dialog.pages.close()


def sizes_of(path: Path) -> list[str]:
    told = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "99", str(path)], capture_output=True, text=True, check=True
    ).stdout
    found = [line.split(":")[1].split("pts")[0] for line in told.splitlines() if line.startswith("Page ")]
    return [
        f"{round(float(w))}x{round(float(h))}"
        for w, h in (part.split(" x ") for part in found if " x " in part)
    ]


def square_of(path: Path, page: int) -> tuple[int, int, int, int]:
    """Return the black square's place on a printed page, in points."""
    target = path.with_suffix("")
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "72",
            "-f",
            str(page),
            "-l",
            str(page),
            "-gray",
            "-singlefile",
            str(path),
            str(target),
        ],
        check=True,
    )
    data = target.with_suffix(".pgm").read_bytes()
    _, size, _, pixels = data.split(b"\n", 3)
    width = int(size.split()[0])
    dark = [divmod(n, width) for n, value in enumerate(pixels) if value < 128]
    rows, columns = [y for y, _ in dark], [x for _, x in dark]
    return min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1


# Pages


def test_pages_are_measured_and_drawn_one_at_a_time(qtbot, pages):
    assert [(round(s.width()), round(s.height())) for s in pages.sizes] == [
        (595, 842), (595, 842), (842, 595), (1191, 842),
    ]  # fmt: skip
    got = []
    pages.drawn.connect(lambda band, image: got.append((band, image)))
    pages.want([whole(0, 595, 842), whole(2, 842, 595)])
    qtbot.waitUntil(lambda: len(got) == 2)
    _, image = got[0]
    assert (image.width(), image.height()) == (595, 842)
    dark = [(x, y) for x in range(595) for y in range(0, 842, 3) if image.pixelColor(x, y).value() < 90]
    assert dark
    left = min(x for x, _ in dark)
    strip = Band(0, 595, 842, 120, 200)
    pages.want([strip])
    qtbot.waitUntil(lambda: len(got) == 3)
    moved = got[2][1]
    assert moved.height() == 200
    assert min(x for x in range(595) for y in range(0, 200, 3) if moved.pixelColor(x, y).value() < 90) == left


def test_what_is_no_pdf_is_a_sentence(qtbot, jobs):
    made = PdfPages(jobs, b"no paper at all")
    with qtbot.waitSignal(made.failed) as heard:
        pass
    assert heard.args[0].sentence == "这份 PDF 打不开，文件可能坏了。请重新生成一次。"
    made.close()


def test_closing_while_it_is_drawn_leaves_nothing_behind(qtbot, jobs, paper):
    made = PdfPages(jobs, paper)
    made.close()
    other = PdfPages(jobs, paper)
    qtbot.waitUntil(lambda: bool(other.sizes))
    other.want([whole(0, 2000, 2830)])
    other.close()
    assert not made.sizes


def test_start_up_does_not_import_the_drawing_library():
    code = "import sys, jzdesk.app; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The preview


def test_keys_turn_the_pages(qtbot, show, tmp_path):
    dialog = show(ToFile(tmp_path / "x.pdf"))
    qtbot.waitUntil(lambda: "共 4 页" in dialog.where.text())
    assert dialog.where.text() == "第 1 页　共 4 页　A4 纵向"
    assert dialog.focusWidget() is dialog.view
    qtbot.mouseClick(dialog.zooms[WHOLE_PAGE], Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.view.page == 1
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.where.text() == "第 4 页　共 4 页　A3 横向"
    assert not dialog.on.isEnabled()
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageUp)
    assert dialog.view.page == 2
    qtbot.keyClick(dialog.view, Qt.Key.Key_Home)
    assert dialog.view.page == 0
    qtbot.waitUntil(lambda: dialog.view.has(0))
    qtbot.mouseClick(dialog.zooms[ACTUAL], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.view.has(0))
    assert abs(dialog.view._boxes[0].width() - 210 / 25.4 * 96) < 2


def test_only_pages_in_view_are_drawn(qtbot, show, tmp_path):
    dialog = show(ToFile(tmp_path / "x.pdf"))
    qtbot.waitUntil(lambda: bool(dialog.pages.sizes) and dialog.view.has(0))
    qtbot.waitUntil(lambda: dialog.pages._task is None and not dialog.pages._waiting)
    assert 3 not in dialog.view._pictures


def test_on_a_finer_screen_the_pages_are_drawn_anew(qtbot, show, tmp_path, monkeypatch):
    dialog = show(ToFile(tmp_path / "x.pdf"))
    view = dialog.view
    qtbot.waitUntil(lambda: bool(dialog.pages.sizes) and view.has(0))
    width = view._pictures[0].width()
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 1.5)
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))
    qtbot.waitUntil(lambda: view.has(0))
    assert view._pictures[0].width() == round(width * 1.5)


def test_esc_closes(qtbot, show, tmp_path):
    dialog = show(ToFile(tmp_path / "x.pdf"))
    qtbot.waitUntil(lambda: bool(dialog.pages.sizes))
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)


def test_a_paper_is_saved_byte_for_byte(qtbot, show, tmp_path, monkeypatch, paper):
    dialog = show(ToFile(tmp_path / "x.pdf"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "存的"), ""))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "存的.pdf").read_bytes() == paper
    assert str(tmp_path / "存的.pdf") in dialog.told.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.pdf"), ""))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.told.property("look") == "must"


# Printing


@pytest.mark.needs("pdfinfo", "pdftoppm")
def test_a_print_has_every_page_at_its_size_and_place(qtbot, show, tmp_path):
    target = tmp_path / "印.pdf"
    printing = ToFile(target)
    dialog = show(printing)
    qtbot.waitUntil(lambda: dialog.act.isEnabled())
    with qtbot.waitSignal(dialog.printed, timeout=20_000):
        qtbot.keyClick(dialog.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert not dialog.shut.isEnabled()
    assert sizes_of(target) == ["595x842", "595x842", "842x595", "1191x842"]
    before = tmp_path / "paper.pdf"
    for page in (1, 3, 4):
        for printed, drawn in zip(square_of(target, page), square_of(before, page), strict=True):
            assert abs(printed - drawn) <= 1
    assert dialog.told.text() == "“季度报告”已交给打印机。"
    assert dialog.shut.isEnabled()


def test_a_print_that_is_given_up_in_the_dialog_prints_nothing(qtbot, show, tmp_path):
    printing = ToFile(tmp_path / "印.pdf", agree=False)
    dialog = show(printing, at_once=True)
    qtbot.waitUntil(lambda: printing.asked == 1)
    assert dialog.run is None
    assert not (tmp_path / "印.pdf").exists()


def test_a_print_can_be_stopped(qtbot, show, tmp_path):
    dialog = show(ToFile(tmp_path / "印.pdf"), at_once=True)
    qtbot.waitUntil(lambda: dialog.run is not None)
    assert dialog.told.text().startswith("正在打印第 1 页")
    dialog.reject()
    assert dialog.isVisible(), "a print is not thrown away by Esc"
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert dialog.run is None
    assert "已停止" in dialog.told.text()
    assert dialog.act.isEnabled()


def test_without_a_printer_the_way_out_is_said(qtbot, show, monkeypatch):
    printing = Printing()
    monkeypatch.setattr(printing, "machines", tuple)
    dialog = show(printing)
    qtbot.waitUntil(lambda: dialog.act.isEnabled())
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert "没有装打印机" in dialog.told.text()
    assert dialog.focusWidget() is dialog.save


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_named(qtbot, jobs, pages, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "没有这个文件夹" / "a.pdf"))
    run = PrintRun(pages, printer, Wish((0,)))
    with qtbot.waitSignal(run.ended) as heard:
        run.start()
    assert "没有接受打印" in heard.args[0]


def test_copies_the_driver_leaves_to_us():
    assert Wish((0, 1, 2), 2).order(by_driver=False) == [0, 1, 2, 0, 1, 2]
    assert Wish((1, 2), 2, collated=False).order(by_driver=False) == [1, 1, 2, 2]
    assert Wish((1, 2), 2).order(by_driver=True) == [1, 2]


# What is asked


SIZES = (QSizeF(595, 842), QSizeF(595, 842), QSizeF(842, 595), QSizeF(1191, 842))


@pytest.fixture
def asked(qtbot, look):
    """Give a function that opens the dialog over a window."""

    def made(*machines: Machine, known: dict[str, str] | None = None, current: int = 1) -> PrintDialog:
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.show()
        dialog = PrintDialog(parent, look, machines or (NEW,), known or {}, SIZES, current)
        parents.append(parent)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    parents: list[QWidget] = []
    return made


def choose(box, word: str) -> None:
    box.setCurrentIndex(box.findData(word))


def test_all_pages_are_meant_and_enter_prints(asked, qtbot):
    dialog = asked()
    assert (dialog.pages, dialog.copies) == ((0, 1, 2, 3), 1)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_pages_are_chosen_by_keys(asked, qtbot):
    dialog = asked()
    dialog.every.setFocus()
    qtbot.keyClick(dialog.every, Qt.Key.Key_Right)
    assert dialog.pages == (1,), "the page that is seen"
    assert not dialog.which.isEnabled()
    dialog.first.selectAll()
    qtbot.keyClicks(dialog.first, "2")
    qtbot.keyClick(dialog.first, Qt.Key.Key_Tab)
    assert dialog.some.isChecked(), "who names a number means the range"
    assert dialog.pages == (1, 2, 3)
    assert dialog.paper.text() == "A4 2 页、A3 1 页"
    dialog.last.setValue(1)
    assert dialog.pages == (0,), "the ends do not cross"
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.first, Qt.Key.Key_Escape)


def test_both_sides_by_hand_are_odd_pages_first_and_even_ones_after(asked):
    dialog = asked(OLD)
    assert dialog.sides.currentData() == "one"
    assert not dialog.sides.isEnabled()
    assert "不会自动双面" in dialog.hint.text()
    choose(dialog.which, "odd")
    assert dialog.pages == (0, 2)
    assert "翻面" in dialog.hint.text()
    choose(dialog.which, "even")
    assert dialog.pages == (1, 3)
    dialog.reverse.click()
    assert dialog.pages == (3, 1)
    dialog.some.click()
    dialog.first.setValue(3)
    dialog.last.setValue(3)
    assert dialog.pages == ()
    assert not dialog.act.isEnabled()
    assert dialog.hint.text() == "这样选没有一页可印。"


def test_what_was_chosen_last_is_chosen_again_where_the_printer_can(asked):
    known = {"printer": NEW.name, "print_sides": "long", "print_colour": "grey"}
    dialog = asked(OLD, NEW, known=known)
    chosen = (dialog.machine.name, dialog.sides.currentData(), dialog.colour.currentData())
    assert chosen == (NEW.name, "long", "grey")
    dialog.printer.setCurrentIndex(0)
    assert (dialog.sides.currentData(), dialog.colour.currentData()) == ("one", "grey")
    dialog.printer.setCurrentIndex(1)
    assert dialog.sides.currentData() == "long"


def test_a_printer_that_is_gone_stopped_or_lacks_the_paper_is_told(asked):
    stopped = replace(OLD, name="停着的", stopped=True)
    dialog = asked(stopped, NEW, known={"printer": "财务室打印机"})
    told = dialog.note.text().splitlines()
    assert told[0] == "上次用的打印机“财务室打印机”不在了，现在选的是“停着的”。"
    assert "停着" in told[1]
    assert told[2].startswith("“停着的”没有 A3 纸，A3 的页会缩到 68% 印全")
    dialog.printer.setCurrentIndex(1)
    assert "停着" not in dialog.note.text()
    assert "A3" not in dialog.note.text()


class Chosen(Printing):
    """Has printers of its own, and takes the dialog as it stands."""

    def machines(self) -> tuple[Machine, ...]:
        return (NEW, OLD)

    def printer(self, title: str, pages: PdfPages, wish: Wish) -> QPrinter:
        return QPrinter()


def test_the_choices_are_those_of_last_time(look, pages, qtbot, monkeypatch):
    kept: dict[str, str] = {"look": "dark"}

    def accept(dialog: PrintDialog) -> int:
        seen.append((dialog.machine.name, dialog.word(dialog.sides), dialog.word(dialog.colour)))
        if len(seen) == 1:
            dialog.printer.setCurrentIndex(1)
        return int(QDialog.DialogCode.Accepted)

    seen: list[tuple[str, str, str]] = []
    monkeypatch.setattr(PrintDialog, "exec", accept)
    parent = QWidget()
    qtbot.addWidget(parent)
    first = Chosen(kept, lambda **fields: kept.update(fields))
    assert first.ask(parent, look, "报告", pages, 0) is not None
    assert kept == {
        "look": "dark", "printer": OLD.name, "print_sides": "one", "print_colour": "grey",
    }  # fmt: skip
    Chosen(kept).ask(parent, look, "报告", pages, 0)
    assert seen[1] == (OLD.name, "one", "grey")


class OnlyA4(QPrinter):
    """Takes no other paper: asked for it, it stays as it is."""

    def setPageLayout(self, layout: QPageLayout) -> bool:
        return layout.pageSize().id() == QPageSize.PageSizeId.A4 and super().setPageLayout(layout)


@pytest.mark.needs("pdfinfo", "pdftoppm")
def test_a_printer_without_a3_gets_the_whole_page_smaller_and_turned(qtbot, pages, tmp_path):
    printer = OnlyA4()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "小.pdf"))
    printer.setResolution(300)
    printer.setFullPage(True)
    run = PrintRun(pages, printer, Wish((3, 0)))
    with qtbot.waitSignal(run.ended, timeout=20_000) as heard:
        run.start()
    assert heard.args == [""]
    assert sizes_of(tmp_path / "小.pdf") == ["842x595", "595x842"]
    share = 595 / 842 * SHRUNK
    left, top, width, _ = square_of(tmp_path / "小.pdf", 1)
    before = tmp_path / "paper.pdf"
    was_left, was_top, was_width, _ = square_of(before, 4)
    assert abs(width - was_width * share) <= 1
    assert abs(left - (was_left * share + 842 * (1 - SHRUNK) / 2)) <= 1.5
    assert abs(top - (was_top * share + 595 * (1 - SHRUNK) / 2)) <= 1.5
    assert abs(square_of(tmp_path / "小.pdf", 2)[2] - square_of(before, 1)[2]) <= 1, "the others true to size"


def test_a_printer_taken_away_meanwhile_is_told_and_no_other_prints(qtbot, show, monkeypatch):
    printing = Printing()
    monkeypatch.setattr(printing, "machines", lambda: (OLD,))
    monkeypatch.setattr(PrintDialog, "exec", lambda _dialog: int(QDialog.DialogCode.Accepted))
    dialog = show(printing)
    qtbot.waitUntil(lambda: dialog.act.isEnabled())
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert "“旧激光打印机”刚刚被移走了" in dialog.told.text()
    assert dialog.run is None


def test_paper_is_the_standard_one_of_the_page(qapp):
    across = layout_of(QSizeF(1190.55, 841.89))
    assert across.pageSize().id() == QPageSize.PageSizeId.A3
    assert across.orientation() == QPageLayout.Orientation.Landscape
