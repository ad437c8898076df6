"""The college's own name, as the titles of its registers say it, while nobody has typed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from models import store
from models.entities.office import OfficeProfile
from models.intake.sheet import SheetTable

_NAME = re.compile(r"^\s*([\u4e00-\u9fff]{2,24}?(?:学院|大学|学校))\s*(?:19|20)\d{2}")


def school_name(tables: Iterable[SheetTable]) -> str:
    """The name that stands before the year in the titles; "" when none or several do."""
    found = Counter(
        match[1] for table in tables
        for line in table.title.split("\n") if (match := _NAME.match(line))
    )
    return next(iter(found)) if len(found) == 1 else ""


def keep_school(tables: Iterable[SheetTable]) -> str:
    """Start the office profile with the name, inside the import's batch; "" when it has one."""
    if OfficeProfile.active().exists():
        return ""
    name = school_name(tables)
    if name:
        store.save(OfficeProfile(school_name=name), source="登记表的标题")
    return name
