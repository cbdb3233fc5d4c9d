"""Every edition of the catalogue is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.errors import RefusedError, UsageError, WorldError
from jzdesk.store.store import Store
from tests.store.kit import AT, EDITION, Q3, tamper


def test_catalogues_are_all_kept(store: Store):
    store.add_catalogue("jiaozuo-13fyp/2", '{"plan":2}', at=AT)
    assert store.newest_edition() == "jiaozuo-13fyp/2"
    assert store.catalogue("jiaozuo-13fyp/2") == '{"plan":2}'
    assert store.catalogue(EDITION) == '{"plan":{}}'
    assert store.editions() == (EDITION, "jiaozuo-13fyp/2")
    head = store.audit_head()
    store.add_catalogue("jiaozuo-13fyp/2", '{"plan":2}', at=AT)
    assert store.audit_head() == head
    with pytest.raises(RefusedError, match="内容不同"):
        store.add_catalogue("jiaozuo-13fyp/2", '{"plan":3}', at=AT)
    with pytest.raises(UsageError, match="没有目录 x/1"):
        store.catalogue("x/1")


def test_catalogue_and_period_in_one_operation(store: Store):
    with store.operation("receive", Q3, how="command", at=AT) as op:
        op.state("填报中", {}, "jiaozuo-13fyp/2")
        op.catalogue("jiaozuo-13fyp/2", '{"plan":2}')
    assert store.period(Q3).edition == "jiaozuo-13fyp/2"


def test_damaged_catalogue_is_named(path: Path):
    tamper(path, "UPDATE catalogues SET content = '{\"plan\":0}'")
    with (
        Store.open(path, write=False, who="李四") as store,
        pytest.raises(WorldError, match="目录 jiaozuo-13fyp/1"),
    ):
        store.catalogue(EDITION)
