"""What the gallery shows of rules: many findings of one, a rule waived, and all of them on paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from jzdesk.desk import entering, safekeeping
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from tests import gallery
from tests.desk.handed_down import as_typed, hand_down
from tests.gallery import Studio
from tests.gallery_handin import quiet

COUNTY, QUARTER = "410823", Period.parse("2018Q3")
WAIVER = Waiver(
    "211", COUNTY, "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "两家企业整体搬迁，同比没有意义"
)


def together(studio: Studio) -> None:
    """Show many findings of one rule on 审核上报, in the form's list and among what is to be done."""
    office = safekeeping.init(studio.home / "together.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    for period, word in ((QUARTER.previous, "已完成"), (QUARTER, "推进中")):
        sheet = office.sheet(period)
        form = sheet.catalogue.form("milestones")
        rows = [r for r in sheet.rows(form.id) if any(c.code == "status" for c in sheet.columns(form, r))]
        words = [part for row in rows for part in (f"milestones/{row.code}/status", word)]
        entering.set_values(office, period, words)
    shell = studio.work(office, str(QUARTER), "hand_in")
    page = shell.work.places.widget_of("hand_in")
    page.explain.view.scrollToBottom()
    studio.take("explain-together", shell)
    row = next(n for n, item in enumerate(page.explain.model.items) if item.parts)
    page.explain.write(row)
    page.explain._editor().setText("全市重新核定任务进度，按核定结果填报。")
    page.explain.flush()
    for row, text in ((0, "属实"), (1, "属实"), (2, "按市局核定结果填报，台账齐全。")):
        page.explain.write(row)
        page.explain._editor().setText(text)
        page.explain.flush()
    page.explain.view.scrollToTop()
    studio.take("explain-poor", shell)
    shell.work.places.go("milestones")
    shell.work.places.page.findings.view.scrollToBottom()
    studio.take("findings-together", shell)
    shell.close()
    office.close()


def waived(studio: Studio) -> None:
    """Show a rule that is waived: among the rules of the plan, and below the form it is about."""
    office = safekeeping.init(studio.home / "waived.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    hand_down(office, waivers=[as_typed(WAIVER)])
    shell = studio.work(office, str(QUARTER), "plan")
    page = shell.work.places.widget_of("plan")
    page.show_entry("rules", WAIVER.rule)
    studio.take("rule-waived", shell)
    page.paper.act.click()
    quiet(studio, page.paper)
    dialog = page.paper.dialog
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    studio.take("rules-paper", shell, dialog)
    dialog.reject()
    shell.work.places.go("emissions")
    studio.take("form-waived", shell)
    shell.close()
    office.close()


SCENES = (together, waived)
