"""What the gallery shows in other colours: the four screens people live in, dark and in high contrast."""

from __future__ import annotations

from collections.abc import Callable

from jzdesk.desk import entering, safekeeping
from jzdesk.models.period import Period
from tests import gallery, gallery_city, uploads
from tests.gallery import Studio

COUNTY, CITY, QUARTER = "410823", "410800", "2018Q3"
SLIPS = ("emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00",
         "emissions/sewage.tp/emitted", "", "emissions/tp.industry/emitted", "")  # fmt: skip


class Look:
    """Takes the pictures in one set of colours."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, studio: Studio) -> None:
        """Take them."""
        self._county(studio)
        self._city(studio)

    def _county(self, studio: Studio) -> None:
        office = safekeeping.init(
            studio.home / f"{self._name}.jzdesk", unit=COUNTY, office=None, practice=True
        )
        gallery.fill(office)
        entering.set_values(office, Period.parse(QUARTER), list(SLIPS))
        shell = studio.work(office, QUARTER)
        shell.work.appearance.choose(self._name)
        studio.take(f"{self._name}-todo", shell)
        shell.work.open_at("emissions")
        studio.take(f"{self._name}-emissions", shell)
        shell.work.open_at("hand_in")
        studio.take(f"{self._name}-hand-in", shell)
        self._leave(shell, office)

    def _city(self, studio: Studio) -> None:
        folder = studio.home / f"{self._name}文件"
        folder.mkdir()
        office = safekeeping.init(
            studio.home / f"{self._name}-city.jzdesk", unit=CITY, office=None, practice=True
        )
        contents = [uploads.content_of(folder, unit, n) for unit, n in gallery_city.COUNTIES[:3]]
        paths = [uploads.written(folder, content, office.catalogue) for content in contents]
        shell = studio.work(office, QUARTER, "inbox")
        shell.work.appearance.choose(self._name)
        gallery_city.read(studio, shell.work.places.widget_of("inbox"), *paths)
        studio.take(f"{self._name}-inbox", shell)
        self._leave(shell, office)

    @staticmethod
    def _leave(shell, office) -> None:
        shell.work.appearance.choose("light")
        shell.close()
        office.close()


SCENES: tuple[Callable[[Studio], None], ...] = (Look("dark"), Look("contrast"))
