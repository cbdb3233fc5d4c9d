"""A PDF to draw on: the same for every paper, so that the same drawing has the same bytes."""

from __future__ import annotations

from typing import IO, Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

# Streams as they are: letters of the alphabet in their place take a quarter more room, and longer to write
rl_config.useA85 = 0


def paper(stream: IO[bytes], size: tuple[float, float], face: str) -> Any:
    """Return a canvas of this size in points whose first page begins in this face."""
    make: Any = Canvas  # its stubs take a font's name for a number
    canvas = make(
        stream, pagesize=size, pageCompression=1, invariant=1, initialFontName=face,
        initialFontSize=9, lang="zh-CN",
    )  # fmt: skip
    canvas.setCreator("jzdesk")
    canvas.setProducer("jzdesk")
    return canvas
