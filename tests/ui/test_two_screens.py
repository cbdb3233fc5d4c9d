"""From a screen of 100 % to one of 150 % beside it, and back: nothing moves in the window, all is sharp."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREENS = {
    "synchronousWindowSystemEvents": False, "windowFrameMargins": True,
    "screens": [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": dpi,
         "logicalBaseDpi": 96, "dpr": 1}
        for name, x, width, height, dpi in (("left", 0, 1366, 768, 96), ("right", 1366, 2160, 1215, 144))
    ],
}  # fmt: skip
"""What Qt's screens that nobody sees are told to be."""


@pytest.mark.slow
def test_a_window_that_is_moved_to_a_finer_screen_is_laid_out_the_same_and_sharp(store: Path, tmp_path: Path):
    (tmp_path / "screens.json").write_text(json.dumps(SCREENS))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.ui.moved", str(store), str(tmp_path / "seen.png")],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    screen, _, larger = told.pop()
    assert (screen, round(larger["ratio"], 3)) == ("right", 1.8)
    left, _, width = larger["places"]
    assert abs(left - 40 / 1.2) < 4, "larger letters leave the window where it is on that screen"
    assert abs(width - 1000 / 1.2) < 2
    first = {name: seen["places"] for _, name, seen in told[::3]}
    for screen, name, seen in told:
        wanted = 1.5 if screen == "right" else 1.0
        assert (screen, name, seen["ratio"]) == (screen, name, wanted)
        assert seen["faults"] == [], name
        assert [place[0] for place in seen["places"]] == [place[0] for place in first[name]]
        for place, before in zip(seen["places"], first[name], strict=True):
            # A head or a chart has whole dots: a point or two more or less for each of seven cards
            slack = 14 if name == "charts" else 0
            moved = max(abs(now - was) for now, was in zip(place[1:], before[1:], strict=True))
            assert moved <= slack, f"{name}: {place} on the {screen} screen, {before} on the first"
        assert seen.get("picture", wanted) == wanted, "the charts are drawn for the screen they are on"
