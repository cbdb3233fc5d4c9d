"""套表 over a page: the dialog opened, and everything it asks for done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk import template_offers, templates
from jzdesk.desk.template_figures import Filling
from jzdesk.desk.templates import Given, Made, Misfits
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.template import Link, Template
from jzdesk.models.template_look import Looked
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.template_bar import TemplateBar
from jzdesk.ui.dialogs.templates_dialog import TemplatesDialog
from jzdesk.ui.errand import Errand, Make
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.words import say

TEMPLATES = "templates"
"""What 查找 calls them."""


class TemplateActs(QObject):
    """Opens the dialog of templates over a page; reading and filling are done beside the window's work."""

    def __init__(self, page: QWidget, theme: Theme, session: Session, jobs: Jobs) -> None:
        super().__init__(page)
        self._page, self._theme, self._session = page, theme, session
        self.errand = Errand(jobs, self)
        self.errand.refused.connect(self._refused)
        self._folder: Path | None = None
        self._template: Template | None = None
        self._looked: Looked | None = None
        self._period = session.period
        self._filling: Filling | None = None
        self._names: dict[Key, str] = {}
        self.dialog: TemplatesDialog | None = None

    @Slot()
    def open(self) -> None:
        """Show the templates; the first of them is opened."""
        office, self._period = self._session.office, self._session.period
        choices = template_offers.periods(office, self._period)
        bar = TemplateBar(self._theme, choices, template_offers.figures(), template_offers.units(office))
        named = [one for one in choices if one[0][0].isdigit()]
        dialog = self.dialog = TemplatesDialog(self._page.window(), self._theme, bar, named, self._period)
        dialog.add_requested.connect(self._add)
        dialog.replace_requested.connect(self._replace)
        dialog.remove_requested.connect(self._remove)
        dialog.list_requested.connect(self._take_list)
        dialog.fill_requested.connect(self._fill)
        dialog.chosen.connect(self._choose)
        dialog.linked.connect(self._link)
        dialog.unlinked.connect(self._unlink)
        dialog.meant.connect(self._mean)
        dialog.blanks_chosen.connect(self._blanks)
        dialog.period_chosen.connect(self._turn)
        dialog.finished.connect(self._closed)
        known = templates.listed(office)
        self._template = self._looked = None
        dialog.show_template(None, ())
        dialog.show_templates(known, known[0].name if known else "")
        dialog.open()
        (dialog.view if known else dialog.add).setFocus()
        QTimer.singleShot(0, dialog, self._offer)  # thousands of figures: once the dialog is seen

    @Slot()
    def _offer(self) -> None:
        """Make ready what a cell may be linked to, and open the first template."""
        dialog, office = self.dialog, self._session.office
        if dialog is None:
            return
        dialog.targets = template_offers.targets(office, self._period)
        self._names = template_offers.names(dialog.targets)
        if dialog.model.items:
            self._choose(dialog.model.item(0).name)

    @Slot()
    def _closed(self) -> None:
        self.errand.stop()
        self.dialog = None

    # Opening one

    @Slot(str)
    def _choose(self, name: str) -> None:
        """Open a template that is kept."""
        office = self._session.office
        self._looked = None
        self._do(partial(self._opened, name), partial(templates.find, office, name))

    def _opened(self, name: str, template: Template) -> None:
        office = self._session.office
        self._template = template
        self._show()
        told = say("ui.templates.opening", name=name)
        self._begin(partial(templates.opening, office, template), self._read, told)

    def _read(self, given: Given) -> None:
        self._looked = given.looked
        self._show()
        template = self._template
        misfits = given.looked.misfits(template.links) if template is not None else ()
        self._tell_misfits(misfits, "" if template is None or template.links else say("ui.templates.begin"))

    def _tell_misfits(self, misfits: Misfits, otherwise: str) -> None:
        if self.dialog is None:
            return
        if misfits:
            told = say("ui.templates.misfits", n=len(misfits), cell=misfits[0][0].cell, why=misfits[0][1])
            self.dialog.tell(told, "must")
        else:
            self.dialog.tell(otherwise)

    def _show(self) -> None:
        """Show the templates as they are kept now, and what the chosen one would take."""
        dialog, template, office = self.dialog, self._template, self._session.office
        if dialog is None:
            return
        dialog.show_templates(templates.listed(office), template.name if template else "")
        if template is None:
            self._filling = None
            dialog.show_template(None, ())
            return
        self._filling = templates.preview(office, template, self._period)
        lines = template_offers.lines(office, self._filling, self._looked, self._names)
        dialog.show_template(self._looked, lines)

    @Slot(str)
    def _turn(self, period: str) -> None:
        self._period = Period.parse(period)
        self._show()

    # Templates

    @Slot()
    def _add(self) -> None:
        path = self._ask_file("add")
        if path is not None:
            self._begin(
                partial(templates.Opening, path), self._added, say("ui.templates.opening", name=path.name)
            )

    def _added(self, given: Given) -> None:
        self._looked = given.looked
        self._do(self._begun, partial(templates.add, self._session.office, given))

    def _begun(self, template: Template) -> None:
        self._template = template
        self._show()
        if self.dialog is not None:
            self.dialog.tell(say("ui.templates.added", name=template.name))
            self.dialog.grid.setFocus()

    @Slot()
    def _replace(self) -> None:
        path = self._ask_file("replace") if self._template is not None else None
        if path is not None:
            self._begin(
                partial(templates.Opening, path), self._replaced, say("ui.templates.opening", name=path.name)
            )

    def _replaced(self, given: Given) -> None:
        template, office = self._template, self._session.office
        if template is None:
            return
        made = self._try(partial(templates.replace_file, office, template.name, given))
        if made is not None:
            self._template, self._looked = made[0], given.looked
            self._show()
            self._tell_misfits(made[1], say("ui.templates.replaced", n=len(made[0].links)))

    @Slot()
    def _remove(self) -> None:
        template, office = self._template, self._session.office
        if template is None or self.errand.busy:
            return
        self._try(partial(templates.remove, office, template.name))
        known = templates.listed(office)
        self._template = self._looked = None
        self._show()
        if known:
            self._choose(known[0].name)
        if self.dialog is not None:
            self.dialog.tell(say("ui.templates.removed", name=template.name))
            (self.dialog.view if known else self.dialog.add).setFocus()

    @Slot(str)
    def _blanks(self, blanks: str) -> None:
        self._change(templates.set_blanks, blanks)

    # Links

    @Slot(object)
    def _link(self, key: Key) -> None:
        """Link the cell at the cursor to a figure, as the boxes say."""
        dialog, looked = self.dialog, self._looked
        sheet = dialog.here if dialog is not None else None
        if dialog is None or looked is None or sheet is None:
            return
        bar, place = dialog.bar, dialog.grid.place
        wanted = Link(sheet.name, *place, key, bar.choice("period"), bar.choice("figure"), bar.choice("unit"))
        self._change(templates.link, looked, wanted)

    @Slot()
    def _mean(self) -> None:
        """Give the cell at the cursor the period, figure and office now chosen, if it is linked."""
        line = self.dialog.line if self.dialog is not None else None
        if line is not None:
            self._link(line.link.key)

    @Slot()
    def _unlink(self) -> None:
        line = self.dialog.line if self.dialog is not None else None
        if line is not None:
            self._change(templates.unlink, line.link.place)

    @Slot()
    def _take_list(self) -> None:
        dialog, looked, office = self.dialog, self._looked, self._session.office
        if dialog is None or looked is None:
            return
        kinds = say("ui.templates.kinds_list")
        path = ChooseFile.to_open(dialog, say("ui.templates.ask_list"), self._folder, kinds)
        if path is not None:
            self._folder = path.parent
            links = self._try(partial(templates.links_of_file, office, path))
            if links is not None:
                self._change(templates.link_all, looked, links)

    def _change(self, act: Callable[..., Template], *given: Any) -> None:
        """Change the chosen template and show it as it is kept then."""
        template, office = self._template, self._session.office
        if template is None:
            return
        made = self._try(partial(act, office, template.name, *given))
        if made is None:  # what was chosen stays chosen: by keys one passes over it to another
            return
        self._template = made
        if self.dialog is not None:
            self.dialog.tell("")
        self._show()

    # Filling

    @Slot()
    def _fill(self) -> None:
        dialog, found, office = self.dialog, self._filling, self._session.office
        if dialog is None or found is None or self.errand.busy:
            return
        folder = self._folder or office.store.info.path.parent
        proposed = folder / templates.file_name(office, found)
        out = ChooseFile.to_save(dialog, say("ui.templates.ask_fill"), proposed, say("ui.templates.kinds"))
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(templates.ENDING)
        told = say("ui.templates.filling", name=out.name)
        self._begin(partial(templates.filling, office, found, out), partial(self._done, found), told)

    def _done(self, found: Filling, made: Made) -> None:
        self._folder = made.out.parent
        self._try(partial(templates.filled, self._session.office, found, made.out))
        if self.dialog is not None:
            self.dialog.tell("".join(templates.told(found, made)), "good")

    # What all of them need

    def _ask_file(self, word: str) -> Path | None:
        dialog = self.dialog
        if dialog is None or self.errand.busy:
            return None
        kinds = say("ui.templates.kinds")
        path = ChooseFile.to_open(dialog, say(f"ui.templates.ask_{word}"), self._folder, kinds)
        if path is not None:
            self._folder = path.parent
        return path

    def _try(self, work: Callable[[], Any]) -> Any:
        """Return what comes of some work; None, and why, where it is refused."""
        try:
            return work()
        except JzdeskError as error:
            self._refused(error)
            return None

    def _do(self, then: Callable[[Any], None], work: Callable[[], Any]) -> None:
        made = self._try(work)
        if made is not None:
            then(made)

    def _begin(self, make: Make, then: Callable[[Any], None], told: str) -> None:
        """Do long work beside the window; what was being done before is given up."""

        def ended(result: Any) -> None:
            if self.dialog is not None:
                then(result)

        if self.errand.begin_anew(make, ended) and self.dialog is not None:
            self.dialog.tell(told)

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        if self.dialog is not None:
            self.dialog.tell("\n".join((error.sentence, *error.findings)), "must")
