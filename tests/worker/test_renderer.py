"""The drawing child: it answers with bytes, tells how far it is, can be stopped, and never hangs."""

from __future__ import annotations

import base64
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jzdesk.errors import RefusedError, StoppedError, WorldError
from jzdesk.exchange import upload
from jzdesk.models import snapshot
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import charts
from jzdesk.reports.chart_list import charts_of
from jzdesk.worker import RENDER_MEMORY
from jzdesk.worker.renderer import Renderer
from tests.exchange import kit
from tests.reports import samples

READY = "import os, sys, json, time; print(json.dumps({'ready': os.getpid()}), flush=True); input()\n"
TOLD = "input(); print(json.dumps({'told': [0, 1]}), flush=True)\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def odd(cache: Path, code: str) -> Renderer:
    """Return a renderer whose child says it is ready and then does as it likes."""
    return Renderer(cache, command=(sys.executable, "-c", READY + code))


def chart_job() -> dict[str, Any]:
    frozen = samples.frozen()
    seen = {"content": frozen.content, "catalogue": frozen.catalogue.to_json(), "draft": False}
    return {"job": "render", "what": "chart_files", "endings": ["png"], **seen}


def test_charts_come_back_byte_for_byte_and_it_tells_how_far_it_is(cache: Path) -> None:
    told: list[Any] = []
    with Renderer(cache) as renderer:
        answer = renderer.ask(chart_job(), told.append)
    made = [base64.b64decode(f["data"]) for f in answer["files"]]
    assert made == [charts.png(c)[0] for c in charts_of(samples.frozen())]
    assert told == [[0, 3], [1, 3], [2, 3]]
    assert any(cache.iterdir()), "what it found out about fonts is kept where it was told to"


def test_an_upload_file_is_packed(cache: Path) -> None:
    content = kit.correction()
    frozen, data = Frozen(content, kit.catalogue()), snapshot.encode(content)
    job = {"job": "pack", "content": content, "bytes": data.decode(), "catalogue": frozen.catalogue.to_json(),
           "seal": None}  # fmt: skip
    with Renderer(cache) as renderer:
        made = base64.b64decode(renderer.ask(job)["data"])
    path = cache.parent / "报.xlsx"
    path.write_bytes(made)
    assert upload.found_at(path, data, frozen.catalogue, None) == upload.SAME


def test_it_reads_nothing_from_outside(cache: Path) -> None:
    with Renderer(cache) as renderer, pytest.raises(WorldError, match="请再试一次"):
        renderer.ask({"job": "read_entry", "path": "x"})


def stop_when_told(renderer: Renderer) -> Callable[[Any], None]:
    def told(_what: Any) -> None:
        threading.Thread(target=renderer.stop).start()

    return told


def test_it_can_be_stopped_from_another_thread(cache: Path) -> None:
    with odd(cache, TOLD + "time.sleep(60)") as renderer:
        with pytest.raises(StoppedError, match="什么都没有改"):
            renderer.ask({}, stop_when_told(renderer))
        assert renderer._child is None


def test_it_can_be_stopped_before_it_has_begun(cache: Path) -> None:
    with odd(cache, TOLD + "time.sleep(60)") as renderer:
        renderer.stop()
        with pytest.raises(StoppedError):
            renderer.ask({})


def test_it_can_be_stopped_while_it_starts(cache: Path) -> None:
    with Renderer(cache, command=(sys.executable, "-c", "import time; time.sleep(60)")) as renderer:
        ended: list[type[Exception]] = []

        def ask() -> None:
            try:
                renderer.ask({})
            except (StoppedError, WorldError) as error:
                ended.append(type(error))

        asking = threading.Thread(target=ask)
        asking.start()
        while renderer._child is None:
            pass
        renderer.stop()
        asking.join(10)
        assert ended == [StoppedError]


@pytest.mark.parametrize(
    "code", ["sys.exit(1)", "input(); os.abort()", "input(); print('no JSON')", "input(); print('{}')"]
)
def test_a_child_that_falls_is_the_world_s_failure(cache: Path, code: str) -> None:
    with odd(cache, code) as renderer:
        with pytest.raises(WorldError, match="请再试一次"):
            renderer.ask({})
        assert renderer._child is None


def test_a_refusal_comes_with_its_own_sentence(cache: Path) -> None:
    with (
        odd(cache, "input(); print(json.dumps({'refused': '不行。'}))") as renderer,
        pytest.raises(RefusedError, match=r"^不行。$"),
    ):
        renderer.ask({})


def test_a_child_that_does_not_start_is_told(cache: Path) -> None:
    with (
        Renderer(cache, command=(sys.executable, "-c", "")) as renderer,
        pytest.raises(WorldError, match="辅助"),
    ):
        renderer.ask({})


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="not run: no /proc to look at a process in")
def test_it_has_a_roof_of_its_own(cache: Path) -> None:
    with Renderer(cache) as renderer:
        child = renderer._started()
        renderer.ask({**chart_job(), "endings": []})
        limits = Path(f"/proc/{child.pid}/limits").read_text("utf-8")
    line = next(line for line in limits.splitlines() if line.startswith("Max address space"))
    assert str(RENDER_MEMORY) in line


def test_jobs_are_lines_of_json() -> None:
    assert "\n" not in json.dumps(chart_job())
