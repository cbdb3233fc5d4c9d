"""The program starts whatever has become of the store, and shows the ways back; each is walked to its end."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from jzdesk import app, settings
from jzdesk.desk import copies, daily, entering, restoring, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.store import sealed
from jzdesk.store.pace import Pace
from jzdesk.ui import day_copy
from jzdesk.ui.dialogs.restore_dialog import RestoreDialog
from jzdesk.ui.pages.start import StartPage
from jzdesk.ui.widgets.fitting import within
from tests import looped
from tests.ui.test_names import nameless
from tests.ui.test_scale import SIZES, SMALLEST, faults, settled

COD = "emissions/cod.industry/emitted"
PASSWORD = "办公室保险柜2018"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost nothing, and the day's copy wait for its own tests."""
    monkeypatch.setattr(sealed, "_COST", 10)
    monkeypatch.setattr(day_copy, "SOON_MS", 3_600_000)


@pytest.fixture
def program(look, qtbot) -> Iterator[app.program.Program]:
    made = app.program.Program(look, "测试员")
    qtbot.addWidget(made.shell)
    yield made
    made.close()


def begin(program: app.program.Program, qtbot, given: Path | None = None):
    program.start(str(given) if given else None)
    with qtbot.waitActive(program.shell):
        program.shell.show()
        program.shell.activateWindow()
    return program.shell.centralWidget()


def value(office: Office) -> str:
    return entering.get(office, looped.QUARTER, [Key.parse(COD)])["cells"][0]["value"]


@pytest.fixture
def copied(store: Path) -> Path:
    """A store with a copy from before its last figure."""
    with Office.open(store, write=True) as office:
        safekeeping.backup(office, safekeeping.backup_folder(office))
        entering.set_values(office, looped.QUARTER, [COD, "333.3"])
    return store


def looked_for(page: StartPage, qtbot) -> list[str]:
    qtbot.waitUntil(lambda: not page.back.jobs.busy)
    return [offer.state for offer in page.back.model.items]


def offered(qtbot, card) -> RestoreDialog:
    """Wait until the copy is looked through, and return what is offered."""
    qtbot.waitUntil(lambda: not card.recovering.errand.busy)
    return card.recovering.dialog


def restored(qtbot, program):
    """Wait until the window stands again, with whatever store."""
    qtbot.waitUntil(lambda: program.shell.work is not None)
    return program.shell.work


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "damage", ["gone", "middle", pytest.param("rubbish", marks=SLOW), pytest.param("header", marks=SLOW)]
)
def test_a_store_that_cannot_be_had_is_brought_back_by_one_key(program, qtbot, copied, damage):
    content = copied.read_bytes()
    if damage == "gone":
        copied.unlink()
    else:
        copied.write_bytes({
            "rubbish": b"?" * 9000, "header": b"\0" * 100 + content[100:],
            "middle": content[:100] + b"\xff" * 8000 + content[8100:],
        }[damage])  # fmt: skip
    page = begin(program, qtbot, copied)
    assert isinstance(page, StartPage)
    assert "jzdesk" in page.wrong.text()
    assert looked_for(page, qtbot) == ["good"]
    assert page.back.text.text().startswith("最近一次可用备份：20")
    assert "5 个期别" in page.back.text.text()
    assert QApplication.focusWidget() is page.back.restore
    qtbot.keyClick(page.back.restore, Qt.Key.Key_Return)
    dialog = offered(qtbot, page.back)
    assert "打不开" in dialog.lost.text()
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    work = restored(qtbot, program)
    assert value(work.session.office) == "312.45"
    assert "已恢复到" in work.strip.text.text()
    assert ("恢复前的数据留在" in work.strip.text.text()) == (damage != "gone")
    assert settings.load().last_store == str(copied)
    kept = [c for c in copies.there_are(copied) if c.kind == copies.KEPT]
    assert len(kept) == (damage != "gone")


def test_a_copy_under_a_password_asks_for_it_until_it_is_right(program, qtbot, store):
    with Office.open(store, write=True) as office:
        safekeeping.backup(office, safekeeping.backup_folder(office), PASSWORD)
    store.unlink()
    page = begin(program, qtbot, store)
    assert looked_for(page, qtbot) == ["locked"]
    page.back.view.setCurrentIndex(page.back.model.index(0, 0))
    qtbot.mouseClick(page.back.restore, Qt.MouseButton.LeftButton)
    asking = page.back.recovering.asking
    for typed, told in (("", "请输入"), ("不是这个口令啊", "口令不对")):
        asking.first.setText(typed)
        qtbot.keyClick(asking.first, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not page.back.recovering.errand.busy)
        assert told in asking.wrong.text()
        assert asking.focusWidget() is asking.first, "it is typed again at once"
    asking.first.setText(PASSWORD)
    qtbot.keyClick(asking.first, Qt.Key.Key_Return)
    qtbot.mouseClick(offered(qtbot, page.back).act, Qt.MouseButton.LeftButton)
    assert value(restored(qtbot, program).session.office) == "312.45"


