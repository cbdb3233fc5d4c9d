"""What is printed and looked at: reports as plain values, and the writers that put them on paper.

Content comes first, format last: `forms`, `quarterly`, `review`, `blank` and `summary` make a `Document`,
`to_pdf`, `to_docx` and `to_xlsx` write it, `charts` draws what `chart_data` took from a frozen period.
Importing this package loads none of the libraries that the writers need.
"""
