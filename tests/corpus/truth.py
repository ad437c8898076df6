"""What the sample college's year really was: plain counts over its records, no indicators.

Where more than one way of counting is usual, the comment names the one taken and the other.
Keys are the words that stand in braces in the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from tests.corpus.rows import Row, Span, first_of, last_of, rows

Number = int | Decimal
HMT = ("HKG", "MAC", "TWN")
COUNTRIES = {
    "KOR": "韩国", "JPN": "日本", "THA": "泰国", "LAO": "老挝", "DEU": "德国", "GBR": "英国",
    "FRA": "法国", "MYS": "马来西亚", "SGP": "新加坡", "ETH": "埃塞俄比亚", "KEN": "肯尼亚",
    "IDN": "印度尼西亚", "ESP": "西班牙", "KAZ": "哈萨克斯坦", "VNM": "越南", "RUS": "俄罗斯",
    "IRL": "爱尔兰", "HRV": "克罗地亚", "AUS": "澳大利亚",
}
"""As officers write them; a country that is missing here is a KeyError, not a blank."""


def _people(lines: Iterable[Row], column: str = "student") -> int:
    return len({line[column] for line in lines})


def _is_foreign(code: str | None) -> bool:
    return code is not None and code not in HMT and code != "CHN"


def _names(codes: Iterable[str | None]) -> list[str]:
    """Chinese names of the foreign countries among them, each once, in order of appearance."""
    return [COUNTRIES[code] for code in dict.fromkeys(codes) if code and _is_foreign(code)]


@dataclass
class Truth:
    """Numbers and lists of a college. Counted when first asked for, so rows are read once."""

    _tables: dict[str, list[Row]] = field(default_factory=dict)

    def table(self, entity: str) -> list[Row]:
        """All rows of an entity."""
        if entity not in self._tables:
            self._tables[entity] = rows(entity)
        return self._tables[entity]

    def number(self, key: str, year: int, part: str = "") -> Number:
        """The number behind a key (出访.批) for a year, or a half (h1) or quarter (q3) of it."""
        topic, _, what = key.partition(".")
        value = self._topics[topic](Span.of(year, part))[what]
        if isinstance(value, list):
            raise LookupError(f"{key} is a list")
        return value

    def names(self, key: str, year: int, part: str = "") -> list[str]:
        """The list behind a key (出访.国家名)."""
        topic, _, what = key.partition(".")
        value = self._topics[topic](Span.of(year, part))[what]
        if not isinstance(value, list):
            raise LookupError(f"{key} is a number")
        return value

    @cached_property
    def _topics(self) -> dict[str, Callable[[Span], dict[str, Number | list[str]]]]:
        return {
            "出访": self._trips, "来访": self._visits, "外教": self._teachers,
            "学生": self._students, "奖学金": self._scholarships, "派出": self._sent,
            "协议": self._agreements, "活动": self._events, "办学": self._joint,
            "办学点": self._sites, "成果": self._adoptions, "捐赠": self._donations,
            "手填": self._typed,
        }

    def _groups(self, span: Span) -> list[Row]:
        """Groups that went and came back in the span (the other reading: left in the span)."""
        return [
            trip for trip in self.table("outbound_trip")
            if trip["status"] == "已执行" and span.holds(trip["returned_on"])
        ]

    def _trips(self, span: Span) -> dict[str, Number | list[str]]:
        trips = self._groups(span)
        members = self.table("trip_member")
        legs = self.table("trip_leg")

        def inside(chosen: list[Row]) -> list[Row]:
            ids = {trip["id"] for trip in chosen}
            return [member for member in members if member["trip"] in ids]

        def of(column: str, *values: object) -> list[Row]:
            return [trip for trip in trips if trip[column] in values]

        # A joint group of somebody else's counts as a group; only our own people are members.
        counted: dict[str, Number | list[str]] = {
            "批": len(trips), "人次": len(inside(trips)),
            "人": _people(inside(trips), "staff_member"),
            "自组批": len(of("is_joint", False, None)), "参团批": len(of("is_joint", True)),
            "自组人次": len(inside(of("is_joint", False, None))),
            "参团人次": len(inside(of("is_joint", True))),
            "费用": sum((trip["cost"] or Decimal(0) for trip in trips), Decimal(0)),
        }
        for name, column, value in (
            ("出国", "destination_kind", "出国"), ("港澳", "destination_kind", "赴港澳"),
            ("赴台", "destination_kind", "赴台"), ("讲学", "task_kind", "教育教学/讲学/指导培训"),
            ("研修", "task_kind", "培训进修"), ("交流", "task_kind", "一般性工作交流"),
            ("会议", "task_kind", "国际会议"), ("学术", "task_kind", "合作研究/学术访问"),
            ("履职", "task_kind", "国际组织履职"), ("科研", "is_academic", True),
        ):
            chosen = of(column, value)
            counted[f"{name}批"], counted[f"{name}人次"] = len(chosen), len(inside(chosen))
        cancelled = [trip for trip in self.table("outbound_trip")
                     if trip["status"] == "取消" and span.holds(trip["departed_on"])]
        ids = {trip["id"] for trip in trips}
        codes = [leg["country"] for leg in legs if leg["trip"] in ids]
        return counted | {"取消": len(cancelled), "国家": len(_names(codes)), "国家名": _names(codes)}

    def _visits(self, span: Span) -> dict[str, Number | list[str]]:
        visits = [visit for visit in self.table("inbound_visit")
                  if span.holds(visit["arrived_on"])]
        # A guest whose country is not written down yet is from abroad, from no known country.
        outside = [visit for visit in visits if visit["country"] != "CHN"]

        def guests(chosen: list[Row]) -> int:
            return sum(visit["head_count"] or 0 for visit in chosen)

        counted: dict[str, Number | list[str]] = {}
        for name, chosen in (
            ("全部", visits), ("境外", outside),
            ("外国", [visit for visit in visits if _is_foreign(visit["country"])]),
            ("港澳台", [visit for visit in visits if visit["country"] in HMT]),
            ("国内", [visit for visit in visits if visit["country"] == "CHN"]),
            ("院校", [visit for visit in outside if visit["body_kind"] == "院校"]),
            ("企业", [visit for visit in outside if visit["body_kind"] == "企业"]),
            ("政府", [visit for visit in outside if visit["body_kind"] == "政府"]),
            ("会见", [visit for visit in outside if visit["met_by_leader"]]),
        ):
            counted[f"{name}批"], counted[f"{name}人次"] = len(chosen), guests(chosen)
        names = _names(visit["country"] for visit in visits)
        return counted | {
            "国家": len(names), "国家名": names,
            "协议": sum(visit["agreements_signed"] or 0 for visit in outside),
            "意向": sum(visit["intentions"] or 0 for visit in outside),
        }

    def _teachers(self, span: Span) -> dict[str, Number | list[str]]:
        """People engaged on any day of the span (the other reading: on its last day, 年末)."""
        people = {one["id"]: one for one in self.table("foreign_teacher")
                  if one["nationality"] not in HMT}
        lines = [line for line in self.table("engagement") if line["teacher"] in people]
        during = [line for line in lines
                  if span.touches(line["engaged_from"], line["left_on"] or line["engaged_until"])]
        at_end = [line for line in during
                  if last_of(line["left_on"] or line["engaged_until"]) >= span.last]
        earlier = {line["teacher"] for line in lines if first_of(line["engaged_from"]) < span.first}
        chosen = [people[one] for one in dict.fromkeys(line["teacher"] for line in during)]
        last = {line["teacher"]: line for line in during}
        codes = [one["nationality"] for one in chosen]
        return {
            "人": len(chosen), "年末": _people(at_end, "teacher"), "聘期": len(during),
            "语言": sum(line["subject_kind"] == "语言类" for line in last.values()),
            "专业": sum(line["subject_kind"] == "专业类" for line in last.values()),
            "专职": sum(line["full_time"] == "专职" for line in last.values()),
            "兼职": sum(line["full_time"] == "兼职" for line in last.values()),
            "新聘": len({line["teacher"] for line in during} - earlier),
            "离任": len(chosen) - _people(at_end, "teacher"),
            "国家": len(_names(codes)), "国家名": _names(codes),
            "博士": sum(one["degree"] == "博士" for one in chosen),
            "硕士": sum(one["degree"] == "硕士" for one in chosen),
        }

    def _students(self, span: Span) -> dict[str, Number | list[str]]:
        """Foreign students only; 港澳台侨 stand apart. Kinds go by the last stay in the span."""
        everybody = {one["id"]: one for one in self.table("international_student")}
        foreign = {key for key, one in everybody.items()
                   if _is_foreign(one["nationality"]) and not one["is_overseas_chinese"]}
        during = sorted(
            (line for line in self.table("enrolment")
             if span.touches(line["enrolled_from"], line["enrolled_until"])),
            key=lambda line: first_of(line["enrolled_from"]),
        )
        last = {line["student"]: line for line in during if line["student"] in foreign}
        new = {line["student"] for line in during
               if line["student"] in foreign and span.holds(line["enrolled_from"])}
        there = [line for line in last.values() if not self._is_away(line, span.last) and (
            line["enrolled_until"] is None or last_of(line["enrolled_until"]) >= span.last)]
        sexes = [everybody[one]["sex"] for one in last]
        counted: dict[str, Number | list[str]] = {
            "人": len(last), "年末": len(there), "新": len(new),
            "国家": len({everybody[one]["nationality"] for one in last}),
            "男": sexes.count("男"), "女": sexes.count("女"),
            "港澳台侨": _people(line for line in during if line["student"] not in foreign),
            "毕结业": _people(
                line for line in during if line["student"] in foreign
                and line["outcome"] in ("毕业", "结业") and span.holds(line["enrolled_until"])),
        }
        for kind in ("学历生", "语言生", "交换生", "进修生", "预科生", "短期生", "实习生"):
            counted[kind] = sum(line["study_kind"] == kind for line in last.values())
        return counted

    def _is_away(self, stay: Row, day: date) -> bool:
        """Struck off by the 学籍异动 since the stay began: the last one is no 复学."""
        changes = sorted(
            (first_of(one["happened_on"]), one["id"], one["kind"])
            for one in self.table("status_change") if one["student"] == stay["student"])
        since = [kind for on, _, kind in changes if first_of(stay["enrolled_from"]) <= on <= day]
        return bool(since) and since[-1] in ("休学", "退学", "转学", "毕业", "结业")

    def _scholarships(self, span: Span) -> dict[str, Number | list[str]]:
        paid = [line for line in self.table("scholarship") if span.holds(line["paid_on"])]
        counted: dict[str, Number | list[str]] = {
            "人": _people(paid), "人次": len(paid),
            "元": sum((line["amount"] for line in paid), Decimal(0)),
        }
        for level in ("中国政府", "地方政府", "学校", "企业"):
            counted[level] = sum(line["level"] == level for line in paid)
        return counted

    def _sent(self, span: Span) -> dict[str, Number | list[str]]:
        """Students who left in the span (the other reading: who were abroad in it); no online."""
        lines = [line for line in self.table("placement")
                 if span.holds(line["departed_on"]) and line["programme_kind"] != "线上"]
        counted: dict[str, Number | list[str]] = {
            "人": _people(lines), "人次": len(lines),
            "港澳台": sum(line["country"] in HMT for line in lines),
            "国家": len(_names(line["country"] for line in lines)),
            "国家名": _names(line["country"] for line in lines),
        }
        for name, kind in (("交换", "交换"), ("实习", "实习"), ("研修", "短期研修"), ("竞赛", "竞赛"),
                           ("升学", "升学"), ("联合", "双学位/联合培养")):
            counted[name] = sum(line["programme_kind"] == kind for line in lines)
        return counted

    def _agreements(self, span: Span) -> dict[str, Number | list[str]]:
        schools = {one["id"]: one for one in self.table("partner_school")}
        signed = [line for line in self.table("agreement")
                  if line["signed_on"] and last_of(line["signed_on"]) <= span.last]
        valid = [
            line for line in signed
            if line["valid_until"] and (last_of(line["valid_until"]) >= span.last
                                        or line["auto_renewed"])
            and (line["terminated_on"] is None or last_of(line["terminated_on"]) > span.last)
        ]
        mine = [line for line in signed if span.holds(line["signed_on"])]
        where = {schools[line["partner"]]["country"] for line in valid}
        return {
            "新签": sum(not line["renews"] for line in mine), "签署": len(mine),
            "续签": sum(bool(line["renews"]) for line in mine),
            "累计": len(signed), "有效": len(valid), "有效院校": _people(valid, "partner"),
            "有效国家": sum(_is_foreign(code) for code in where),
            "姊妹": sum(bool(one["is_sister_school"]) for one in schools.values()),
        }

    def _events(self, span: Span) -> dict[str, Number | list[str]]:
        events = [event for event in self.table("event") if span.holds(event["held_on"])]

        def of(kind: str) -> list[Row]:
            return [event for event in events if event["kind"] == kind]

        return {
            "场": len(events), "讲座": len(of("讲座")), "论坛": len(of("论坛")),
            "会议": len(of("国际会议")), "培训": len(of("外事培训")), "外语": len(of("外语培训")),
            "访学": len(of("访学进修")),
            "听众": sum(event["audience"] or 0 for event in of("讲座")),
            "会议境外": sum(event["foreign_audience"] or 0 for event in of("国际会议")),
            "会议人数": sum(event["audience"] or 0 for event in of("国际会议")),
        }

    def _joint(self, span: Span) -> dict[str, Number | list[str]]:
        """Programmes that recruit at the span's end, with the students counted last before it."""
        running = [one for one in self.table("joint_programme")
                   if last_of(one["recruits_from"]) <= span.last]
        counts = [line for line in self.table("programme_count")
                  if last_of(line["counted_on"]) <= span.last]
        newest = {line["programme"]: line
                  for line in sorted(counts, key=lambda line: first_of(line["counted_on"]))}
        foreign = {one["id"] for one in running if _is_foreign(one["country"])}
        mine = [line for line in counts if span.holds(line["counted_on"])]
        return {
            "项目": len(running), "中外项目": len(foreign),
            "在校生": sum(line["student_count"] or 0 for line in newest.values()),
            "中外在校生": sum(line["student_count"] or 0 for key, line in newest.items()
                         if key in foreign),
            "招生": sum(line["recruited"] or 0 for line in mine),
            "中外招生": sum(line["recruited"] or 0 for line in mine
                        if line["programme"] in foreign),
        }

    def _sites(self, span: Span) -> dict[str, Number | list[str]]:
        there = {one["id"] for one in self.table("overseas_site")
                 if last_of(one["opened_on"]) <= span.last
                 and (one["closed_on"] is None or last_of(one["closed_on"]) > span.last)}
        mine = [line for line in self.table("site_count") if span.holds(line["counted_on"])]
        return {
            "个": len(there),
            "学生": sum(line["student_count"] or 0 for line in mine if line["site"] in there),
            "培训人次": sum(line["trained"] or 0 for line in mine),
            "培训人日": sum(line["training_person_days"] or 0 for line in mine),
        }

    def _adoptions(self, span: Span) -> dict[str, Number | list[str]]:
        """What was taken up abroad in the span; each achievement once, wherever it is used."""
        mine = [line for line in self.table("adoption") if span.holds(line["adopted_on"])]
        awards = [line for line in self.table("competition_award")
                  if span.holds(line["awarded_on"])]
        return {
            "专业标准": len({line["title"] for line in mine if line["kind"] == "专业标准"}),
            "课程标准": len({line["title"] for line in mine if line["kind"] == "课程标准"}),
            "资源": len({line["title"] for line in mine if line["kind"] == "教学资源"}),
            "记录": len(mine), "获奖": len(awards),
        }

    def _donations(self, span: Span) -> dict[str, Number | list[str]]:
        mine = [line for line in self.table("ngo_activity")
                if line["kind"] == "接受捐赠" and span.holds(line["begins_on"])]
        return {"项": len(mine), "元": sum((line["amount"] for line in mine), Decimal(0))}

    def _typed(self, span: Span) -> dict[str, Number | list[str]]:
        """What nobody can count in a list: typed once a year."""
        return dict(self._typed_of(span.first.year))

    def _typed_of(self, year: int) -> Iterator[tuple[str, Number]]:
        names = {"office.meetings": "会议", "office.rules": "制度",
                 "office.discipline_lectures": "保密教育", "office.safety_checks": "安全检查"}
        for line in self.table("typed_value"):
            if line["year"] == year and line["key_name"] in names:
                yield names[line["key_name"]], int(line["value"] or 0)
