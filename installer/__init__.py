"""How the Windows set-up program is made on Linux, and its proof under wine."""
