"""The three sets of colours, and which name may be written on which: a test reckons every contrast."""

from __future__ import annotations

from jzdesk.records import dataclass, replace


@dataclass(frozen=True)
class Colours:
    """One set of colours; every set has the same names.

    `line` only divides; `edge` surrounds what can be pressed or typed in, so it must be seen by itself.
    `practice` is the ground where one practises.
    """

    ink: str
    secondary: str
    faint: str
    line: str
    edge: str
    ground: str
    card: str
    quiet: str
    handle: str
    head: str
    accent: str
    accent_deep: str
    accent_ground: str
    on_accent: str
    must: str
    must_ground: str
    explain: str
    explain_ground: str
    good: str
    good_ground: str
    changed: str
    changed_ground: str
    practice: str

    @property
    def practised(self) -> Colours:
        """The same set on the ground where one practises: it is told at a glance from the real one."""
        return replace(self, ground=self.practice)


LIGHT = Colours(
    ink="#1D2733", secondary="#5B6876", faint="#616C77", line="#DFE4E9", edge="#7C8792", ground="#F4F6F8",
    card="#FFFFFF", quiet="#EDF0F3", handle="#7C8792", head="#F2F5F8", accent="#0B6E66",
    accent_deep="#095A54", accent_ground="#E3F1EF", on_accent="#FFFFFF", must="#B3261E",
    must_ground="#FBE9E7", explain="#A35700", explain_ground="#FDF1DF", good="#1F7A3D",
    good_ground="#E6F4EA", changed="#5B3FA0", changed_ground="#EEEAF8", practice="#FCF3E0",
)  # fmt: skip

DARK = Colours(
    ink="#E4E9ED", secondary="#AEB9C3", faint="#96A2AD", line="#333D46", edge="#74808B", ground="#14191E",
    card="#1C2329", quiet="#29323A", handle="#74808B", head="#222A31", accent="#4FC4B7",
    accent_deep="#6AD3C7", accent_ground="#163B38", on_accent="#08211F", must="#FF9A90",
    must_ground="#43211F", explain="#F0B35E", explain_ground="#3D2C12", good="#7BCF95",
    good_ground="#1A3825", changed="#C3A9F7", changed_ground="#32274A", practice="#2B2110",
)  # fmt: skip

HIGH_CONTRAST = Colours(
    ink="#FFFFFF", secondary="#FFFFFF", faint="#E0E0E0", line="#9A9A9A", edge="#FFFFFF", ground="#000000",
    card="#000000", quiet="#1F1F1F", handle="#FFFFFF", head="#141414", accent="#5CE1FF",
    accent_deep="#9BEDFF", accent_ground="#00323D", on_accent="#000000", must="#FF9C94",
    must_ground="#3A0000", explain="#FFD45C", explain_ground="#332600", good="#7CFF9B",
    good_ground="#00330F", changed="#D6B8FF", changed_ground="#24003F", practice="#332600",
)  # fmt: skip

GROUNDS = "card ground head quiet accent_ground must_ground explain_ground good_ground changed_ground"
_INKS = ("ink", "secondary", "faint", "accent", "must", "explain", "good", "changed")
TEXTS = {**dict.fromkeys(_INKS, GROUNDS), "on_accent": "accent accent_deep", "card": "explain ink"}
"""What is written in a colour, and the grounds it is written on: at least 4.5 to 1."""

STROKES = dict.fromkeys(("edge", "handle", "accent", "must", "secondary"), GROUNDS)
"""What surrounds a control, shows the focus or how far something is, and where: at least 3 to 1."""
