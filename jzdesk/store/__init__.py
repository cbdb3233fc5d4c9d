"""The only SQL: one office's figures, their audit trail and what was exchanged, in one file on disk.

`store.Store` is the whole surface; the other modules are its parts.
"""
