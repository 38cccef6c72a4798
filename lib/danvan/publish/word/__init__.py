"""Reports as Word documents in the format of Decree 30/2020/NĐ-CP, and the numbers of one read back.

`write_docx` fills the office's template (`write_template` makes the first one, to be edited in Word) with a
`publish.document.Document`; each number knows its figure (`inline`), so that `read_numbers` finds it again after
editing. The same document gives the same bytes.
Does not belong here: what a report says (`publish.document` is all that this room knows of it).
"""

from danvan.publish.word.read import read_numbers, read_period
from danvan.publish.word.template import write_template
from danvan.publish.word.write import write_docx

__all__ = ["read_numbers", "read_period", "write_docx", "write_template"]
