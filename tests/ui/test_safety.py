"""备份与检查: a copy at one key, the date below, what is sound in a list; a failure stays on the page."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from jzdesk.desk import doctoring, safekeeping
from jzdesk.desk.office import Office
from jzdesk.desk.safekeeping import Checked, Looking
from jzdesk.models.entry import Key
from tests.ui.test_aside import Pulse


@pytest.fixture
def page(office, open_window):
    return open_window(office, "safety").places.page


def test_before_any_copy_it_says_so_below_and_here(page):
    status = page.window().work.status
    assert status.backup.text() == "还没有备份"
    assert status.backup.property("look") == "smallexplain"
    assert page.last.text() == "还没有备份"
    assert page.copies.none.isVisible()
    assert not page.copies.view.isVisible()


def test_one_thing_is_next(page, qtbot):
    def next_ones() -> list[QPushButton]:
        found = page.findChildren(QPushButton)
        return [b for b in found if b.property("look") == "primary" and not b.isHidden()]

    assert next_ones() == [page.now], "a copy first"
    with qtbot.waitSignal(page._session.backed_up):
        page.now.click()
    assert next_ones() == [page.keys.act], "then the key by which files are known"


def test_enter_makes_a_copy_and_the_line_below_tells(page, qtbot):
    assert QApplication.focusWidget() is page.now
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.keyClick(page.now, Qt.Key.Key_Return)
    assert "今天" in page.last.text()
    assert "备份已建好并验证" in page.made.text()
    assert [copy.periods for copy in page.copies.model.items] == [5]
    status = page.window().work.status
    assert status.backup.text().startswith("最近一次可用备份：今天")
    assert status.backup.property("look") == "small"
    assert QApplication.focusWidget() is page.now


def test_a_copy_goes_where_one_says(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "U盘"))
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.mouseClick(page.to, Qt.MouseButton.LeftButton)
    (made,) = (tmp_path / "U盘").iterdir()
    assert made.name in page.last_text.text()
    made.unlink()
    page.refresh()
    assert "不在原处" in page.last_text.text()


def test_a_copy_that_failed_is_told_and_nothing_counts(page, qtbot, tmp_path):
    (tmp_path / "文件").write_text("", "utf-8")
    page.backup(tmp_path / "文件" / "U盘")
    qtbot.waitUntil(lambda: "建不了" in page.made.text())
    assert page.last.text() == "还没有备份"


def test_an_old_copy_is_called_old(page, qtbot, monkeypatch):
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.keyClick(page.now, Qt.Key.Key_Return)
    monkeypatch.setattr(safekeeping, "backup_age", lambda _office: 9)
    page.refresh()
    page.window().work.status.show_backup()
    assert "已经过了 9 天" in page.last_text.text()
    assert page.window().work.status.backup.property("look") == "smallexplain"


def test_what_is_sound_is_listed_and_stays(page, qtbot):
    qtbot.mouseClick(page.health, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() > 0)
    assert {item.ok for item in page.checked.items} == {True}
    assert page.checked_at.text().startswith("✓ 全部正常")
    page.refresh()
    assert page.checks.isVisible()
    qtbot.mouseClick(page.trail, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() == 1)
    assert "逐条相连" in page.checked.items[0].text


def test_what_is_not_sound_says_what_to_do(page, qtbot, monkeypatch):
    broken = (Checked("文件结构", True, "完好。"), Checked("数值校验", False, "有一个数不符。"))
    monkeypatch.setattr(doctoring, "examining", lambda _office: Looking(lambda _pace: broken))
    qtbot.mouseClick(page.health, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() == 2)
    spoken = page.checked.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "有问题，数值校验，有一个数不符。"
    assert page.checked_at.text().startswith("✗ 1 处问题")
    assert "先做一份备份" in page.unchecked.text()
    assert page.unchecked.isVisible()


def test_where_the_data_lie_can_be_copied(page, qtbot, office):
    qtbot.mouseClick(page.place.copy_path, Qt.MouseButton.LeftButton)
    assert Path(QApplication.clipboard().text()) == office.store.info.path
    assert page.place.holder.text().startswith("测试员 正在使用") or "正在使用" in page.place.holder.text()


# While it is done


class Held:
    """Work that goes no further than a stage until it is let go, given up, or the window closes."""

    def __init__(self, work: Looking, stage: str) -> None:
        self._work, self._stage = work, stage
        self.go = threading.Event()

    def run(self, tell):
        def told(what) -> None:
            tell(what)
            if what[0] == self._stage:
                self.go.wait(20)

        return self._work.run(told)

    def stop(self) -> None:
        self._work.stop()
        self.go.set()


@pytest.fixture
def hold(monkeypatch):
    """Give a function that has the next work of a kind wait at a stage."""

    def at(kind: str, stage: str) -> list[Held]:
        module = doctoring if kind == "examining" else safekeeping
        real, held = getattr(module, kind), []

        def begin(*words) -> Held:
            held.append(Held(real(*words), stage))
            return held[0]

        monkeypatch.setattr(module, kind, begin)
        return held

    return at


def test_a_copy_tells_how_far_it_is_while_figures_are_entered(page, qtbot, hold, office):
    held = hold("backing_up", "writing")
    qtbot.keyClick(page.now, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.made.text().startswith("正在写出副本…"))
    assert page.stop_backup.hasFocus()
    assert not page.now.isEnabled()
    assert not page.health.isEnabled()
    session = page.window().work.session
    assert session.write(Key.parse("emissions/cod.industry/emitted"), "321.5") is None
    assert page.made.text().startswith("正在写出副本…"), "what is entered meanwhile changes nothing here"
    with qtbot.waitSignal(session.backed_up):
        held[0].go.set()
    assert page.now.hasFocus()
    assert not page.stop_backup.isVisible()
    with Office.open(page.copies.model.items[0].file, write=False) as copy:
        assert copy.store.audit_head() != office.store.audit_head(), "the copy is from before"
        assert copy.store.verify_history() == []


def test_a_copy_that_is_given_up_leaves_nothing(page, qtbot, hold):
    hold("backing_up", "checking")
    qtbot.keyClick(page.now, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.made.text() == "正在打开副本核对…")
    qtbot.mouseClick(page.stop_backup, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "没有留下半份文件" in page.made.text())
    assert page.made.property("look") == "secondary", "one's own wish is no fault"
    assert page.now.hasFocus()
    assert page.last.text() == "还没有备份"
    assert list(Path(page.copies.folder.text()).iterdir()) == []


@pytest.mark.parametrize(("act", "kind", "stage"), [
    ("health", "examining", "figures"), ("trail", "checking_trail", "history"),
])  # fmt: skip
def test_a_check_tells_how_far_it_is_and_can_be_given_up(page, qtbot, hold, act, kind, stage):
    hold(kind, stage)
    button = getattr(page, act)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked_at.text().startswith("正在"))
    qtbot.keyClick(page.stop_check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: button.isEnabled())
    assert button.hasFocus()
    assert not page.checks.isVisible()
    assert not page.checked_at.isVisible()
    assert page.unchecked.isVisible()
    assert "没有" in page.window().work.status.told.text()


def test_a_window_that_closes_during_a_copy_leaves_nothing(page, qtbot, hold, office):
    hold("backing_up", "writing")
    qtbot.keyClick(page.now, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.made.text().startswith("正在写出副本…"))
    folder = Path(page.copies.folder.text())
    page.window().close()
    assert list(folder.iterdir()) == []
    assert office.store.verify_history() == []


@pytest.mark.parametrize("act", ["now", "health", "trail"])
def test_the_window_goes_on_meanwhile(page, qtbot, monkeypatch, act):
    """How long its pauses are is for the benchmarks: a busy machine makes pauses of its own."""
    real, where, pulse = Looking.run, [], Pulse()

    def run(work, tell):
        where.append(threading.current_thread())
        return real(work, tell)

    monkeypatch.setattr(Looking, "run", run)
    with qtbot.waitSignal(page._jobs.finished, timeout=30_000):
        qtbot.mouseClick(getattr(page, act), Qt.MouseButton.LeftButton)
    assert where
    assert threading.main_thread() not in where
    assert pulse.beats > 0
