"""The numbers before headings, items and appendices, counted by Word and never typed.

    list of headings        list of items         list of appendices
    0  I.                   0  a) b) c) d)        0  Phụ lục I
    1  1.                   1  đ)
    2  1.1.                 2  e)
    3  a) b) c) d)          3  g) h) i)
    4  đ)                   4  k) ... v)
    5  e)                   5  x) y)
    6  g) h) i)             6  -
    7  k) ... v)            7  +
    8  x) y)

Word counts letters as English does: d is followed by e. So the Vietnamese letters are levels of one list, each a run of
neighbours of the Latin alphabet that starts where the one above stops; all stand at the same place of the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.problems import DanvanError
from danvan.publish.document import Block, Heading, Item, Paragraph
from danvan.publish.word.styles import APPENDICES, APPENDIX, HEADING, HEADINGS, INDENT, ITEM, ITEMS, fonts
from danvan.publish.word.xml import el, twips

RUNS = ("abcd", "đ", "e", "ghi", "klmnopqrstuv", "xy")
ALPHABET = "".join(RUNS)
HEADING_LETTERS = 3  # the level of "a)" among the headings


def definitions() -> BaseOxmlElement:
    """The whole of numbering.xml: three lists, and one use of each that the styles name."""
    headings = [
        _level(0, "upperRoman", "%1.", HEADING[0].id, bold=True),
        _level(1, "decimal", "%2.", HEADING[1].id, bold=True),
        _level(2, "decimal", "%2.%3.", HEADING[2].id, bold=True, italic=True),
        *_letters(HEADING_LETTERS, HEADING[3].id, italic=True),
    ]
    dashes = [_level(len(RUNS) + n, "bullet", mark, ITEM[mark].id) for n, mark in enumerate("-+")]
    items = [*_letters(0, ITEM["a)"].id), *dashes]
    appendices = [_level(0, "upperRoman", "Phụ lục %1", APPENDIX.id, bold=True, indent=False)]
    lists = {HEADINGS: headings, ITEMS: items, APPENDICES: appendices}
    return el(
        "numbering",
        *(_list(number, levels) for number, levels in lists.items()),
        *(el("num", el("abstractNumId", val=number), numId=number) for number in lists),
    )


def _list(number: int, levels: list[BaseOxmlElement]) -> BaseOxmlElement:
    kind = el("multiLevelType", val="multilevel")
    return el("abstractNum", el("nsid", val=f"DA20{number:04d}"), kind, *levels, abstractNumId=number)


def _letters(first: int, style: str, **shape: bool) -> Iterator[BaseOxmlElement]:
    """The levels from `first` on that say a), b) ... y); the first is that of the style."""
    for level, letters in enumerate(RUNS, start=first):
        text = f"%{level + 1})" if letters != "đ" else "đ)"
        start = 1 if letters == "đ" else ord(letters[0]) - ord("a") + 1
        yield _level(level, "lowerLetter", text, style if level == first else "", start=start, **shape)


def _level(
    level: int,
    form: str,
    text: str,
    style: str,
    *,
    start: int = 1,
    bold: bool = False,
    italic: bool = False,
    indent: bool = True,
) -> BaseOxmlElement:
    """One level of a list: its number in the first line of a paragraph, a space behind."""
    made = el("lvl", el("start", val=start), el("numFmt", val=form), ilvl=level)
    if style:
        made.append(el("pStyle", val=style))
    made.append(el("suff", val="space" if indent else "nothing"))
    made.extend([el("lvlText", val=text), el("lvlJc", val="left")])
    made.append(el("pPr", el("ind", left=0, firstLine=twips(INDENT) if indent else 0)))
    shape = [el(name) for wanted, names in ((bold, ("b", "bCs")), (italic, ("i", "iCs"))) if wanted for name in names]
    made.append(el("rPr", fonts(), *shape))
    return made


def letter_numbers(blocks: Sequence[Block]) -> list[int | None]:
    """For each block its number among the letters of its list, 0 for a); None where it has no letter.

    Letters of headings begin anew below each higher heading, those of items after each heading or paragraph.
    """
    numbers: list[int | None] = []
    heading = item = 0
    for block in blocks:
        lettered: int | None = None
        if isinstance(block, Heading) and block.level == len(HEADING):
            lettered, heading = heading, heading + 1
        elif isinstance(block, Heading):
            heading = 0
        if isinstance(block, Heading | Paragraph):
            item = 0
        if isinstance(block, Item) and block.mark == "a)":
            lettered, item = item, item + 1
        numbers.append(lettered)
    return numbers


def level_of(letter: int) -> int:
    """How many levels below "a)" the letter with this number stands; DanvanError where the alphabet has ended."""
    if letter >= len(ALPHABET):
        raise DanvanError(f"Một danh sách có {letter + 1} điểm, chỉ đánh được đến {ALPHABET[-1]}); hãy chia danh sách.")
    return next(level for level, letters in enumerate(RUNS) if ALPHABET[letter] in letters)


def new_list(numbering: Any, num_id: int) -> int:
    """Another use of the list that `num_id` is one of, counting from a) again; its id."""
    used = next(num for num in numbering.num_lst if num.numId == num_id)
    made = numbering.add_num(used.abstractNumId.val)
    made.add_lvlOverride(0).add_startOverride(1)
    return int(made.numId)


def roman(number: int) -> str:
    """A number as Word counts headings and appendices: 4 is "IV"."""
    said = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        said += letters * (number // value)
        number %= value
    return said
