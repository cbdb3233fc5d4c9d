"""The help: what is written of pages, states and terms, joined with what the catalogue knows."""
