"""The sample's own office: its profile, and the yearly numbers that nobody can compute."""

from __future__ import annotations

from datetime import date

from models.entities.office import OfficeProfile, TypedValue
from models.sample_college.maker import YEARS, Maker

SCHOOL = "示例：澜港职业技术学院"

_TYPED = (
    # key, what it is called, unit, value of each year (None = not yet said)
    ("office.meetings", "召开外事工作专题会议", "次", (4, 5, 6)),
    ("office.rules", "制定、修订外事管理制度", "项", (2, 1, 3)),
    ("office.discipline_lectures", "开展外事纪律和保密教育", "次", (6, 7, None)),
    ("office.safety_checks", "开展涉外安全检查", "次", (4, 4, None)),
    ("incidents.contract_disputes", "外籍教师合同纠纷", "起", (0, 1, 0)),
    ("incidents.safety", "涉外安全事件", "起", (0, 0, None)),
    ("incidents.politics_religion", "涉外政治、宗教方面的事件", "起", (0, 0, None)),
    ("incidents.leaks", "失密、泄密事件", "起", (0, 0, None)),
    ("incidents.discipline", "违反外事纪律的情况", "起", (0, 0, 0)),
)
_UNCONFIRMED = ("incidents.discipline", YEARS[-1])
"""A zero that is typed but not confirmed yet, so no sentence may say it."""
_CHECKED = (
    ("permits", "外籍教师全部持有效工作许可和居留许可上岗"), ("contracts", "聘用合同规范、齐全"),
    ("lodging", "住宿登记在入住24小时内办理"), ("safety", "有安全预案并开展安全教育"),
    ("supervision", "开展教学督导和考核"), ("ideology", "教材和课堂经过审查，无宗教活动"),
    ("insurance", "人身和医疗保险齐全"), ("pay", "薪资按时足额发放"),
)
"""Items of the self-check on foreign teachers; in the newest year only the first half is done."""


def make(maker: Maker) -> None:
    """A profile only where the office has none yet; typed values, some confirmed, some not."""
    if OfficeProfile.current().id is None:
        maker.keep([_profile()])
    maker.keep(
        TypedValue(
            year=year, key_name=key, title=title, unit=unit, value=value,
            confirmed_on=None if (key, year) == _UNCONFIRMED else date(year, 12, 22),
        )
        for key, title, unit, values in _TYPED
        for year, value in zip(YEARS, values, strict=True) if value is not None
    )
    maker.keep(
        TypedValue(year=year, key_name=f"F07b.{key}", title=title, words="是",
                   confirmed_on=date(year, 12, 22))
        for year in YEARS for key, title in (_CHECKED if year < YEARS[-1] else _CHECKED[:4])
    )


def _profile() -> OfficeProfile:
    return OfficeProfile(
        school_name=SCHOOL, school_name_en="Langang Vocational and Technical College (SAMPLE)",
        school_code="0000000000", office_name="国际合作与交流处（港澳台事务办公室）",
        office_name_en="Office of International Cooperation and Exchange", city="澜港",
        address="示例省澜港市示例路1号", address_en="1 Example Road, Langang, Example Province, P. R. China",
        phone="0000-12345678", email="office@example.invalid", contact_name="林若溪",
        full_time_students=9860, full_time_teachers=486, nights_are_days=True, long_term_months=6,
    )
