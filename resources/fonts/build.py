r"""Build the fonts that PDFs and charts embed. Run by hand; the results are committed.

Needs fontTools 4.68.0 and four sources. Get them in an empty folder:

    pip install fonttools==4.68.0
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    mkdir serif sans
    tar -xzf expo-google-fonts-noto-serif-sc-0.4.3.tgz -C serif
    tar -xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz -C sans
    apt-get install unicode-data    (Debian; version 15.0.0-1 was used)
    apt-get install fonts-lxgw-wenkai    (Debian; version 1.250+repack-1 was used)

Then:

    python build.py --serif serif/package --sans sans/package \
        --unihan /usr/share/unicode/Unihan_OtherMappings.txt.bz2 \
        --kai /usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf

Writes four .ttf files, OFL.txt and characters.txt (what may be printed) beside this script (or into --out),
and prints size, SHA-256 and the characters that remain missing. The same sources and the same fontTools give
the same bytes.

What changes against the source: only the needed characters stay and all layout tables go; 0-9 get one
width; U+2014 becomes a full-width dash, two of which join; characters that shared an outline get one each,
so that a PDF made by glyph number still copies as the right text; what the source lacks is drawn from its
own outlines; the names change. 楷体 is for headings alone and has the 3,755 common characters of GB 2312.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import json
import math
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import fontTools
from fontTools.misc.transform import Identity, Transform
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

PACKAGE_VERSION = "0.4.3"
FONTTOOLS_VERSION = "4.68.0"
REVISION = 1
DATE = 3_850_070_400  # 2026-01-01, in seconds since 1904: written into every file instead of the clock

DIGITS = "0123456789"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
SUBSCRIPT_BASELINE = -140
FIGURE_SPACE = 0x2007
SOFT_HYPHEN = 0x00AD
RARE = "〇𬭼䶮龘"

# Taken as far as the source has them. The symbols of GB 2312 and GBK and those of PROMISED are taken in any
# case, and
# reported if they are missing.
RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2000, 0x22FF),  # punctuation, sub- and superscripts, letterlike, Roman numerals, arrows, mathematics
    (0x2460, 0x266F),  # enclosed numbers, lines, blocks, shapes, signs
    (0x2700, 0x27BF),  # ticks and dingbats
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3220, 0x325F),  # bracketed and circled Chinese numbers, 21-35
    (0x3280, 0x32BF),  # circled Chinese, 36-50
    (0x3380, 0x33DF),  # units
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
)
PROMISED = (
    "％℃±×÷≤≥≈≠−–—…·•²³¹µμ→←↑↓■□◆◇●○▲△▼▽★☆✓✔✗✎☐☑☒〓〔〕【】《》〈〉「」『』‘’“”§°‰㎡㎥㎏㎎㎝№￥¥"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ⁺⁻ⁿ₊₋ₓ" + SUPERSCRIPTS + SUBSCRIPTS + RARE
)


@dataclass(frozen=True)
class Cut:
    """One font to build: where it comes from and what it is called."""

    file: str
    family: str
    package: str
    weight: str
    heavier: str  # small digits are scaled from this weight, so that they do not look thin
    tick: str  # the tick in a box comes from this weight
    full: bool  # the whole national table, or GB 2312 only

    @property
    def postscript(self) -> str:
        """Return the name without spaces, which is that of the file."""
        return self.file.removesuffix(".ttf")


CUTS = (
    Cut("JZSong-Regular.ttf", "JZ Song", "Serif", "400Regular", "600SemiBold", "900Black", full=True),
    Cut("JZSong-Bold.ttf", "JZ Song Bold", "Serif", "700Bold", "900Black", "900Black", full=False),
    Cut("JZHei-Medium.ttf", "JZ Hei", "Sans", "500Medium", "700Bold", "500Medium", full=True),
)

KAI, KAI_FILE = "JZ Kai", "JZKai-Regular.ttf"
KAI_SIGNS = "（）、，。：；！？“”‘’《》〈〉—…·"
KAI_SOURCE = "LXGW WenKai"
KAI_RESERVED = '  with Reserved Font Names "霞鹜" and "LXGW"'


# Characters


def national_table(unihan: Path) -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表."""
    opener = bz2.open if unihan.suffix == ".bz2" else open
    with opener(unihan, "rt", encoding="utf-8") as lines:
        found = {int(line.split("\t")[0].removeprefix("U+"), 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise SystemExit(f"{unihan} has {len(found)} characters with kTGH; 8,105 were expected")
    return found


def double_bytes(codec: str, leads: range, trails: range) -> set[int]:
    """Return what a Chinese double-byte encoding holds in a rectangle of its code table."""
    pairs = (bytes([lead, trail]).decode(codec, "ignore") for lead in leads for trail in trails)
    return {ord(pair) for pair in pairs if len(pair) == 1}


def gb2312_han() -> set[int]:
    """Return the 6,763 Chinese characters of GB 2312."""
    return double_bytes("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))


def common_han() -> set[int]:
    """Return the 3,755 most common Chinese characters, the first level of GB 2312."""
    return double_bytes("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))


def coded_symbols() -> set[int]:
    """Return the characters of GB 2312 and GBK that are not Chinese writing, and those promised."""
    coded = double_bytes("gb2312", range(0xA1, 0xAA), range(0xA1, 0xFF))
    coded |= double_bytes("gbk", range(0xA1, 0xAA), range(0xA1, 0xFF))
    coded |= double_bytes("gbk", range(0xA8, 0xAA), range(0x40, 0xA1))
    return coded | set(map(ord, PROMISED))


# The font as a whole


def subset(font: TTFont, wanted: set[int]) -> None:
    """Throw away everything but the outlines of the characters wanted."""
    options = Options()
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    options.notdef_outline = True
    options.glyph_names = False
    options.legacy_cmap = False
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def write_cmap(font: TTFont, mapping: dict[int, str]) -> None:
    """Replace the character map: one table for the BMP, one for all."""
    tables = []
    for encoding, form, last in ((1, 4, 0xFFFF), (10, 12, 0x10FFFF)):
        table = CmapSubtable.newSubtable(form)
        table.platformID, table.platEncID, table.language = 3, encoding, 0
        table.cmap = {code: name for code, name in sorted(mapping.items()) if code <= last}
        tables.append(table)
    font["cmap"].tables = tables


def rename(font: TTFont, family: str, postscript: str, changed: str) -> None:
    """Give the font its own names; copyright, trademark, designers and licence stay as they were."""
    names = font["name"]
    origin, version = names.getDebugName(16) or names.getDebugName(1), names.getDebugName(5).split(";")[0]
    kept = {key: names.getDebugName(key) for key in (0, 7, 9, 13, 14)}
    number = version.removeprefix("Version ")
    new = {
        1: family,
        2: "Regular",
        3: f"{number};{REVISION};{postscript}",
        4: family,
        5: f"Version {number}; jzdesk {REVISION}",
        6: postscript,
        10: f"Modified from {origin} {number} for jzdesk: {changed}.",
    }
    names.names = []
    for key, text in sorted((kept | new).items()):
        names.setName(text, key, 3, 1, 0x409)


def stamp(font: TTFont) -> None:
    """Set what must not depend on the clock, and the flags that follow from the new names.

    Every family has one style, Regular; with any other weight than 400 matplotlib would warn of a substitute.
    """
    head, metrics = font["head"], font["OS/2"]
    head.created = head.modified = DATE
    head.macStyle = 0
    metrics.fsSelection = 1 << 6
    metrics.usWeightClass = 400
    metrics.achVendID = "NONE"
    metrics.recalcUnicodeRanges(font)


# Outlines

Box = tuple[int, int, int, int]  # left, bottom, right, top


class Bench:
    """A font under work: its outlines by character, to be changed, copied and added to."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.glyphs = font["glyf"]
        self.widths = font["hmtx"]
        self.names: dict[int, str] = dict(font.getBestCmap())

    def box(self, char: str) -> Box:
        """Return what a character's outline fills."""
        glyph = self.glyphs[self.names[ord(char)]]
        glyph.recalcBounds(self.glyphs)
        return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax

    def width(self, char: str) -> int:
        """Return a character's advance."""
        return self.widths[self.names[ord(char)]][0]

    def trace(self, char: str, pen: AbstractPen, move: Transform) -> None:
        """Draw a character's outline, moved, with another pen."""
        self.glyphs[self.names[ord(char)]].draw(TransformPen(pen, move), self.glyphs)

    def put(self, code: int, pen: TTGlyphPen, width: int) -> None:
        """Let a character have the outline drawn; a new one if it had none or shared it."""
        name = self.names.get(code)
        if name is None or list(self.names.values()).count(name) > 1:
            name = f"jz{code:04X}"
        glyph = pen.glyph()
        glyph.recalcBounds(self.glyphs)
        self.glyphs[name] = glyph  # appends to the glyph order when the name is new
        self.widths[name] = (width, getattr(glyph, "xMin", 0))
        self.names[code] = name

    def copy(self, code: int, char: str, move: Transform = Identity, width: int | None = None) -> None:
        """Give a character the outline of another, moved."""
        pen = TTGlyphPen(None)
        self.trace(char, pen, move)
        self.put(code, pen, self.width(char) if width is None else width)

    def unshare(self) -> None:
        """Give every character an outline of its own."""
        seen: set[str] = set()
        for code, name in sorted(self.names.items()):
            if name in seen:
                self.names[code] = own = f"jz{code:04X}"
                self.glyphs[own], self.widths[own] = deepcopy(self.glyphs[name]), self.widths[name]
            seen.add(name)


def even_digits(bench: Bench) -> None:
    """Give 0-9 and the figure space the width of 0, each digit in the middle of it."""
    width = bench.width("0")
    for digit in DIGITS:
        bench.copy(ord(digit), digit, Transform(dx=round((width - bench.width(digit)) / 2)), width)
    bench.put(FIGURE_SPACE, TTGlyphPen(None), width)


def join_dash(bench: Bench) -> None:
    """Make the Chinese dash as wide as its square and a little over, so that two of them join."""
    left, _, right, _ = bench.box("―")
    scale = 1010 / (right - left)
    bench.copy(ord("—"), "―", Transform(xx=scale, dx=-5 - left * scale), 1000)


def draw_scripts(bench: Bench, heavy: Bench) -> None:
    """Add the sub- and superscripts that are missing, after the model of the source's own ²."""
    left, low, right, high = bench.box("²")
    heavy_left, _, heavy_right, heavy_high = heavy.box("2")
    across, up, width = (
        (right - left) / (heavy_right - heavy_left),
        (high - low) / heavy_high,
        bench.width("²"),
    )
    drop = SUBSCRIPT_BASELINE - low

    def add(target: str, model: str, base: float, advance: int) -> None:
        pen = TTGlyphPen(None)
        side = (advance - heavy.width(model) * across) / 2
        heavy.trace(model, pen, Transform(across, 0, 0, up, side, base))
        bench.put(ord(target), pen, advance)

    for digit, above, below in zip(DIGITS, SUPERSCRIPTS, SUBSCRIPTS, strict=True):
        if ord(above) not in bench.names:
            add(above, digit, low, width)
        bench.copy(ord(below), above, Transform(dy=drop))
    for model, above, below in (("+", "⁺", "₊"), ("−", "⁻", "₋"), ("n", "ⁿ", ""), ("x", "", "ₓ")):
        advance = round(heavy.width(model) * across)
        if above:
            add(above, model, low, advance)
        if below:
            add(below, model, SUBSCRIPT_BASELINE, advance)


def draw_boxes(bench: Bench, heavy: Bench, ticks: Bench) -> None:
    """Add the boxes to tick, whose marks must still be plain on a photocopy, and the ticks that go alone."""
    bench.copy(ord("☐"), "□")
    square, width = bench.box("□"), bench.width("□")
    ticked, crossed = TTGlyphPen(None), TTGlyphPen(None)
    for pen in (ticked, crossed):
        bench.trace("□", pen, Identity)
    place = centred(ticks.box("✓"), square, 0.8)
    for across in (-14, 0, 14):  # thicker, by drawing it side by side
        ticks.trace("✓", ticked, Transform(dx=across).transform(place))
    draw_cross(crossed, square)
    bench.put(ord("☑"), ticked, width)
    bench.put(ord("☒"), crossed, width)
    for target, mark, owner in (("✔", "✓", heavy), ("✗", "×", bench)):
        pen = TTGlyphPen(None)
        owner.trace(mark, pen, Identity)
        bench.put(ord(target), pen, owner.width(mark))


def centred(inner: Box, outer: Box, share: float) -> Transform:
    """Return the move that brings one box into the middle of another, filling a share of its height."""
    scale = share * (outer[3] - outer[1]) / (inner[3] - inner[1])
    across, up = ((outer[i] + outer[i + 2] - scale * (inner[i] + inner[i + 2])) / 2 for i in (0, 1))
    return Transform(scale, 0, 0, scale, across, up)


def draw_cross(pen: TTGlyphPen, box: Box) -> None:
    """Draw a cross in the middle of a box; the serif multiplication sign is too thin in every weight."""
    middle = Transform().translate((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    far, thick = 0.4 * (box[2] - box[0]), 32
    for quarter in (1, -1):
        bar = [(-far, -thick), (-far, thick), (far, thick), (far, -thick)]
        draw_shape(pen, bar, middle.rotate(quarter * math.pi / 4))


def draw_shape(pen: TTGlyphPen, points: Sequence[tuple[float, float]], move: Transform) -> None:
    """Draw a closed shape with straight sides, moved: clockwise fills, the other way cuts out."""
    first, *rest = (move.transformPoint(point) for point in points)
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()


def draw_pencil(bench: Bench) -> None:
    """Add ✎, pointing to the lower right, with lines as thick as those of □."""
    along = Transform().translate(500, 380).rotate(-math.pi / 4)
    line, half, back, neck, tip = 40, 120, -480, 290, 500
    band, lead = back + 130, neck + 0.6 * (tip - neck)
    slope = half / (tip - neck)  # how fast the point narrows
    inside = half - line
    turn = neck + line * (math.hypot(slope, 1) - 1) / slope  # where the inner edges meet
    outer = [(back, -half), (back, half), (neck, half), (tip, 0), (neck, -half)]
    rubber = [(back + line, inside), (back + line, -inside), (band, -inside), (band, inside)]
    wood = [(turn, -inside), (lead, -0.4 * inside), (lead, 0.4 * inside), (turn, inside)]
    pen = TTGlyphPen(None)
    for points in (outer, rubber, [(band + line, inside), (band + line, -inside), *wood]):
        draw_shape(pen, points, along)
    bench.put(ord("✎"), pen, 1000)


# The files


def source(packages: dict[str, Path], package: str, weight: str) -> TTFont:
    """Open one font of the two packages."""
    path = packages[package] / weight / f"Noto{package}SC_{weight}.ttf"
    return TTFont(path, recalcTimestamp=False)


def build(cut: Cut, packages: dict[str, Path], required: set[int]) -> TTFont:
    """Return a finished font."""
    font = source(packages, cut.package, cut.weight)
    optional = {code for first, last in RANGES for code in range(first, last + 1)} - {SOFT_HYPHEN}
    subset(font, required | optional)
    bench = Bench(font)
    heavy, ticks = (Bench(source(packages, cut.package, weight)) for weight in (cut.heavier, cut.tick))
    bench.unshare()
    even_digits(bench)
    join_dash(bench)
    draw_scripts(bench, heavy)
    draw_boxes(bench, heavy, ticks)
    draw_pencil(bench)
    write_cmap(font, bench.names)
    rename(font, cut.family, cut.postscript, "subset, equal digits, some symbols drawn, new name")
    stamp(font)
    return font


def build_kai(path: Path) -> TTFont:
    """Return 楷体 for the headings of official documents; what it lacks is set in the body's face."""
    font = TTFont(path, recalcTimestamp=False)
    subset(font, common_han() | set(range(0x20, 0x7F)) | set(map(ord, KAI_SIGNS)))
    bench = Bench(font)
    bench.unshare()
    write_cmap(font, bench.names)
    rename(font, KAI, KAI_FILE.removesuffix(".ttf"), "subset, new name")
    stamp(font)
    return font


def licence(packages: dict[str, Path], kai: TTFont) -> str:
    """Return the licence as shipped, under the copyright lines of both packages and of the fonts."""
    lines: list[str] = []
    for package, path in packages.items():
        weight = next(cut.weight for cut in CUTS if cut.package == package)
        head = (path / "LICENSE_FONT").read_text(encoding="utf-8").split("-----")[0]
        lines.append(f"Noto {package} SC")
        lines += [f"  {line}" for line in head.splitlines() if line.startswith("Copyright")]
        lines += [f"  {source(packages, package, weight)['name'].getDebugName(0)}", ""]
    lines += [
        KAI_SOURCE,
        *(f"  {line}" for line in kai["name"].getDebugName(0).splitlines()),
        KAI_RESERVED,
        "",
    ]
    shipped = (packages["Sans"] / "LICENSE_FONT").read_text(encoding="utf-8")
    body = shipped[shipped.index("This Font Software") :]
    notice = (
        "JZ Song, JZ Song Bold, JZ Hei and JZ Kai are Modified Versions of these fonts "
        "and stay under the same licence."
    )
    return "\n".join([*lines, notice, "", *(line.rstrip() for line in body.splitlines())]) + "\n"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Build the fonts that PDFs and charts embed.")
    parser.add_argument("--serif", type=Path, required=True, help="unpacked package noto-serif-sc")
    parser.add_argument("--sans", type=Path, required=True, help="unpacked package noto-sans-sc")
    parser.add_argument("--unihan", type=Path, required=True, help="Unihan_OtherMappings.txt, may be .bz2")
    parser.add_argument("--kai", type=Path, required=True, help="LXGWWenKai-Regular.ttf")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    return parser.parse_args()


def main() -> None:
    """Build everything and say what came out."""
    given = arguments()
    packages = {"Serif": given.serif, "Sans": given.sans}
    for path in packages.values():
        version = json.loads((path / "package.json").read_text(encoding="utf-8"))["version"]
        if version != PACKAGE_VERSION:
            raise SystemExit(f"{path} is version {version}; {PACKAGE_VERSION} was expected")
    if fontTools.version != FONTTOOLS_VERSION:
        print(f"fontTools is {fontTools.version}, not {FONTTOOLS_VERSION}: the bytes may differ")
    table = national_table(given.unihan)
    given.out.mkdir(parents=True, exist_ok=True)
    kai = build_kai(given.kai)
    (given.out / "OFL.txt").write_bytes(licence(packages, kai).encode())
    kai.save(given.out / KAI_FILE)
    printable: set[int] = set()
    for cut in CUTS:
        required = coded_symbols() | gb2312_han() | (table if cut.full else set())
        font = build(cut, packages, required)
        font.save(given.out / cut.file)
        data, has = (given.out / cut.file).read_bytes(), font.getBestCmap()
        printable |= has.keys()
        print(f"{cut.file}  {len(data):,} bytes  {len(has):,} characters")
        print(f"  SHA-256 {hashlib.sha256(data).hexdigest()}")
        print(f"  missing: {''.join(chr(code) for code in sorted(required - has.keys())) or 'nothing'}")
    (given.out / "characters.txt").write_bytes("".join(map(chr, sorted(printable))).encode())


if __name__ == "__main__":
    main()
