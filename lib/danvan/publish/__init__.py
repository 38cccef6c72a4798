"""What people look at: tables, charts, sentences, the workbook of tables, the site.

Every table and chart is defined once and works for one year or several; labels come from the declared form, numbers
from `analysis`, printing from `vietnamese.wording`. A table says how many units it covers and which are missing;
"-" is nothing, "…" is no figure, "x" does not apply, and the three are never mixed up.
Does not belong here: computing a figure, reading a submission, running a notebook.
"""
