"""Workbooks that come and go: the entry workbook, the upload file and its receipt, and the gate before reading."""