@SLOW
def test_without_a_copy_of_its_own_any_other_is_taken(program, qtbot, copied, tmp_path, monkeypatch):
    (made,) = copies.good(copied)
    stick = tmp_path / "U盘" / made.file.name
    stick.parent.mkdir()
    shutil.move(made.file, stick)
    copied.write_bytes(b"?" * 5000)
    page = begin(program, qtbot, copied)
    assert looked_for(page, qtbot) == []
    assert "没有找到" in page.back.text.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copied), ""))
    qtbot.mouseClick(page.back.other, Qt.MouseButton.LeftButton)
    offered(qtbot, page.back)
    assert "不是 jzdesk" in page.back.wrong.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick), ""))
    qtbot.mouseClick(page.back.other, Qt.MouseButton.LeftButton)
    assert page.back.wrong.text() == ""
    qtbot.mouseClick(offered(qtbot, page.back).act, Qt.MouseButton.LeftButton)
    assert value(restored(qtbot, program).session.office) == "312.45"


def test_own_upload_files_make_the_store_anew(program, qtbot, handed_in_pair, tmp_path, monkeypatch):
    upload = Path(shutil.copy(handed_in_pair.upload, tmp_path / "上报.xlsx"))
    lost = tmp_path / "county.jzdesk"
    lost.write_bytes(b"?" * 5000)
    page = begin(program, qtbot, lost)
    looked_for(page, qtbot)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(upload)], ""))
    qtbot.mouseClick(page.back.own, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.shell.work is not None, timeout=20_000)
    session = program.shell.work.session
    assert session.office.store.submissions()
    told = program.shell.work.strip.text.text()
    assert "已从 1 份上报文件取回" in told
    assert "损坏" in told
    assert session.office.store.info.path == lost


@SLOW
def test_a_file_that_is_none_of_ours_is_told_and_the_damaged_one_stays(program, qtbot, tmp_path):
    lost = tmp_path / "county.jzdesk"
    lost.write_bytes(b"?" * 5000)
    (tmp_path / "别的.xlsx").write_bytes(b"?" * 100)
    page = begin(program, qtbot, lost)
    looked_for(page, qtbot)
    page.back.take([tmp_path / "别的.xlsx"])
    qtbot.waitUntil(lambda: bool(page.back.wrong.text()), timeout=20_000)
    assert lost.read_bytes() == b"?" * 5000
    assert sorted(file.name for file in tmp_path.iterdir()) == ["county.jzdesk", "别的.xlsx"]


@SLOW
def test_a_store_that_somebody_has_open_is_not_offered_its_copies(program, qtbot, copied):
    with Office.open(copied, write=True, who="张三"):
        page = begin(program, qtbot, copied)
        assert "张三" in page.wrong.text()
        assert page.back.model.rowCount() == 0
        assert not page.back.restore.isVisible()


# Several offices on one PC


def test_stores_open_lately_are_one_click_away(program, qtbot, store, tmp_path):
    other = tmp_path / "修武.jzdesk"
    safekeeping.init(other, unit="410821", office=None, practice=True).close()
    for path in (other, store):
        begin(program, qtbot, path)
        program.ask_another()
    page = program.shell.centralWidget()
    assert [act.text() for act in page.recent] == ["武陟县环境保护局（练习）", "修武县环境保护局（练习）"]
    qtbot.mouseClick(page.recent[1], Qt.MouseButton.LeftButton)
    assert program.shell.work.session.office.unit == "410821"
    other.with_name(other.name + ".lock").unlink(missing_ok=True)


@SLOW
def test_another_store_is_asked_for_from_the_window(program, qtbot, store):
    work = begin(program, qtbot, store)
    work.places.go("safety")
    qtbot.mouseClick(work.places.page.place.elsewhere, Qt.MouseButton.LeftButton)
    page = program.shell.centralWidget()
    assert isinstance(page, StartPage)
    assert not page.wrong.isVisible()
    assert not store.with_name(store.name + ".lock").exists()
    qtbot.waitUntil(page.back.isVisible)  # a copy or own files may be all there is


