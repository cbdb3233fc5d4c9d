"""What the gallery shows of 备份与检查: copies made and given up, what is sound, and the 交接清单."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from jzdesk.desk import daily, entering, restoring, safekeeping, window
from jzdesk.desk.recent import Recent
from jzdesk.desk.safekeeping import Checked
from jzdesk.errors import StoppedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.start import Start
from jzdesk.words import say
from tests.desk import walk
from tests.desk.handing_over import everything_open
from tests.gallery import Studio
from tests.gallery_handin import quiet

QUARTER = "2018Q3"


class Still:
    """Work that stands at one stage until the picture was taken."""

    def __init__(self, *stage: Any) -> None:
        self._stage = stage
        self._go = threading.Event()

    def run(self, tell: Any) -> Any:
        """Wait to be let go."""
        tell(self._stage)
        self._go.wait()
        raise StoppedError(say("store.pace.stopped"))

    def stop(self) -> None:
        """Go on to the end."""
        self._go.set()


def safety(studio: Studio) -> None:
    """Show the copies, what is sound, what is not, and all that takes time."""
    from tests.gallery_scenes import county, finished

    office = county(studio, "safety")
    shell = studio.work(office, QUARTER, "safety")
    studio.take("safety-empty", shell)
    page = shell.work.places.widget_of("safety")
    page._run("backup", Still("writing", 37, 100))
    studio.settle()
    studio.take("safety-backing-up", shell)
    page.stop_backup.click()
    finished(studio, shell)
    studio.take("safety-given-up", shell)
    page.now.click()
    finished(studio, shell)
    page._run("health", Still("history", 61, 100))
    studio.settle()
    studio.take("safety-checking", shell)
    page.stop_check.click()
    finished(studio, shell)
    page.health.click()
    finished(studio, shell)
    studio.take("safety", shell)
    (studio.home / "文件").write_text("", "utf-8")
    page.backup(studio.home / "文件" / "U盘")
    finished(studio, shell)
    page._show_checked((
        Checked("文件结构", True, "完好。"),
        Checked("数值校验", False, "2018Q3 的 emissions/cod.industry/emitted 与它的校验值不符。"),
        Checked("磁盘空间", False, "只剩 120 MB，请清理磁盘。"),
    ))  # fmt: skip
    studio.take("safety-wrong", shell)
    shell.close()
    office.close()


def kept(studio: Studio) -> None:
    """Show what could not be saved when the window was last open, as it stands there again."""
    from tests.gallery_scenes import county

    office, key = county(studio, "kept"), "emissions/sewage.nh3n/emitted"
    shell = studio.work(office, QUARTER, "emissions", key)
    shell.work.session.write(Key.parse(key), "168.2o")
    shell.work.places.flush()
    shell.hide()
    shell = studio.work(office, QUARTER, "emissions", key)
    shell.work.messages.warn(say("ui.window.still_unsaved", n=1))
    studio.take("kept-refused", shell)
    shell.hide()
    office.close()


def handover(studio: Studio) -> None:
    """Show the 交接清单: refused on its card, and as a paper of a county with everything open."""
    path = studio.home / "handover.jzdesk"
    office = safekeeping.init(path, unit="410823", office=None, practice=True)
    office.set_today(date(2018, 10, 8))
    with walk.without_paper():
        everything_open(office, studio.home / "交接材料")
    safekeeping.backup(office, safekeeping.backup_folder(office))
    shell = studio.work(office, QUARTER, "safety")
    card = shell.work.places.widget_of("safety").handover
    card.taker.setText("李\u202e小明")
    card.act.click()
    card.take_focus()
    studio.take("handover-refused", shell)
    card.taker.setText("李小明")
    card.act.click()
    quiet(studio, card)
    dialog = card.dialog
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    studio.take("handover-paper", shell, dialog)
    dialog.reject()
    shell.close()
    office.close()


def _offered(studio: Studio, shell: Any) -> None:
    """Wait until the copies on the first page were opened."""
    back = shell.centralWidget().back
    for _ in range(600):
        if not back.jobs.busy:
            break
        QTest.qWait(50)
    studio.settle()


def lost(studio: Studio) -> None:
    """Show the first page where the store is damaged, with copies and without, and of several offices."""
    from tests.gallery_scenes import county

    office = county(studio, "lost")
    store = office.store.info.path
    daily.make(office)
    entering.set_values(office, Period.parse(QUARTER), ["emissions/cod.industry/emitted", "333.3"])
    safekeeping.backup(office, safekeeping.backup_folder(office))
    safekeeping.backup(office, safekeeping.backup_folder(office), "办公室保险柜2018")
    (bad := safekeeping.backup_folder(office) / "410823_20180930-170000_练习.jzdesk").write_bytes(b"?" * 9000)
    office.close()
    store.write_bytes(store.read_bytes()[:4096] + b"?" * 8192)
    told = say("store.world.damaged", path=store)
    asked = Start(window.divisions(), Path("D:/jzdesk"), store, told, lost=True)
    shell = studio.shell()
    shell.show_start(studio.look, asked, studio.worn_by())
    shell.show()
    _offered(studio, shell)
    studio.take("lost", shell)
    back = shell.centralWidget().back
    back.recovering.begin("restore", back.model.item(0).copy.file)
    _opened(studio, back)
    studio.over(shell, back.recovering.dialog)
    studio.take("lost-restore", shell, back.recovering.dialog)
    back.recovering.dialog.reject()
    locked = next(o for o in back.model.items if o.state == "locked")
    back.recovering.begin("restore", locked.copy.file)
    back.recovering.asking.first.setText("不对的口令")
    back.recovering.asking.act.click()
    _opened(studio, back)
    studio.over(shell, back.recovering.asking)
    studio.take("lost-password", shell, back.recovering.asking)
    back.recovering.asking.reject()
    bad.unlink()
    gone = studio.home / "不在了" / "410823.jzdesk"
    shell.show_start(
        studio.look,
        Start(
            window.divisions(), Path("D:/jzdesk"), gone, say("store.world.missing", path=gone), lost=True,
            recent=(Recent("武陟县环境保护局", store), Recent("修武县环境保护局", gone)),
        ),
        studio.worn_by(),
    )  # fmt: skip
    _offered(studio, shell)
    studio.take("lost-without-copies", shell)
    shell.close()


def _opened(studio: Studio, card) -> None:
    """Wait until a copy is looked through."""
    while card.recovering.errand.busy:
        studio.settle()


def restored(studio: Studio) -> None:
    """Show what a restore would cost, a password being set, and a copy that is looked at."""
    from tests.gallery_scenes import county, finished

    office = county(studio, "restored")
    daily.make(office)
    entering.set_values(office, Period.parse(QUARTER), ["emissions/cod.industry/emitted", "333.3"])
    shell = studio.work(office, QUARTER, "safety")
    page = shell.work.places.widget_of("safety")
    page.copies.view.setCurrentIndex(page.copies.model.index(0, 0))
    studio.take("restore-chosen", shell)
    page.copies.restore.click()
    _opened(studio, page.copies)
    dialog = page.copies.recovering.dialog
    studio.over(shell, dialog)
    studio.take("restore", shell, dialog)
    dialog.reject()
    page.locked.setChecked(True)
    page._folder = studio.home / "U盘"
    page._ask_password()
    page.asking.first.setText("办公室保险柜2018")
    page.asking.again.setText("办公室")
    page.asking.act.click()
    studio.over(shell, page.asking)
    studio.take("backup-password", shell, page.asking)
    page.asking.reject()
    shell.work.messages.note(say(
        "ui.restore.done", made="2018-10-05 17:20", periods=5, figures=634,
        kept="D:/jzdesk/410823_恢复前_20181006-091530.jzdesk",
    ))  # fmt: skip
    studio.take("restored", shell)
    shell.work.messages.clear()
    page.health.click()
    finished(studio, shell)
    page.checks.setFocus()
    studio.take("doctor", shell)
    found = restoring.look_at(page.copies.model.item(0).file)
    shell.hide()
    copy = studio.work(found, QUARTER, "emissions", "emissions/cod.industry/emitted")
    studio.take("viewing", copy)
    copy.work.places.go("history")
    studio.take("viewing-history", copy)
    copy.close()
    found.close()
    office.close()


SCENES = (safety, kept, handover, lost, restored)
