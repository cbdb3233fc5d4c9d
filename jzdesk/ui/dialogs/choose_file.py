"""Asking for files: the one place where the system's own dialogs are opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from jzdesk import files


class ChooseFile:
    """Asks, and returns what was chosen; None where one gives up."""

    @classmethod
    def to_open(cls, parent: QWidget, title: str, folder: Path | None, kinds: str) -> Path | None:
        """Ask for a file that is there."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def to_open_several(
        cls, parent: QWidget, title: str, folder: Path | None, kinds: str
    ) -> list[Path]:  # fmt: skip
        """Ask for any number of files that are there."""
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or ""), kinds)
        return [Path(path) for path in chosen]

    @classmethod
    def to_save(cls, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask where a file goes; the system asks itself before one is replaced."""
        fit = proposed.with_name(files.clean_name(proposed.name))
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(fit), kinds)
        return Path(chosen) if chosen else None
