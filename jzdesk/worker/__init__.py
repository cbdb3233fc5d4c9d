"""The second process: started warm, given plain data, limited in time and memory, answering in JSON lines."""

MEMORY = 500 * 1024 * 1024
"""Bytes the child that reads may take."""

RENDER = "render"
"""The word by which the child is told that it is to draw and print, not to read."""

RENDER_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space the child that draws may take: its libraries reserve more than they use."""

TOLD = '{"told": '
"""What a line begins with that tells how far the child is; behind it stands what it tells, and a brace."""

FAULT = "fault"
"""The name under which a child answers what may be told of an exception nobody expected."""
