"""Tables that others made: what their heads, rows and units mean in a form, as a value that can be changed.

Nothing here reads a file or writes a figure: grids come in, a `Mapping` and the places it gives come out.
"""
