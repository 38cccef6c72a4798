"""Reports as Word documents in the format of Decree 30/2020/NĐ-CP, and what one says read back.

`write_docx` fills the office's template (`write_template` makes the first one, to be edited in Word) with a
`publish.document.Document`; each number knows its figure (`inline`), so that `read_report` finds it again after
editing. The same document gives the same bytes.
Does not belong here: what a report says (`publish.document` is all that this room knows of it).
"""

from danvan.publish.word.read import Read, read_numbers, read_report
from danvan.publish.word.template import write_template
from danvan.publish.word.write import docx_bytes, write_docx

__all__ = ["Read", "docx_bytes", "read_numbers", "read_report", "write_docx", "write_template"]
