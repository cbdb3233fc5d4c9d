"""Memory is looked through while the window is left."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from jzdesk.ui.tidying import Tidying


class Ring:
    """Something that only holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def tidying(qapp) -> Iterator[Tidying]:
    before = gc.get_threshold()
    made = Tidying(qapp)
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_only_holds_itself_goes_once_the_window_is_left(tidying, qapp, qtbot):
    ring = Ring()
    gone = weakref.ref(ring)
    gc.freeze()
    del ring
    gc.collect()
    assert gone() is not None, "put aside"
    tidying.tidy()
    assert gone() is None
    assert gc.get_freeze_count() > 0


def test_it_waits_until_the_window_was_left_for_a_while(tidying, qapp):
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert tidying._soon.isActive()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not tidying._soon.isActive()
