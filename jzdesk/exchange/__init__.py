"""Workbooks that come and go: the entry workbook, upload file and receipt, and the gate before reading."""
