"""The left half: from a commune's workbook to the rows of the store, and the blank workbook that the commune fills.

Belongs here: opening a spreadsheet that danvan did not write (nothing else does), finding its tables, giving every
cell a role and a value, checking, receiving; and writing the blank workbook, so that its writer and its reader are
neighbours. Does not belong here: what becomes of the rows once they are stored, and anything made for readers.
"""
