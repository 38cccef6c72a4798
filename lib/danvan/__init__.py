"""danvan: from the communes' Excel workbooks to traceable tables, charts and reports."""

__version__ = "0.1.0"
