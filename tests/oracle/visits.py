"""F14 from visits and their guests: groups by the delegation's place, guests each by their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.days import inside, year_of
from tests.oracle.places import continent
from tests.oracle.tables import Cells, Record, Tables, live, of

BODIES = ("驻华使领馆", "政府", "院校", "教育机构", "企业", "国际组织", "社会组织", "其他")
PURPOSES = ("友好访问", "科研合作", "学术讲座", "荣誉职称", "其他")
CONTINENTS = ("亚洲", "非洲", "欧洲", "北美洲", "南美洲", "大洋洲", "港澳台")
Place = Callable[[str | None], bool]


def region(code: str | None) -> str | None:
    """外国, 港澳, 台湾 or 国内."""
    near = {"HKG": "港澳", "MAC": "港澳", "TWN": "台湾", "CHN": "国内"}
    return None if code is None else near.get(code, "外国")


def guests(tables: Tables, visit: Record) -> list[str | None]:
    """The place of each guest; who is not named, or without nationality, goes with the group."""
    named = [guest["nationality"] for guest in of(tables, "visitor", "visit", visit["id"])]
    places = [nationality or visit["country"] for nationality in named]
    return places + [visit["country"]] * ((visit["head_count"] or 0) - len(places))


def f14(tables: Tables, year: int) -> Cells:
    """All lines of F14."""
    visits = [v for v in live(tables, "inbound_visit") if inside(v["arrived_on"], year_of(year))]
    cells = Cells()

    def put(key: str, place: Place, field: str = "", value: Any = None) -> None:
        some = [v for v in visits if not field or v[field] == value]
        groups = [v for v in some if place(v["country"])]
        cells.line(key, {
            "groups": len(groups),
            "person_times": sum(place(guest) for v in some for guest in guests(tables, v)),
            "school_level": sum(v["reception_level"] == "校级" for v in groups),
            "high_level": sum(v["is_high_level"] is True for v in groups),
            "agreements": sum(v["agreements_signed"] or 0 for v in groups),
        })

    def outside(code: str | None) -> bool:
        return code != "CHN"

    def foreign(code: str | None) -> bool:
        return region(code) == "外国"

    put("total", outside)
    put("foreign", foreign)
    for kind in (*BODIES, None):
        put(f"body:{kind or 'none'}", foreign, "body_kind", kind)
    for key, name in (("hong_kong_macao", "港澳"), ("taiwan", "台湾"), ("nowhere", None),
                      ("domestic", "国内")):
        put(key, lambda code, name=name: region(code) == name)
    for name in (*CONTINENTS, None):
        put(f"continent:{name or 'none'}",
            lambda code, name=name: outside(code) and continent(code) == name)
    for kind in (*PURPOSES, None):
        put(f"purpose:{kind or 'none'}", outside, "purpose_kind", kind)
    return cells
