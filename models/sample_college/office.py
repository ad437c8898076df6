"""The sample's own office: its profile, and the yearly numbers that nobody can compute."""

from __future__ import annotations

from datetime import date

from models.entities.office import OfficeProfile, TypedValue
from models.sample_college.maker import YEARS, Maker

SCHOOL = "示例:澜港职业技术学院"

_TYPED = (
    # key, what it is called, unit, value of each year (None = not yet said)
    ("incidents.security", "涉外安全事件", "起", (0, 0, None)),
    ("incidents.contract_disputes", "外教合同纠纷", "起", (0, 1, 0)),
    ("incidents.violations", "外事违规违纪", "起", (0, 0, None)),
    ("rules.revised", "新修订外事管理制度", "项", (2, 1, 3)),
    ("meetings.held", "外事工作专题会议", "次", (4, 5, 6)),
    ("scholarships.quota", "国际学生奖学金名额", "个", (12, 15, None)),
)


def make(maker: Maker) -> None:
    """A profile only where the office has none yet; typed values, some confirmed, some not."""
    if OfficeProfile.current().id is None:
        maker.keep([_profile()])
    maker.keep(
        TypedValue(
            year=year, key_name=key, title=title, unit=unit, value=value,
            words="经核实,全年仅此一起,已妥善解决。" if value == 1 and unit == "起" else None,
            confirmed_on=date(year, 12, 22) if year < YEARS[-1] or value == 0 else None,
        )
        for key, title, unit, values in _TYPED
        for year, value in zip(YEARS, values, strict=True) if value is not None
    )


def _profile() -> OfficeProfile:
    return OfficeProfile(
        school_name=SCHOOL, school_name_en="Langang Vocational and Technical College (SAMPLE)",
        school_code="0000000000", office_name="国际合作与交流处(港澳台事务办公室)",
        office_name_en="Office of International Cooperation and Exchange", city="澜港",
        address="示例省澜港市示例路1号", address_en="1 Example Road, Langang, Example Province, P. R. China",
        phone="0000-12345678", email="office@example.invalid", contact_name="林若溪",
        full_time_students=9860, full_time_teachers=486, nights_are_days=True, long_term_months=6,
    )