# In the window at work


def test_a_restore_from_the_window_and_its_undoing(program, qtbot, copied):
    work = begin(program, qtbot, copied)
    work.places.go("safety")
    page = work.places.page
    assert page.copies.chosen is page.copies.model.items[0], "the newest is what one looks for first"
    qtbot.mouseClick(page.copies.restore, Qt.MouseButton.LeftButton)
    dialog = offered(qtbot, page.copies)
    assert "2018年第三季度：有 1 处与现在不同" in dialog.lost.text()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert value(work.session.office) == "333.30"
    qtbot.mouseClick(page.copies.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(offered(qtbot, page.copies).act, Qt.MouseButton.LeftButton)
    assert program.shell.work is None, "nothing can be typed into what is going"
    work = restored(qtbot, program)
    assert value(work.session.office) == "312.45"
    work.places.go("safety")
    page = work.places.page
    kept = next(n for n, copy in enumerate(page.copies.model.items) if copy.kind == copies.KEPT)
    page.copies.view.setCurrentIndex(page.copies.model.index(kept, 0))
    qtbot.mouseClick(page.copies.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(offered(qtbot, page.copies).act, Qt.MouseButton.LeftButton)
    assert value(restored(qtbot, program).session.office) == "333.30"


@SLOW
def test_a_restore_that_fails_opens_the_old_store_again(program, qtbot, copied, monkeypatch):
    work = begin(program, qtbot, copied)
    (made,) = copies.good(copied)
    made.file.write_bytes(b"?" * 4000)
    work.session.restore_requested.emit(made.file, "")
    work = restored(qtbot, program)
    assert value(work.session.office) == "333.30"
    assert "没有恢复，原来的数据没有动" in work.strip.text.text()


class Held(threading.Event):
    """Lets a restore go no further than where it can still be given up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        at = Pace.at

        def wait(pace: Pace, stage: str, done: int = 0, of: int = 0) -> None:
            if stage == "opening" and threading.current_thread() is not threading.main_thread():
                self.wait(20)
            at(pace, stage, done, of)

        monkeypatch.setattr(Pace, "at", wait)


def test_a_restore_can_be_given_up_until_it_is_put_in_place(program, qtbot, copied, monkeypatch):
    begin(program, qtbot, copied)
    (made,) = copies.good(copied)
    before, held = copied.read_bytes(), Held(monkeypatch)
    program.shell.work.session.restore_requested.emit(made.file, "")
    page = program.shell.centralWidget()
    assert "正在恢复备份" in page.title.text()
    assert page.stop.hasFocus()
    qtbot.keyClick(page.stop, Qt.Key.Key_Space)
    held.set()
    work = restored(qtbot, program)
    assert value(work.session.office) == "333.30"
    assert "没有恢复，原来的数据没有动" in work.strip.text.text()
    assert copied.read_bytes() == before
    assert not [c for c in copies.there_are(copied) if c.kind == copies.KEPT]


def test_a_copy_that_is_being_opened_is_let_be(program, qtbot, copied, monkeypatch):
    work = begin(program, qtbot, copied)
    work.places.go("safety")
    card = work.places.page.copies
    card.view.setCurrentIndex(card.model.index(0, 0))
    held = Held(monkeypatch)
    qtbot.mouseClick(card.restore, Qt.MouseButton.LeftButton)
    assert card.restore.text() == "正在打开，点此取消"
    qtbot.mouseClick(card.restore, Qt.MouseButton.LeftButton)
    held.set()
    assert offered(qtbot, card) is None
    assert card.restore.text() == "恢复到这一份…"
    assert not card.wrong.isVisible(), "one's own wish is no refusal"


# Looking into a copy


@pytest.fixture
def viewing(program, qtbot, copied):
    """The window of a copy that is looked at, beside the one at work."""
    work = begin(program, qtbot, copied)
    work.places.go("safety")
    page = work.places.page
    page.copies.view.setCurrentIndex(page.copies.model.index(0, 0))
    qtbot.mouseClick(page.copies.look, Qt.MouseButton.LeftButton)
    assert page.copies.recovering.told.text(), "opening it takes its time, and is told"
    qtbot.waitUntil(lambda: bool(program._viewings.shells))
    assert not page.copies.recovering.told.isVisible()
    (shell,) = program._viewings.shells
    return shell


@SLOW
def test_a_copy_opens_beside_the_work_and_says_what_it_is(program, viewing):
    assert viewing.windowTitle().startswith("只读备份")
    bar = viewing.work.findChild(object, "viewBar")
    assert bar.isVisible()
    assert "不能填报、不能改动" in bar.text.text()
    assert viewing.work.status.backup.text() == "只读备份，不能改动"
    assert value(viewing.work.session.office) == "312.45"
    assert value(program.shell.work.session.office) == "333.30"
    bar.close_it.click()
    assert program._viewings.shells == []


@pytest.mark.parametrize("password", ["", "秘密秘密秘密秘密"])
def test_a_double_click_on_a_copy_opens_it_to_be_looked_at(program, qtbot, copied, tmp_path, password):
    with Office.open(copied, write=True) as office:
        made = Path(safekeeping.backup(office, tmp_path / "U盘", password=password)["file"])
    program.start(str(made))
    program.shell.show()
    page = program.shell.centralWidget()
    if password:
        qtbot.waitUntil(lambda: page.back.recovering.asking is not None)
        page.back.recovering.asking.given.emit(password)
    qtbot.waitUntil(lambda: bool(program._viewings.shells))
    (shell,) = program._viewings.shells
    assert shell.windowTitle().startswith("只读备份")
    assert shell.work.session.office.source == made.resolve()
    assert "是备份，只能看" in page.wrong.text()


def test_no_place_of_it_lets_anything_be_changed(viewing, qtbot, program):
    work, made = viewing.work, viewing.work.session.office.source
    before = made.read_bytes()
    places = [place.name for place in work.places.list()]
    assert {"todo", "hand_in", "safety", "enquiry"}.isdisjoint(places)
    assert {"emissions", "charts", "plan", "history"} <= set(places)
    assert not work.header.undo.isEnabled()
    assert not work.acceptDrops()
    for name in places:
        work.places.go(name)
    work.places.jump("emissions", Key.parse(COD))
    page = work.places.page
    face = page.cursor_.face
    assert not face.enterable
    qtbot.keyClicks(page.cursor_.grid.cells, "99")
    qtbot.keyClick(page.cursor_.grid.cells, Qt.Key.Key_Return)
    page.flush()
    assert page.side.note.isReadOnly()
    for part in (page.side.evidence, page.side.origin, page.side.said):
        assert not part.isEnabled()
    assert not page.findings.isVisible()
    assert not page.head.books.isVisible()
    assert work.session.write(Key.parse(COD), "99") is not None
    assert value(work.session.office) == "312.45"
    assert made.read_bytes() == before
    work.turn_to(looked_period(work))
    assert made.read_bytes() == before


@SLOW
@pytest.mark.parametrize("whose", ["city", "fresh"])
def test_a_copy_of_the_city_or_of_an_empty_store_opens_too(program, request, whose, tmp_path):
    office = request.getfixturevalue(whose)
    made = Path(safekeeping.backup(office, tmp_path / "U盘")["file"])
    program._viewings.show(restoring.look_at(made))
    work = program._viewings.shells[0].work
    places = [place.name for place in work.places.list()]
    assert {"inbox", "allot", "hand_in"}.isdisjoint(places)
    assert ({"coverage", "totals"} <= set(places)) == (whose == "city")
    for name in places:
        work.places.go(name)
        assert work.places.name == name
    if whose == "city":
        work.places.go("coverage")
        page = work.places.page
        assert not any(act.isVisible() for act in (page.bulletin, page.said, page.paper, page.out))
        work.places.go("totals")
        shown = [b.objectName() for b in work.places.page.findChildren(QPushButton) if b.isVisible()]
        assert not [name for name in shown if "Template" in name or "Inbox" in name]
    work.places.go("inbox")
    assert work.places.name == places[0], "what is no place of a copy leads nowhere else"


def looked_period(work):
    return next(p for p in work.session.office.store.periods() if p != work.session.period)


# The day's copy


def test_the_days_copy_is_made_once_the_window_is_seen(program, qtbot, store, monkeypatch):
    monkeypatch.setattr(day_copy, "SOON_MS", 0)
    work = begin(program, qtbot, store)
    office = work.session.office
    qtbot.waitUntil(lambda: not daily.due(office), timeout=10_000)
    qtbot.waitUntil(lambda: work.status.told.text() == "今天的备份已做好并核对。")
    assert work.status.backup.text().startswith("最近一次可用备份：今天")
    assert work.places.page.safety.state.property("tone") == "good"


def test_what_was_entered_is_in_a_copy_when_the_window_closes(program, qtbot, store):
    work = begin(program, qtbot, store)
    assert work.session.write(Key.parse(COD), "321.5") is None
    program.shell.close()
    (made,) = copies.good(store)
    with Office.open(made.file, write=False) as copy:
        assert value(copy) == "321.50"


@SLOW
def test_a_window_in_which_nothing_was_done_leaves_no_copy(program, qtbot, store):
    begin(program, qtbot, store)
    program.shell.close()
    assert copies.good(store) == []


@SLOW
def test_a_days_copy_that_failed_is_told_and_tried_again(program, qtbot, store, home, monkeypatch):
    monkeypatch.setattr(day_copy, "SOON_MS", 0)
    (home / "backups").write_text("not a folder", "utf-8")
    work = begin(program, qtbot, store)
    qtbot.waitUntil(lambda: "今天的自动备份没有做成" in work.strip.text.text(), timeout=10_000)
    (home / "backups").unlink()
    program._pauses.day.look()
    qtbot.waitUntil(lambda: not daily.due(work.session.office), timeout=10_000)


@SLOW
def test_a_second_folder_is_chosen_and_given_up(program, qtbot, store, tmp_path, monkeypatch):
    work = begin(program, qtbot, store)
    work.places.go("safety")
    place = work.places.page.place
    assert "没有设另一块盘" in place.second.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "E盘"))
    qtbot.mouseClick(place.set_second, Qt.MouseButton.LeftButton)
    assert "E盘" in place.second.text()
    daily.make(work.session.office)
    work.session.backed_up.emit()
    assert len(list((tmp_path / "E盘").iterdir())) == 1
    work.places.go("todo")
    card = work.places.page.safety
    assert "另一块盘上的备份" in card.second.text()
    assert "还没有拷到U盘" in card.elsewhere.text()
    work.places.go("safety")
    qtbot.mouseClick(place.no_second, Qt.MouseButton.LeftButton)
    assert safekeeping.second_folder(work.session.office) is None


def test_a_copy_for_a_stick_gets_a_password_typed_twice(program, qtbot, store, tmp_path, monkeypatch):
    work = begin(program, qtbot, store)
    work.places.go("safety")
    page = work.places.page
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "U盘"))
    page.locked.setChecked(True)
    qtbot.mouseClick(page.to, Qt.MouseButton.LeftButton)
    asking = page.asking
    for first, again, told in (
        ("", "", "请输入"), (PASSWORD, "", "不一样"), ("短口令", "短口令", "至少要 8"),
    ):  # fmt: skip
        asking.first.setText(first)
        asking.again.setText(again)
        qtbot.mouseClick(asking.act, Qt.MouseButton.LeftButton)
        assert told in asking.wrong.text()
    asking.first.setText(PASSWORD)
    asking.again.setText(PASSWORD)
    with qtbot.waitSignal(work.session.backed_up, timeout=10_000):
        qtbot.mouseClick(asking.act, Qt.MouseButton.LeftButton)
    (made,) = (tmp_path / "U盘").iterdir()
    assert sealed.is_sealed(made)


# How all of it is seen and heard


@pytest.mark.parametrize("size", [SIZES[SMALLEST], pytest.param(SIZES["1366"], marks=SLOW)])
def test_nothing_of_it_is_cut_or_nameless(program, qtbot, copied, size):
    with Office.open(copied, write=True) as office:
        safekeeping.backup(office, safekeeping.backup_folder(office), PASSWORD)
    content = copied.read_bytes()
    copied.write_bytes(b"?" * 9000)
    page = begin(program, qtbot, copied)
    looked_for(page, qtbot)
    program.shell.resize(*size)
    settled()
    assert faults(page) == []
    assert nameless(page) == []
    dialogs = []
    back = page.back.recovering
    for row in (0, 1):
        back.begin("restore", page.back.model.item(row).copy.file)
        qtbot.waitUntil(lambda: not back.errand.busy)
        dialogs.append(back.dialog if row == 0 else back.asking)
    copied.write_bytes(content)
    program.open(copied)
    work = program.shell.work
    work.places.go("safety")
    safety = work.places.page
    safety._ask_password()
    safety.asking.refuse("备份口令至少要 8 个字符。")
    dialogs.append(safety.asking)
    program._viewings.show(restoring.look_at(copies.good(copied)[0].file))
    viewing = program._viewings.shells[0]
    for window in (*dialogs, viewing):
        window.resize(within(window.size(), QSize(size[0], size[1] - 40)))
        settled()
        assert faults(window) == [], window.objectName()
        assert nameless(window) == [], window.objectName()
