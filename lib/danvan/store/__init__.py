"""The table between the two halves: what was read is written here once, and everything made for people is made of it.

Belongs here: the tables and their types, Parquet files, the manifest that points at them, what was read of each
workbook. Does not belong here: what a cell means (`intake`), what a total means (`analysis`), any printed word.
"""
