"""The vocabulary of proof-reading: a report as blocks, what it mentions, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.indicators.base import Figure


@dataclass(frozen=True)
class Place:
    """Where something stands: characters [start, end) of the text of one block, counted from 0.

    row and column: the cell of a table block, -1 in a paragraph.
    """

    block: int
    start: int
    end: int
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Block:
    """One paragraph or table of the report, in reading order.

    number: its position in the report, the same as in Place. level: 1 for 一、 2 for （一） and so
    on, 0 for running text. rows: the cells of a table, blank for a paragraph.
    """

    number: int
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.rows)


@dataclass(frozen=True)
class Report:
    """A report as it was read. year: the year it speaks of, None where it does not say."""

    blocks: tuple[Block, ...]
    title: str = ""
    year: int | None = None

    def paragraphs(self) -> Iterator[Block]:
        """The blocks that are no tables."""
        return (block for block in self.blocks if not block.is_table)

    def tables(self) -> Iterator[Block]:
        """The blocks that are tables."""
        return (block for block in self.blocks if block.is_table)


class Role(StrEnum):
    """What a number says of its noun: how many, by how many more, at what rate."""

    LEVEL = "数量"
    CHANGE = "增减"
    RATE = "比率"


@dataclass(frozen=True)
class Mention:
    """One number of the text with the words that say of what it is.

    value: as it is meant, 3.2 万元 is 32000. unit: the measure word or unit behind it (个, 人次, 元,
    %), blank where there is none. noun: the words it counts, as they stand in the text. about: the
    word before it that makes it inexact (约, 近, 余, 超过), blank for an exact number. shift: the
    year it speaks of against the report's own: 0, -1 for 上年, 1 for a plan, None where the text
    names a year that is neither.
    role: CHANGE for 增加3个, RATE for a percentage. lead: the noun further left that a number
    without a whole noun of its own continues (团组7个、21人次; 其中，教学科研类3个). span: the part
    of the year that it speaks of (上半年, 9月), blank for the whole. is_part: behind 其中.
    """

    place: Place
    text: str
    value: Decimal
    unit: str
    noun: str
    sentence: str
    about: str = ""
    shift: int | None = 0
    role: Role = Role.LEVEL
    lead: str = ""
    span: str = ""
    is_part: bool = False


class Verdict(StrEnum):
    """What becomes of a number or a statement."""

    AGREES = "相符"
    DIFFERS = "不符"
    UNKNOWN = "库中无此数"
    UNREAD = "未看懂"


class Kind(StrEnum):
    """Against what a statement was held."""

    RECORDS = "与台账核对"
    SUM = "合计与分项"
    LIST = "列举与计数"
    TABLE = "文字与表格"
    CHANGE = "增减与百分比"
    MEASURE = "人与人次"


@dataclass(frozen=True)
class Reading:
    """One way to understand a mention: what it would have to be.

    figure: the number of the records, None where the report is held against itself. value: what
    it comes to. words: the reading as a sentence for the officer.
    """

    words: str
    value: Decimal | None
    figure: Figure | None = None


@dataclass(frozen=True)
class Finding:
    """One line of the result: a statement, the verdict, and what it should be.

    places: where it stands, the first one is jumped to. said: the words judged. message: a whole
    Chinese sentence. readings: all readings when more than one is possible.
    """

    kind: Kind
    verdict: Verdict
    places: tuple[Place, ...]
    said: str
    message: str
    readings: tuple[Reading, ...] = field(default=())
