"""The blank workbook of a year, made from the declared form; and the same workbook filled with content.

`book` is the recipe; `edition` says for whom and when; `sheets` draws what people see, with `table` for a table,
`entry` for a cell, `widths` and `paper` for the page, and `guide` for the words to the clerk.
Does not belong here: which units get a workbook, where the files go, or what last year's figures were.
"""

from danvan.intake.template.book import blank, write_workbook
from danvan.intake.template.sheets import Content

__all__ = ["Content", "blank", "write_workbook"]
