"""What the gallery shows of 备份与检查: copies made and given up, what is sound, and the 交接清单."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint

from jzdesk.desk import safekeeping
from jzdesk.desk.safekeeping import Checked
from jzdesk.errors import StoppedError
from jzdesk.models.entry import Key
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


SCENES = (safety, kept, handover)
