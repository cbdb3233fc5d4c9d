"""The second process: started warm, given plain data, limited in time and memory, answering in JSON lines."""

MEMORY = 500 * 1024 * 1024
"""Bytes the child may take."""
