"""Field kinds: what lists, forms, search, import and export must know about one field.

Each kind is a peewee field that also describes itself. Three forms of a value are kept apart:
as stored (`db_value`), as the program wants it (Python), and as people read and type it
(`show`, `parse`). Every column may be NULL, because a blank is not a zero and an incomplete
record may be kept and marked 待补.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import peewee

from models import cells, partial_date
from models.codes import CodeList
from models.partial_date import OPEN_ENDED, Day, PartialDate
from models.privacy import masked as masked

if TYPE_CHECKING:
    from models.entity import Entity


class Kind:
    """The self-description that all kinds share.

    required: the record is refused while blank. wanted: it is kept but marked 待补.
    in_list: shown as a list column at first. sensitive: masked until asked for.
    """

    name: str
    align_right = False

    def describe(
        self,
        label: str,
        *,
        section: str = "基本信息",
        help: str = "",
        aliases: Sequence[str] = (),
        required: bool = False,
        wanted: bool = False,
        in_list: bool = False,
        searchable: bool = False,
        sensitive: bool = False,
        unit: str = "",
        width: int = 0,
    ) -> None:
        """Keep the description; called once by every kind's constructor."""
        self.label = label
        self.section = section
        self.help = help
        self.aliases = tuple(aliases)
        self.required = required
        self.wanted = wanted or required
        self.in_list = in_list
        self.searchable = searchable
        self.sensitive = sensitive
        self.unit = unit
        self.width = width

    def read(self, record: Entity) -> Any:
        """The stored value of this field, never a query (a link gives its id)."""
        return record.__data__.get(self.name)

    def parse(self, raw: object) -> Any:
        """Turn typed or imported input into a value; blank gives None.

        Raises ValueError with a Chinese reason when the input cannot be meant.
        """
        return cells.text(raw)

    def show(self, value: Any) -> str:
        """The value as people read it; blank for None."""
        return "" if value is None else str(value)

    def mask(self, value: Any) -> str:
        """`show`, with the middle of a sensitive value hidden (AB****34)."""
        shown = self.show(value)
        return masked(shown) if self.sensitive else shown

    def option_words(self) -> Sequence[str]:
        """The words to choose from, or none when anything may be typed."""
        return ()


class Text(Kind, peewee.TextField):
    """One line of text. `compact` removes spaces and full-width forms (numbers of papers)."""

    def __init__(self, label: str, *, compact: bool = False, **options: Any) -> None:
        self.describe(label, **options)
        self.compact = compact
        super().__init__(null=True)

    def parse(self, raw: object) -> str | None:
        """The text without surrounding spaces; None when nothing is left."""
        value = cells.text(raw)
        return cells.compact(value) if value and self.compact else value


class LongText(Text):
    """Several lines of text."""


class Date(Kind, peewee.Field):
    """A day, or only its month or year. `open_ended` also takes 长期."""

    field_type = "TEXT"

    def __init__(self, label: str, *, open_ended: bool = False, **options: Any) -> None:
        self.describe(label, **options)
        self.open_ended = open_ended
        super().__init__(null=True)

    def db_value(self, value: Day | str | None) -> str | None:
        """ISO text of the known parts, so that text order is date order."""
        if value is None or isinstance(value, str):
            return value
        return partial_date.to_text(value)

    def python_value(self, value: str | None) -> Day | None:
        """A `date`, or a `PartialDate` where day or month is unknown."""
        return None if value is None else partial_date.from_text(value)

    def parse(self, raw: object) -> Day | None:
        """Every style of date that registers use; see `cells.date_parts`."""
        if raw is None or isinstance(raw, PartialDate):
            return raw
        if self.open_ended and cells.is_open_ended(raw):
            return OPEN_ENDED
        parts = cells.date_parts(raw)
        return None if parts is None else partial_date.from_parts(*parts)

    def show(self, value: Day | None) -> str:
        """2019-09-02, 2019-09 or 2019; 长期 for an open end."""
        if value is None:
            return ""
        return "长期" if value == OPEN_ENDED else partial_date.to_text(value)

    def begins_by(self, day: date) -> peewee.Expression:
        """SQL: the date may lie on or before `day` (a partial date counts from its first day)."""
        return self <= day.isoformat()

    def reaches(self, day: date) -> peewee.Expression:
        """SQL: the date may lie on or after `day` (a partial date counts to its last day)."""
        return self.concat("~") >= day.isoformat()

    def within(self, start: date, end: date) -> peewee.Expression:
        """SQL: the date may lie between `start` and `end`, both included."""
        return self.reaches(start) & self.begins_by(end)


class Number(Kind, peewee.Field):
    """A count or measure; whole unless `decimals` is given. 0 is a value, blank is not."""

    field_type = "NUMERIC"
    align_right = True

    def __init__(self, label: str, *, decimals: int = 0, **options: Any) -> None:
        self.describe(label, **options)
        self.decimals = decimals
        super().__init__(null=True)

    def parse(self, raw: object) -> int | float | None:
        """Digits with separators and a unit behind (2人, 1,200); ValueError otherwise."""
        value = cells.number(raw)
        if value is None:
            return None
        if self.decimals:
            return round(float(value), self.decimals)
        if value != int(value):
            raise ValueError(f"“{raw}”应为整数")
        return int(value)


