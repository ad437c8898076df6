"""Of which year, and of which part of it, a number of a report speaks."""

from __future__ import annotations

import re

from exports.proofreading.base import Block, Report

_PART = re.compile(r"第[一二三四五六七八九十\d]+(?:部分|章|篇)")
_PLAN_HEADING = re.compile(
    r"工作计划|工作打算|工作设想|下一步|下步|工作思路|努力方向|今后|展望|下一?年度?(?:的)?(?:工作|计划|打算|安排|重点)"
    r"|明年|来年|下半年(?:工作)?(?:打算|计划|设想|安排|重点)|打算$|计划$|设想$"
)
_NO_PLAN = re.compile(r"计划(?:执行|完成|落实)|总结(?!及)|计划管理")
_RUN_IN = re.compile(
    r"\s*(?:(?P<first>[一二三四五六七八九十]+、)|(?P<second>[（(][一二三四五六七八九十]+[）)])|\d+[.．、])"
    r"(?P<words>[^。：:，,；;]{2,20})[。：:]")
"""A heading that stands at the head of its paragraph: 六、明年打算。拟……"""
_COMPARED = r"(?<![较比与同和于对])"
_TIME = re.compile(
    r"(?P<since>近\s*[\d一二两三四五六七八九十几]+\s*年|近年来"
    r"|(?!一年来)[\d一二两三四五六七八九十]+年来|历年|建校|(?<!今年)(?<!本年)(?<!年初)(?<!一年)以来"
    r"|十[二三四五]五(?!规划)|自\s*20\d\d年起?|20\d\d年以来|20\d\d\s*[-—–~～至]\s*20\d\d\s*年(?!度)|合作至今)"
    rf"|(?P<school>{_COMPARED}20\d\d\s*[-—–~～至]\s*(?P<ends>20\d\d|\d\d)\s*学年)"
    rf"|(?P<year>{_COMPARED}(?<!\d)(?P<number>20\d\d)\s*年度?)"
    rf"|(?P<last>{_COMPARED}(?:上一?年度?|去年|前一年)(?!相比|度?相比|同期相比|年?结转))"
    r"|(?P<now>今年|本年度?|年内|本学年|当年|一年来)"
    r"|(?P<next>明年|下一?年度?|来年)"
)
_INTENDED = re.compile(
    r"拟(?!定|订|写|稿)|预计|力争|争取|计划(?=派|聘|接|组|举|招|开|引|新|签|选|安排|赴)"
    r"|目标|指标值|任务数|应(?=派|聘|接|招|组)|要求(?=派|聘|接|招|组)|争创|原定"
    r"|将(?=于|继续|组织|派出|聘请|接待|举办|招收|选派|新增|开展|组派)"
)
_SPAN = re.compile(
    r"(?P<until>截[至止](?:20\d\d年)?(?P<month>\d{1,2})月(?:底|末|份|\d+日)?)"
    r"|(?P<range>(?P<first>(?<!\d)\d{1,2})月?[-—–~～至到](?P<last>\d{1,2})月)"
    r"|(?P<year>12月底|全年|年底|年末)"
    r"|(?P<term>暑[假期]|寒假|[春秋]季学期|[上下本]学期|本月|当月|本季度|期间|当天|当日)"
    r"|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四1-4]季度)|(?P<day>(?<!\d)\d{1,2}月(?:\d{1,2}日)?)"
)
_ASIDE = re.compile(r"^(?:度)?(?:同期)?(?:是|为|只有|仅|的|才)")
_COMPARED_WITH = re.compile(
    r"(?:比|较|由|从)(?:上年度?|去年|上一年度?|(?P<number>20\d\d)年度?)(?:同期)?(?:的|为|是)?(?:约|近)?$")
_FROM_TO = re.compile(r"[增减升降发扩][^，；]{0,4}[到至]|[，；]")
"""Behind 由上年的12人 the number of this year begins: 增加到15人."""


def plan_blocks(report: Report) -> set[int]:
    """The numbers of the blocks that lie under a heading about what is planned."""
    found: set[int] = set()
    rank: int | None = None
    for block in report.blocks:
        level, words = _heading(block)
        if level:
            own = 0 if _PART.match(words.strip()) else level
            if rank is not None and own <= rank:
                rank = None
            if rank is None and is_plan_heading(words, report.year):
                rank = own
        if rank is not None:
            found.add(block.number)
    return found


def _heading(block: Block) -> tuple[int, str]:
    """Its level and words, also of one that its text follows at once; 0 for running text."""
    if block.level or not (found := _RUN_IN.match(block.text)):
        return block.level, block.text
    return 1 if found["first"] else 2 if found["second"] else 3, found["words"]


def is_plan_heading(text: str, year: int | None) -> bool:
    """Whether a heading opens the part on what is to come."""
    if _NO_PLAN.search(text):
        return False
    is_next = year is not None and f"{year + 1}年" in text.replace(" ", "")
    return is_next or bool(_PLAN_HEADING.search(text.strip()))


def opens_next_year(text: str, year: int | None) -> bool:
    """Whether a paragraph begins with the next year: all of it is about what is to come."""
    begin = text.replace(" ", "").lstrip("\u3000")
    return year is not None and begin.startswith((f"{year + 1}年", "明年", "下一年", "下年度"))


def year_shift(prefix: str, year: int | None, *, is_plan: bool = False) -> int | None:
    """The year of a number against the report's, by the words of the sentence before it.

    The nearest one counts; a year that is only compared with (较上年) does not, and one that is
    said aside (，去年是7位，) reaches no further than its clause. None for spans of several years
    and for years that are neither this, the last nor the next.
    """
    prefix = prefix.replace(" ", "")
    if compared := _COMPARED_WITH.search(prefix):
        return _against(int(compared["number"]), year) if compared["number"] else -1
    shift: int | None = 1 if is_plan else 0
    end = 0
    for match in _TIME.finditer(prefix):
        end = match.end()
        is_origin = prefix[:match.start()].endswith(("由", "从"))
        if is_origin and not match["since"] and _FROM_TO.search(prefix[end:]):
            continue
        if match["since"]:
            shift = None
        elif match["school"] or match["year"]:
            named = match["ends"] if match["school"] else match["number"]
            named = named if len(named) == 4 else f"20{named}"
            shift = _against(int(named), year)
        elif match["last"]:
            rest = prefix[end:]
            if _ASIDE.match(rest) and re.search("[，；（]", rest):
                continue
            shift = -1
        elif match["next"]:
            shift = 1
        elif not is_plan or match["now"] in ("本年", "本年度"):
            shift = 0
    clause = re.split("[，；。]", prefix)[-1]
    if shift == 0 and _INTENDED.search(clause if end == 0 else prefix[end:]):
        return 1
    return shift


def _against(named: int, year: int | None) -> int | None:
    if year is None:
        return 0
    return named - year if abs(named - year) <= 1 else None


def span_of(prefix: str) -> str:
    """上半年, 三季度, 9月, 1—6月 or 9月12日 where the sentence says so before the number, else blank.

    截至6月底 is 1—6月, of the year as far as it had gone.
    """
    found = ""
    for match in _SPAN.finditer(prefix.replace(" ", "")):
        if match["until"]:
            found = _from_to(1, int(match["month"]))
        elif match["range"]:
            found = _from_to(int(match["first"]), int(match["last"]))
        else:
            found = "" if match["year"] else match[0]
    return found


def _from_to(first: int, last: int) -> str:
    return "" if (first, last) == (1, 12) else f"{first}—{last}月"
