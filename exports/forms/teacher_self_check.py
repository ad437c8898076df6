"""F07b 外籍教师聘请工作自查表: answers that only the office can give; zero is an answer, blank is not."""

from __future__ import annotations

from collections.abc import Sequence

from exports.forms.base import AnnualForm, Column, LeadColumn, Row, Typed, Words
from exports.forms.terms import rows_of
from models.indicators import Period

CODE = "F07b"


def rows(period: Period) -> Sequence[Row]:
    """The items as valid in the year, from resources/forms/F07b.csv.

    shared_key: a number that the year's summary asks too (合同纠纷 起); it is typed once.
    """
    return [
        Row(
            item["key"], item["label"], lead=(item["no"], item["label"], item["basis"]),
            cells={
                "result": Typed(item["shared_key"] or f"{CODE}.{item['key']}", item["label"],
                                item["unit"], words=not item["unit"]),
                "unit": Words(item["unit"] or "是/否"),
            },
        )
        for item in rows_of(CODE, period.end.year)
    ]


FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("序号", 6), LeadColumn("自查项目", 40), LeadColumn("依据和说明", 40)),
    columns=lambda _period: (Column("unit", ("单位",), width=9),
                             Column("result", ("自查结果",), width=18)),
    rows=rows,
    scope="国外（港澳台单列）",
)
