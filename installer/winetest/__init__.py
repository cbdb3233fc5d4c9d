"""What only the proof under wine needs: a Windows of its own, with stand-ins for missing DLLs."""