class Money(Kind, peewee.Field):
    """An amount in yuan (Decimal), stored in 分 so that sums are exact."""

    field_type = "INTEGER"
    align_right = True

    def __init__(self, label: str, **options: Any) -> None:
        self.describe(label, **{"unit": "元", **options})
        super().__init__(null=True)

    def db_value(self, value: Decimal | int | None) -> int | None:
        """分; rounding half up happens here and nowhere else."""
        if value is None:
            return None
        return int((Decimal(value) * 100).to_integral_value("ROUND_HALF_UP"))

    def python_value(self, value: int | None) -> Decimal | None:
        """Yuan with two decimals."""
        return None if value is None else Decimal(value) / 100

    def parse(self, raw: object) -> Decimal | None:
        """An amount in yuan; 1.2万元 is 12000."""
        try:
            value = cells.number(raw)
        except InvalidOperation as error:
            raise ValueError(f"“{raw}”不是金额") from error
        return None if value is None else value.quantize(Decimal("0.01"))

    def show(self, value: Decimal | None) -> str:
        """With thousands separators, 分 only where there are any."""
        if value is None:
            return ""
        return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


class Flag(Kind, peewee.BooleanField):
    """Yes, no, or not known (blank)."""

    def __init__(self, label: str, *, yes: Sequence[str] = (), **options: Any) -> None:
        self.describe(label, **options)
        self.yes = ("是", "有", "√", "✓", "Y", "YES", "TRUE", "1", *yes)
        self.no = ("否", "无", "×", "✗", "N", "NO", "FALSE", "0", "未")
        super().__init__(null=True)

    def parse(self, raw: object) -> bool | None:
        """是/有/√ or 否/无/× and their kin."""
        if raw is None or isinstance(raw, bool):
            return raw
        word = (cells.text(raw) or "").upper()
        if not word:
            return None
        if word in self.yes:
            return True
        if word in self.no or word.startswith("未"):
            return False
        raise ValueError(f"“{raw}”应填“是”或“否”")

    def show(self, value: bool | None) -> str:
        """是, 否 or blank."""
        return "" if value is None else "是" if value else "否"

    def option_words(self) -> Sequence[str]:
        """是 and 否."""
        return ("是", "否")


class Choice(Kind, peewee.TextField):
    """One of a few words, stored as the word itself. `synonyms` maps what registers write."""

    def __init__(
        self, label: str, options: Sequence[str], *,
        synonyms: dict[str, str] | None = None, **description: Any,
    ) -> None:
        self.describe(label, **description)
        self.options = tuple(options)
        self.synonyms = synonyms or {}
        super().__init__(null=True)

    def parse(self, raw: object) -> str | None:
        """The option meant; ValueError names the options when it is none of them."""
        word = cells.text(raw)
        if word is None:
            return None
        word = self.synonyms.get(word, word)
        if word not in self.options:
            raise ValueError(f"“{word}”不在可选项中：{'、'.join(self.options)}")
        return word

    def option_words(self) -> Sequence[str]:
        """The options in their declared order."""
        return self.options


class Coded(Kind, peewee.TextField):
    """An entry of a code list (国别 …): the code is stored, its name is read and typed."""

    def __init__(self, label: str, codes: Callable[[], CodeList], **options: Any) -> None:
        self.describe(label, **options)
        self._codes = codes
        super().__init__(null=True)

    @property
    def codes(self) -> CodeList:
        """The list, read from resources at first use."""
        return self._codes()

    def parse(self, raw: object) -> str | None:
        """The code of a name, alias or code; ValueError when the list has none such."""
        word = cells.text(raw)
        return None if word is None else self.codes.code_of(word)

    def show(self, value: str | None) -> str:
        """The entry's name; an unknown code is shown as it is."""
        return "" if value is None else self.codes.name_of(value)

    def option_words(self) -> Sequence[str]:
        """All names of the list."""
        return self.codes.names()


class Link(Kind, peewee.ForeignKeyField):
    """A reference to one record of another entity. `part_of`: this record is a line of it."""

    def __init__(
        self, label: str, entity: type[Entity], *,
        part_of: bool = False, backref: str | None = None, **options: Any,
    ) -> None:
        self.describe(label, **options)
        self.part_of = part_of
        super().__init__(entity, null=True, backref=backref or "+", on_delete="RESTRICT")

    def parse(self, raw: object) -> Any:
        """A record or its id; names are resolved by the intake and the editor, not here."""
        return raw

    def show(self, value: Any) -> str:
        """The linked record's own title."""
        if value is None:
            return ""
        record = value if isinstance(value, self.rel_model) else self.rel_model.get_or_none(
            self.rel_model.id == value
        )
        return str(record) if record is not None else ""


class Derived:
    """A column that is computed in SQL from the record's lines (现聘期止), so it sorts and filters.

    `expression` takes the entity class and returns one SQL value per record, in the stored form
    of `like`, an unbound kind that also says how the value is shown.
    """

    def __init__(self, like: Kind, expression: Callable[[Any], Any]) -> None:
        self.like = like
        self.expression = expression
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @property
    def label(self) -> str:
        """The column's header."""
        return self.like.label

    def show(self, value: Any) -> str:
        """The stored form as people read it."""
        python_value = getattr(self.like, "python_value", None)
        return self.like.show(python_value(value) if python_value else value)
