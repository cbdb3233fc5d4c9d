"""Which set of colours is worn, and how large the letters are: as the clerk chose, or as the system asks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from jzdesk.ui import lettering
from jzdesk.ui.habits import LOOK, TEXT, Habits
from jzdesk.ui.lettering import SIZES, SYSTEM
from jzdesk.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Colours, Theme

SETS = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
CHOICES = (SYSTEM, *SETS)
SIZE_CHOICES = (SYSTEM, *SIZES)
_EXTREMES = {QColor("#000000").rgb(), QColor("#FFFFFF").rgb()}


class Appearance(QObject):
    """Signals: `changed` other colours are worn; `resized` letters of another size are wanted."""

    changed = Signal()
    resized = Signal()

    def __init__(
        self, theme: Theme, habits: Habits, system: QPalette | None = None, *, practice: bool = False
    ) -> None:
        super().__init__()
        self._theme, self.habits, self._system = theme, habits, system
        self._practice = practice
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow)
        self.follow()

    @property
    def choice(self) -> str:
        """What was chosen: a set's name, or empty to go with the system."""
        chosen = self.habits[LOOK]
        return chosen if chosen in SETS else SYSTEM

    def choose(self, name: str) -> None:
        """Wear another set from now on."""
        self.habits.keep(LOOK, name)
        self.follow()

    @property
    def size(self) -> str:
        """The size of letters that was chosen, or empty to go with the system."""
        chosen = self.habits[TEXT]
        return chosen if chosen in SIZES else SYSTEM

    def choose_size(self, name: str) -> None:
        """Want letters of another size."""
        if name != self.size:
            self.habits.keep(TEXT, name)
            self.resized.emit()

    @Slot()
    def enlarge(self) -> None:
        """Want the next larger letters there are."""
        self.choose_size(lettering.beside(self.size, larger=True))

    @Slot()
    def lessen(self) -> None:
        """Want the next smaller letters there are."""
        self.choose_size(lettering.beside(self.size, larger=False))

    @Slot()
    def as_system(self) -> None:
        """Want letters as large as the system has them."""
        self.choose_size(SYSTEM)

    def practise(self, practice: bool) -> None:
        """Stand on the ground where one practises, or on the real one."""
        self._practice = practice
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Wear what is chosen, or what the system asks for now."""
        wanted = SETS.get(self.choice) or asked_for(self._system)
        wanted = wanted.practised if self._practice else wanted
        app = QApplication.instance()
        if wanted != self._theme.colours and isinstance(app, QApplication):
            self._theme.wear(app, wanted)
            self.changed.emit()


def asked_for(system: QPalette | None) -> Colours:
    """Return the set the system asks for; `system` is the palette it came with before it was changed."""
    hints = QGuiApplication.styleHints()
    preferred = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    if preferred or (system is not None and _is_stark(system)):
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _is_stark(palette: QPalette) -> bool:
    """Tell Windows' contrast themes: pure letters on a pure ground, even on buttons."""
    role = QPalette.ColorRole
    pairs = ((role.Window, role.WindowText), (role.Button, role.ButtonText))
    return all({palette.color(a).rgb(), palette.color(b).rgb()} == _EXTREMES for a, b in pairs)
