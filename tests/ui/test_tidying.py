"""Memory is looked through while the window is left."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from jzdesk.ui.tidying import Tidying


class Ring:
    """Something that only holds itself."""

    def __init__(self) -> None:
        self.me = self


def many_rings(went: list[int]) -> None:
    """Make more of them than are let be, each of which tells in which thread it goes."""
    for _ in range(30_000):
        weakref.finalize(Ring(), lambda: went.append(threading.get_ident())).atexit = False


@pytest.fixture
def tidying(qapp) -> Iterator[Tidying]:
    by_itself = gc.isenabled()
    made = Tidying(qapp)
    yield made
    made.deleteLater()
    gc.unfreeze()
    if by_itself:
        gc.enable()


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


def test_it_is_never_looked_through_in_another_thread(tidying):
    went: list[int] = []
    work = threading.Thread(target=many_rings, args=(went,))
    work.start()
    work.join()
    assert went == []
    tidying.look_through()
    assert set(went) == {threading.get_ident()}
