"""F03 高基371 and F05 from stays, people and status changes: who came, is here, and left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.days import Span, first, inside, last, school_year_to, year_of
from tests.oracle.influence import foreign_stays, studied_in
from tests.oracle.places import REGIONS, continent, funding_row
from tests.oracle.tables import Cells, Record, Tables, by_id, live, of

OF_KIND = {"学历生": "01", "语言生": "05", "交换生": "06", "进修生": "06", "短期生": "10",
           "实习生": "10", "预科生": "09"}
ROWS = {"01": "专科", "02": "本科", "03": "硕士研究生", "04": "博士研究生"}
CODES = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10")
CONTINENTS = ("亚洲", "非洲", "欧洲", "北美洲", "南美洲", "大洋洲")
FUNDINGS = ("国际组织资助", "中国政府资助", "本国政府资助", "学校间交换", "自费")
AWAY = ("休学", "退学", "转学", "毕业", "结业")
LISTED = 15
Keep = Callable[[Record], bool]


def category(stay: Record) -> str | None:
    """JY/T 1001: the code as recorded, else what the kind of study means."""
    return stay["category"] or OF_KIND.get(stay["study_kind"] or "")


def group(stay: Record) -> str | None:
    """学历 or 培训; None where nobody knows."""
    code = category(stay)
    return None if code is None else "学历" if code in ROWS else "培训"


def newest(stays: Iterable[Record]) -> dict[int, Record]:
    """The last stay of each student."""
    found: dict[int, Record] = {}
    for stay in sorted(stays, key=lambda s: (s["enrolled_from"], s["id"])):
        found[stay["student"]] = stay
    return found


def possible_stays(tables: Tables) -> list[Record]:
    """Stays of those who count as foreign, people without nationality (未归类) included."""
    people = by_id(tables, "international_student")
    unknown = [
        stay for stay in live(tables, "enrolment") if stay["student"] in people
        and people[stay["student"]]["nationality"] is None
        and people[stay["student"]]["is_overseas_chinese"] is not True
    ]
    return sorted([*foreign_stays(tables), *unknown], key=lambda s: s["id"])


def near_stays(tables: Tables) -> list[Record]:
    """Stays of 港澳台 students and overseas Chinese."""
    people = by_id(tables, "international_student")
    return [
        stay for stay in live(tables, "enrolment") if stay["student"] in people
        and (people[stay["student"]]["nationality"] in REGIONS
             or people[stay["student"]]["is_overseas_chinese"] is True)
    ]


def is_struck_off(tables: Tables, stay: Record, day: date) -> bool:
    """The last change of status by the day took the student away, or 休学 stands undated."""
    changes = [
        c for c in of(tables, "status_change", "student", stay["student"])
        if c["kind"] in (*AWAY, "复学") and last(c["happened_on"]) >= first(stay["enrolled_from"])
    ]
    by_day = [c for c in changes if first(c["happened_on"]) <= day]
    if by_day:
        newest_change = max(by_day, key=lambda c: (c["happened_on"], c["id"]))
        return newest_change["kind"] in AWAY
    return not changes and stay["outcome"] == "休学"


def registered(tables: Tables, stays: list[Record], day: date) -> list[Record]:
    """在册 on a day, each student once with the last stay of that day."""
    here = newest(s for s in stays if studied_in(s, Span(day, day)))
    return [stay for stay in here.values() if not is_struck_off(tables, stay, day)]


def _persons(stays: list[Record]) -> list[Record]:
    """学历 by 人 (the last stay of each), 培训 by 人次."""
    degree = newest(s for s in stays if group(s) == "学历")
    return [*degree.values(), *(s for s in stays if group(s) != "学历")]


def season(stay: Record) -> str | None:
    """As recorded, else February to July is spring."""
    if stay["intake"] or len(stay["enrolled_from"]) == 4:
        return str(stay["intake"]) if stay["intake"] else None
    return "春季" if "02" <= stay["enrolled_from"][5:7] <= "07" else "秋季"


def study_year(stay: Record, day: date) -> int:
    """Which year since coming, five and more as five."""
    begin = first(stay["enrolled_from"])
    whole = day.year - begin.year - ((day.month, day.day) < (begin.month, begin.day))
    return min(whole + 1, 5)


def arrivals(year: int) -> Span:
    """From the day after last year's 时点 to this year's."""
    return Span(date(year - 1, 9, 1) + timedelta(days=1), date(year, 9, 1))


def f03(tables: Tables, year: int) -> Cells:
    """All rows of F03."""
    people, cells = by_id(tables, "international_student"), Cells()
    stays, day, past = possible_stays(tables), date(year, 9, 1), school_year_to(year)
    came = _persons([s for s in stays if inside(s["enrolled_from"], arrivals(year))])
    here = registered(tables, stays, day)
    columns: dict[str, list[Record]] = {
        "graduates": _persons([
            s for s in stays if s["outcome"] in ("毕业", "结业")
            and inside(s["graduated_on"] or s["enrolled_until"], past)]),
        "degrees": _persons([s for s in stays if inside(s["degree_on"], past)]),
        "intake": came, "spring": [s for s in came if season(s) == "春季"], "stock": here,
        **{f"year{n}": [s for s in here if study_year(s, day) == n] for n in range(1, 6)},
    }

    def put(row: str, keep: Keep) -> None:
        cells.line(row, {name: sum(map(keep, some)) for name, some in columns.items()})

    put("total", lambda _: True)
    put("women", lambda s: people[s["student"]]["sex"] == "女")
    for key, name in (("degree", "学历"), ("training", "培训"), ("row:none", None)):
        put(key, lambda s, name=name: group(s) == name)
    for code, name in ROWS.items():
        put(f"row:{name}", lambda s, code=code: category(s) == code)
    for place in (*CONTINENTS, None):
        put(f"continent:{place or 'none'}", lambda s, place=place: continent(
            people[s["student"]]["nationality"]) == place)
    for row in (*FUNDINGS, None):
        put(f"funding:{row or 'none'}", lambda s, row=row: funding_row(s["funding"]) == row)
    cells["note0", "note"] = len(registered(tables, near_stays(tables), day))
    return cells


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """A share with two places, half up."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


