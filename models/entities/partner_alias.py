"""又称: another name by which papers and registers call a partner school."""

from __future__ import annotations

from typing import ClassVar

from models.entities.partner_school import PartnerSchool
from models.entity import Entity, FlatColumn
from models.fields import Date, Link, Text


class PartnerAlias(Entity):
    """又称: learned when an import names a school differently and she says which one it is, or
    when two records are merged; it then leads there in imports, when pasting and while typing."""

    label = "又称"
    identity = (("words",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("又称", "words", ("曾用名", "别名", "别称", "校名简称")),
    )

    partner = Link("合作院校", PartnerSchool, part_of=True)
    words = Text("名称", section="又称", required=True, in_list=True, searchable=True, width=220,
                 help="登记表里出现的另一种写法；删除这一行，以后就不再按它认")
    learned_on = Date("记下日期", section="又称", in_list=True)
