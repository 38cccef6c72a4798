"""How each kind of spreadsheet file is opened: bytes in, sheets as plain grids out.

A kind is told by its bytes (`kinds`); each has `read(data) -> (sheets, date1904)`; what one container holds beside its
values is looked up in `package`, `gridxml`, `biff` and `remarks`; old letters become Unicode in `lettering`.
Does not belong here: what a cell means.
"""
