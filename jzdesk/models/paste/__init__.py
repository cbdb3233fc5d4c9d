"""A block copied from Excel, WPS or LibreOffice: what it holds, and which cells of a form it is for."""