class _Bulletin:
    """One year's people of the bulletin, each with the last stay of the year."""

    def __init__(self, tables: Tables, year: int) -> None:
        self.people = by_id(tables, "international_student")
        self.span, self.stays = year_of(year), possible_stays(tables)
        self.every = [s for s in self.stays if studied_in(s, self.span)]
        self.here = list(newest(self.every).values())

    def country(self, stay: Record) -> str | None:
        """Where the student of a stay comes from."""
        found: str | None = self.people[stay["student"]]["nationality"]
        return found

    def five(self, stay: Record) -> str | None:
        """洲别, the Americas as one."""
        found = continent(self.country(stay))
        return "美洲" if found in ("北美洲", "南美洲") else found

    def number(self, keep: Keep) -> int:
        """People whose stay of the year is such."""
        return sum(map(keep, self.here))

    def new(self) -> int:
        """Came this year, each once."""
        return len({s["student"] for s in self.stays if inside(s["enrolled_from"], self.span)})

    def graduated(self) -> int:
        """Left with 毕业 or 结业 this year, each once."""
        return len({s["student"] for s in self.stays if s["outcome"] in ("毕业", "结业")
                    and inside(s["enrolled_until"], self.span)})


def simple_funding(stay: Record) -> str | None:
    """中国政府奖学金 is the code 21 alone; whoever pays otherwise, the bulletin says 自费."""
    return None if stay["funding"] is None else "scholarship" if stay["funding"] == "21" else "own"


def _countries(now: _Bulletin, before: _Bulletin) -> tuple[list[str], set[str]]:
    """The first fifteen by number, then by code; and all the others of both years."""
    known = [c for s in now.here if (c := now.country(s))]
    ranked = sorted(set(known), key=lambda c: (-known.count(c), c))
    gone = {c for s in before.here if (c := before.country(s))} - set(known)
    return ranked[:LISTED], set(ranked[LISTED:]) | gone


def f05(tables: Tables, year: int) -> Cells:
    """All rows of F05."""
    now, before, cells = _Bulletin(tables, year), _Bulletin(tables, year - 1), Cells()
    whole = len(now.here)

    def line(row: str, this: int, last_year: int, *, growth: bool = True) -> None:
        cells.line(row, {"this": this, "last": last_year, "change": this - last_year})
        if last_year and growth:
            cells[row, "growth"] = percent(this - last_year, last_year)
        if whole:
            cells[row, "share"] = percent(this, whole)

    def put(row: str, keep: Callable[[_Bulletin, Record], bool]) -> None:
        line(row, now.number(lambda s: keep(now, s)), before.number(lambda s: keep(before, s)))

    put("total", lambda _year, _stay: True)
    put("women", lambda year, s: year.people[s["student"]]["sex"] == "女")
    line("new", now.new(), before.new())
    line("graduated", now.graduated(), before.graduated())
    for name in ("亚洲", "非洲", "欧洲", "美洲", "大洋洲", None):
        put(f"continent:{name or 'none'}", lambda year, s, name=name: year.five(s) == name)
    listed, others = _countries(now, before)
    for code in (*listed, None):
        put(f"country:{code or 'none'}", lambda year, s, code=code: year.country(s) == code)
    if others:
        line("country:others", now.number(lambda s: now.country(s) in others),
             before.number(lambda s: before.country(s) in others), growth=False)
    for key, value in (("学历", "学历"), ("培训", "培训"), ("none", None)):
        put(f"group:{key}", lambda _year, s, value=value: group(s) == value)
    for code in CODES:
        put(f"category:{code}", lambda _year, s, code=code: category(s) == code)
    for key, value in (("scholarship", "scholarship"), ("own", "own"), ("none", None)):
        put(f"funding:{key}", lambda _year, s, value=value: simple_funding(s) == value)
    unknown = ["country:none"] if cells["country:none", "this"] or cells[
        "country:none", "last"] else []
    cells.order["country:"] = [*(f"country:{c}" for c in listed),
                               *(["country:others"] if others else []), *unknown]
    cells["note0", "note"] = len({c for s in now.here if (c := now.country(s))})
    cells["note1", "note"] = len(now.every)
    cells["note2", "note"] = len({s["student"] for s in near_stays(tables)
                                  if studied_in(s, now.span)})
    return cells
