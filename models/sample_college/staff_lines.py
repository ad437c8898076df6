"""What the 备案表 of official trips asks about our own people: names in Latin letters, families."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.entities.staff_member import FamilyMember, StaffMember
from models.partial_date import PartialDate
from models.sample_college.maker import Maker, fill

_LATIN = {
    "101": "ZHOU ZHENGYUAN", "102": "SHEN MUYUN", "103": "HAN ZIMO", "104": "LIN RUOXI",
    "105": "WANG YAN", "106": "LI JIE", "107": "CHEN LIQUN", "108": "GUO SIYUAN",
    "109": "HE JINGYI", "110": "SHAN YUFEI", "111": "QIU BONIAN", "112": "YUCHI XIAOFENG",
    "113": "OUYANG SHUQIN", "114": "ZENG LINGYI", "115": "LI JING", "116": "LI JING",
}
_DEGREE_OF_TITLE = {"教授": "博士", "副教授": "硕士", "讲师": "硕士"}
_FAMILIES = (
    # staff number, relation, name, born, political status, work, residence, status abroad
    ("101", "配偶", "郑雅茹", "1968", "中共党员", "澜港市第一示例中学 教师", "澜港市", "无"),
    ("101", "女儿", "周语桐", "1995", "群众", "某会计师事务所 职员", "上海市", "无"),
    ("102", "配偶", "罗建章", "1968", "中共党员", "示例省农业科学院 研究员", "澜港市", "无"),
    ("102", "儿子", "罗嘉树", "1998", "共青团员", "境外示例大学 研究生", "加拿大", "长期居留许可"),
    ("103", "配偶", "叶青禾", "1978", "群众", "澜港市示例医院 护士长", "澜港市", "无"),
    ("103", "父亲", "韩振国", "1949", "中共党员", "退休", "澜港市", "无"),
    ("104", "配偶", "任思齐", "1988", "群众", "示例设计院 工程师", "澜港市", "无"),
    ("105", "配偶", "宋佩兰", "1976", "民盟盟员", "示例职业中专 教师", "澜港市", "无"),
    ("105", "母亲", "孙桂英", "1950", "群众", "退休", "示例省", "无"),
    ("107", "配偶", "孟晓晴", "1984", "中共党员", "澜港市税务部门 科员", "澜港市", "无"),
    ("109", "配偶", "钱牧之", "1977", "群众", "自由职业", "澜港市", "永久居留资格"),
    ("109", "女儿", "钱予安", "2010", None, "学生", "澜港市", "无"),
    ("111", "配偶", "温如玉", "1970", "群众", "退休", "澜港市", "无"),
    ("112", "配偶", "傅秋实", "1985", "中共党员", "澜港跨境物流有限公司（示例） 经理", "澜港市", "无"),
)


def complete(member: StaffMember) -> None:
    """Fields of the record form; nothing for somebody who has just arrived."""
    if member.department is None:
        return
    number = str(member.staff_no)
    surname, _, given = _LATIN.get(number, "").partition(" ")
    fill(
        member, surname_pinyin=surname or None, given_name_pinyin=given or None,
        birthplace="示例省澜港市", ethnicity="汉族", domicile="示例省澜港市", health="健康",
        email=f"t{number}@example.invalid", degree=_DEGREE_OF_TITLE.get(str(member.title), "本科"),
        is_academic=member.is_full_time_teacher,
    )
    if number == "107":
        member.secrecy_level = "一般"  # R-OUT-27: travels without a review of secrecy
    if number == "108":
        member.declassified_on = date(2022, 6, 30)


def families(maker: Maker) -> Iterator[FamilyMember]:
    """The closest relatives; of most only the year of birth is known."""
    for number, relation, name, born, politics, work, residence, abroad in _FAMILIES:
        yield FamilyMember(
            staff_member=maker.staff[number], relation=relation, name=name,
            born_on=PartialDate(int(born)), political_status=politics, work=work,
            residence=residence, foreign_status=abroad,
        )
