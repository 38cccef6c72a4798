"""How each kind of spreadsheet file is opened: bytes in, sheets as plain grids out.

A kind is told by its bytes (`kinds`); each has `read(data) -> (sheets, date1904)`, which refuses what would fill memory
or time before it parses anything. What a container holds beside its values is looked up in `package`, `gridxml`,
`biff`, `filled`, `drawn`, `remarks` and `tags`, gathered in `details`, and told alike whatever the kind: links by
`links` and `tokens`, times by `moments`, letters in Unicode by `lettering`.
Does not belong here: what a cell means.
"""
