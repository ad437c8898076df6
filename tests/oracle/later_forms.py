"""The forms from F15 on that are counted again, by code."""

from __future__ import annotations

from collections.abc import Callable

from tests.oracle.adoptions import f19a, f19c, f19d
from tests.oracle.conferences import f15
from tests.oracle.office_year import QUARTERS, f21, f22, f24, f25, ledger
from tests.oracle.papers_with_partners import f16
from tests.oracle.projects import f20
from tests.oracle.schools_together import f18a, f18b, f18c, f19b
from tests.oracle.sent_students import f17a
from tests.oracle.study import f17b, f17c
from tests.oracle.tables import Cells, Tables

LATER_FORMS: dict[str, Callable[[Tables, int], Cells]] = {
    "F15": f15, "F16": f16, "F17a": f17a, "F17b": f17b, "F17c": f17c, "F18a": f18a, "F18b": f18b,
    "F18c": f18c, "F19a": f19a, "F19b": f19b, "F19c": f19c, "F19d": f19d, "F20": f20,
    "F21": f21, "F22": f22, "F23": ledger(QUARTERS),
    **{f"F23-{number}": ledger((name,)) for number, name in enumerate(QUARTERS, 1)},
    "F24": f24, "F25": f25,
}
