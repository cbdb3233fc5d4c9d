"""The face of a 累计 that may be typed over: the quarter is entered by it."""

from __future__ import annotations

from dataclasses import replace

from jzdesk.desk import to_date
from jzdesk.desk.cell_states import REFUSED
from jzdesk.models.entry import Key
from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.scene import Scene
from jzdesk.words import say


def over(scene: Scene, key: Key, face: Face, edit: str) -> Face:
    """Return the face of a 累计: as it is, or where it may be typed over with a hint or what was refused."""
    refused = scene.refused.get(key)
    if refused is not None:
        return replace(
            face, text=refused.text, to_date=True, tone=REFUSED, signs=(REFUSED,), faint=False,
            edit=refused.text, tip=refused.sentence,
        )  # fmt: skip
    if not to_date.takes(scene.sheet, key, editable=scene.editable):
        return face
    return replace(face, to_date=True, edit=edit, tip=say("ui.to_date.hint"))
