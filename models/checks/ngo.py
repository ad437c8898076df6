"""境外非政府组织 and 涉外礼品: filed before it begins, handed in after it was received.

Of the gifts only those of value are asked for; of the activities only what has not long ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, full, months_later
from models.checks.deadline import DeadlineRule, Due
from models.checks.lateness import late
from models.entities.ngo_activity import Gift, NgoActivity
from models.partial_date import latest

TEMPORARY, DONATION = "临时活动", "接受捐赠"
EXEMPT = ("学校", "医院", "科研学术组织")
"""Art. 53: their exchanges with institutions of the same kind follow other rules."""
NOT_NGO = ("企业", "个人")
DONE_GIFTS = ("上交", "陈列")


def activities(look: Look) -> list[NgoActivity]:
    """Those of the years looked at."""
    def read() -> list[NgoActivity]:
        return list(NgoActivity.active().where(
            NgoActivity.begins_on.reaches(look.since) | NgoActivity.ends_on.reaches(look.since)
        ))

    return look.once("ngo activities", read)


def _is_over(row: NgoActivity, look: Look) -> bool:
    """Ended; one without an end is over after the year that a filing lasts at most."""
    most = timedelta(days=look.number("R-NGO-02", "days_most"))
    end = latest(row.ends_on) if row.ends_on else latest(row.begins_on) + most
    return end < look.today


def _is_ngo(row: NgoActivity) -> bool:
    """A body to which the law applies; one whose kind is not written counts."""
    return row.body_kind not in (*EXEMPT, *NOT_NGO)


def _approval(look: Look) -> Iterator[Finding]:
    for row in activities(look):
        values = {"body": row.body_kind, "kind": row.kind, "approved": row.approved_on,
                  "no": row.approval_no}
        if _is_over(row, look):
            continue
        if _is_ngo(row) and not row.approved_on and not row.approval_no:
            said = row.body_kind or "未填组织性质"
            yield Finding(row, f"与境外非政府组织（{said}）合作，没有登记审批日期或文号。", values)
        elif row.body_kind in EXEMPT and row.kind == TEMPORARY:
            yield Finding(
                row, f"对方为{row.body_kind}：与境内同类机构的交流按国家有关规定办理（第五十三条），"
                "不走临时活动备案；跨类合作须问公安机关。", values, severity="I",
            )


def _filing(look: Look) -> Iterator[Finding]:
    days, most = (look.number("R-NGO-02", name) for name in ("days_before", "days_most"))
    for row in activities(look):
        begins, ends = full(row.begins_on), full(row.ends_on)
        if row.kind != TEMPORARY or not _is_ngo(row) or _is_over(row, look) or begins is None:
            continue
        filed, limit = full(row.filed_on), begins - timedelta(days=days)
        values = {"begins": begins, "filed": row.filed_on, "no": row.filing_no}
        if filed and filed > limit:
            yield Finding(row, f"{filed} 备案，距 {begins} 开始不足 {days} 天。", values, part="备案")
        elif not row.filed_on and not row.filing_no and look.today > limit:
            yield Finding(row, f"{begins} 开始，应在 {limit} 前备案，还没有备案。", values, part="备案")
        if ends and (ends - begins).days + 1 > most:
            yield Finding(row, f"临时活动 {begins} 至 {ends}，备案的期限最长一年。",
                          {"begins": begins, "ends": ends}, part="期限")


def _partner(look: Look) -> Iterator[Finding]:
    words = look.words("R-NGO-03", "words")
    for row in activities(look):
        if row.kind != TEMPORARY or _is_over(row, look):
            continue
        partner = row.chinese_partner or ""
        values = {"partner": partner, "body": row.body_kind}
        if used := [word for word in words if word in partner]:
            yield Finding(row, f"中方合作单位“{partner}”像是{used[0]}；只能是国家机关、人民团体、"
                          "事业单位、社会组织。", values, part="中方")
        if row.body_kind in NOT_NGO:
            yield Finding(row, f"对方为{row.body_kind}，不是境外非政府组织，不能办理临时活动备案。",
                          values, part="对方")


def _donations(look: Look) -> Iterator[Finding]:
    """W where the kind of donor is not written, for schools and firms may give."""
    for row in activities(look):
        if row.kind == DONATION and _is_ngo(row) and not row.filing_no:
            yield Finding(
                row, "接受境外非政府组织捐赠，没有登记（备案）号；须通过代表机构或经备案的临时活动，按用途单独记账。",
                {"body": row.body_kind, "no": None}, severity=None if row.body_kind else "W",
            )


def _to_file(look: Look) -> Iterator[Due]:
    opens, days = (look.number("D-NGO-FILE", name) for name in ("opens", "latest"))
    for row in activities(look):
        begins = full(row.begins_on)
        if (row.kind == TEMPORARY and _is_ngo(row) and begins and begins >= look.today
                and not row.filed_on and not row.filing_no):
            yield Due(row, f"临时活动备案（{begins} 开始）", begins - timedelta(days=opens),
                      begins - timedelta(days=days), {"begins": begins})


def _to_report(look: Look) -> Iterator[Due]:
    days = look.number("D-NGO-REPORT", "days")
    for row in activities(look):
        ends = full(row.ends_on)
        if (row.kind == TEMPORARY and _is_ngo(row) and ends and look.recent <= ends <= look.today
                and not row.report_filed_on):
            yield Due(row, f"报送活动总结报告（{ends} 结束）", ends, ends + timedelta(days=days),
                      {"ends": ends})


def _valuable(look: Look) -> Iterator[tuple[Gift, date]]:
    """Received, of value by the piece, not yet handed in, with the day."""
    least = look.number("R-GIF-01", "received_yuan")
    rows = Gift.active().where(
        (Gift.direction == "受赠") & (Gift.unit_value >= least) & Gift.handed_in_on.is_null()
        & Gift.happened_on.reaches(look.since)
        & (Gift.disposal.is_null() | Gift.disposal.not_in(DONE_GIFTS))
    )
    for gift in rows:
        if day := full(gift.happened_on):
            yield gift, day


def _to_hand_in(look: Look) -> Iterator[Due]:
    months = look.number("D-GIFT", "months")
    for gift, day in _valuable(look):
        words = f"上交（登记）受赠礼品（{day} 收受，单件 {gift.unit_value:g} 元）"
        yield Due(gift, words, day, months_later(day, months),
                  {"day": day, "value": gift.unit_value})


def _gifts(look: Look) -> Iterator[Finding]:
    """Received ones after the month in which to hand them in; given ones at once."""
    most = look.number("R-GIF-01", "given_yuan")
    yield from late(NGO_DEADLINES, "D-GIFT")(look)
    rows = Gift.active().where(
        (Gift.direction == "赠出") & (Gift.unit_value > most) & Gift.happened_on.reaches(look.since)
        & (Gift.approved.is_null() | (Gift.approved == False))  # noqa: E712
    )
    for gift in rows:
        yield Finding(gift, f"赠出礼品单件 {gift.unit_value:g} 元，超过 {most} 元，没有登记批准。",
                      {"value": gift.unit_value, "approved": gift.approved})


def _activity(today: date, *, ahead: int = 60, days: int = 3, **facts: Any) -> NgoActivity:
    """A temporary activity of a foundation, approved and filed a month before it begins."""
    begins = today + timedelta(days=ahead)
    usual: dict[str, Any] = {
        "ngo_name": "示例基金会", "country": "DEU", "body_kind": "基金会", "kind": TEMPORARY,
        "title": "职业教育研讨", "begins_on": begins, "ends_on": begins + timedelta(days=days - 1),
        "approved_on": begins - timedelta(days=40), "filed_on": begins - timedelta(days=30),
        "filing_no": "LS2026001",
    }
    found: NgoActivity = samples.kept(NgoActivity(**{**usual, **facts}))
    return found


def _unfiled(today: date, ahead: int) -> NgoActivity:
    return _activity(today, ahead=ahead, filed_on=None, filing_no=None)


def _gift(today: date, value: int, **facts: Any) -> Gift:
    """Received forty days ago."""
    usual: dict[str, Any] = {
        "direction": "受赠", "title": "瓷盘", "happened_on": today - timedelta(days=40),
        "quantity": 1, "unit_value": value, "party": "示例大学",
    }
    found: Gift = samples.kept(Gift(**{**usual, **facts}))
    return found


NGO_CHECKS = (
    Check("R-NGO-01", "与境外非政府组织合作的审批", "W", NgoActivity,
          "先判断是否境外非政府组织；是的，校内须先审批。", _approval,
          lambda t: _activity(t, approved_on=None), _activity),
    Check("R-NGO-02", "临时活动备案", "E", NgoActivity, "没有备案的临时活动不得开展，期限不超过一年。", _filing,
          lambda t: _unfiled(t, 14), lambda t: _unfiled(t, 15)),
    Check("R-NGO-03", "临时活动的合作方", "E", NgoActivity, "企业和个人不能作中方合作单位。", _partner,
          lambda t: _activity(t, chinese_partner="示例教育科技有限公司"), _activity),
    Check("R-NGO-04", "境外捐赠的备案", "E", NgoActivity, "境外非政府组织的资金须经代表机构或备案的临时活动。",
          _donations, lambda t: _activity(t, kind=DONATION, filing_no=None),
          lambda t: _activity(t, kind=DONATION)),
)

GIFT_CHECKS = (
    Check("R-GIF-01", "涉外礼品", "W", Gift, "受赠的贵重礼品限期上交登记；赠出的按标准，超出的须批准。", _gifts,
          lambda t: _gift(t, 200), lambda t: _gift(t, 199)),
)

NGO_DEADLINES = (
    DeadlineRule("D-NGO-FILE", "临时活动备案", "由中方合作单位在活动开始前到省级公安机关备案。", _to_file,
                 lambda t: _unfiled(t, 20), lambda t: _activity(t, ahead=20)),
    DeadlineRule("D-NGO-REPORT", "临时活动总结报告", "活动结束后限期报送书面报告。", _to_report,
                 lambda t: _activity(t, ahead=-10), lambda t: _activity(t, ahead=-10,
                                                                         report_filed_on=t)),
    DeadlineRule("D-GIFT", "受赠礼品上交", "贵重礼品自收受之日起一个月内上交登记。", _to_hand_in,
                 lambda t: _gift(t, 500), lambda t: _gift(t, 500, disposal="上交")),
)
