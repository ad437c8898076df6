"""Three papers of an invented school, as proof of the print engine."""

from __future__ import annotations

from exports.prints.base import (
    CERTIFICATE_MARGINS,
    Band,
    ContactFooter,
    Document,
    FormFooter,
    Heading,
    Letterhead,
    Margins,
    Members,
    NumberLine,
    Page,
    Paragraph,
    Row,
    Signing,
    SignOff,
    Space,
    Stretch,
    Table,
    Title,
    Value,
    checkboxes,
    label,
    opinion,
    sentence,
    value,
)

SCHOOL = "示例职业技术学院"
SCHOOL_ENGLISH = "Example Vocational and Technical College"
CHINESE = (
    "兹证明{name}（{sex}，1999年3月5日出生，国籍：{country}，护照号：{passport}）系我校"
    "2025—2026学年注册在籍学历生，学号{number}，学习专业“机电一体化技术”，"
    "学习期限自2025年9月1日至2028年6月30日。"
)
ENGLISH = (
    "This is to certify that {name}, born on 5 March 1999, nationality: {country}, "
    "passport No. {passport}, is a registered full-time student in Mechatronics Technology at "
    "Example Vocational and Technical College, student No. {number}, "
    "from 1 September 2025 to 30 June 2028."
)


def certificate(
    name: str = "KAMAU, Peter Mwangi", passport: str = "AB1234567", serial: int = 12
) -> Document:
    """在读证明, both languages on one page."""
    fields = {
        "name": Value(name, "姓名"),
        "passport": Value(passport, "护照号"),
        "number": Value(f"2025{serial:04}", "学号"),
        "sex": "男",
    }
    blocks = (
        Letterhead(SCHOOL, SCHOOL_ENGLISH),
        Space(4),
        NumberLine(f"编号 No.: XSZM-2025-{serial:04}"),
        Stretch(1.2),
        Title("在读证明", "CERTIFICATE OF ENROLLMENT", size=24, after=9),
        Paragraph(sentence(CHINESE, {**fields, "country": "肯尼亚"}), size=13, leading=1.8),
        Paragraph("特此证明。", size=13, leading=1.8, after=6),
        Paragraph(sentence(ENGLISH, {**fields, "country": "Kenya"}), english=True),
        Stretch(1.6),
        SignOff(
            contact=("经办：国际交流与合作处", "Contact: International Office"),
            issuer=(SCHOOL, SCHOOL_ENGLISH),
            dates=("2025年9月8日", "8 September 2025"),
        ),
        Stretch(0.5),
    )
    page = Page(blocks, CERTIFICATE_MARGINS, shrink=True)
    lines = ("校址：某省某市示例路1号  电话：010-00000000", "核验 Verification: 编号与电话")
    return Document("在读证明", SCHOOL, (page,), person=name, footer=ContactFooter(lines))


PEOPLE = "张三丰 李四光 王五一 赵六安 钱七巧 孙八斗 周九歌 吴十全 郑子涵 冯梓萱 陈浩然 褚思远 卫明哲 蒋欣怡"
TASK = "与泰国示例技术大学商谈机电一体化技术专业联合培养，签署合作备忘录。"
LONG_TASK = (
    "访问泰国示例技术大学，商谈联合培养、教师互访与境外办学点共建事宜；" * 12 + "任务到此为止。"
)
MEMBER_COLUMNS = (
    ("姓名", 19),
    ("性别", 8),
    ("出生年月", 17),
    ("派员单位（工作单位）", 53),
    ("职务及职别", 25),
    ("人员属性", 18),
    ("上次出访时间", None),
)


def approval_form(people: int = 6, task: str = TASK) -> Document:
    """因公临时出国任务和预算审批意见表, two pages."""
    pages = (_foreign_affairs_page(people, task), _finance_page())
    footer = FormFooter("A3", "2026-11-20 15:30", "CF-2026-003")
    title = "因公临时出国任务和预算审批意见表"
    return Document(title, SCHOOL, pages, person="赴泰国教育合作团", footer=footer)


def _yes() -> object:
    return value(checkboxes(("是", "否"), "是"), align="center")


def _foreign_affairs_page(people: int, task: str) -> Page:
    names = PEOPLE.split()[:people]
    members = tuple(
        (name, "女", "1980.05", f"{SCHOOL}机电工程学院", "副教授", "事业人员", "2023年5月（德国）")
        for name in names
    )
    table = Table(
        (
            Band(
                (27, None), (Row((label("团组名称"), value("示例职业技术学院赴泰国教育合作团"))),)
            ),
            Band(
                (27, 58, 27, None),
                (Row((label("组团单位"), value(SCHOOL), label("团长姓名"), value("李四光"))),),
            ),
            Band((27, None), (Row((label("出访任务"), value(task)), 15),)),
            Heading("本部门（本地）出访人员"),
            Members(MEMBER_COLUMNS, members),
            Heading("外事部门审核意见"),
            Band(
                (22, 42, 21, 42, None),
                (
                    Row(
                        (
                            label("审核内容", rows=2),
                            label("年初批复计划控制数"),
                            value("12 人次", align="center"),
                            label("邀请函是否符合规定"),
                            _yes(),
                        )
                    ),
                    Row(
                        (
                            label("出访任务是否符合\n外事管理规定"),
                            _yes(),
                            label("公示地址"),
                            value("学校信息公开栏"),
                        ),
                        10,
                    ),
                ),
            ),
            Band(
                (22, None),
                (
                    Row(
                        (
                            label("审核意见"),
                            opinion("同意报批。", signing=Signing("审核人（公章）：")),
                        ),
                        38,
                    ),
                ),
            ),
        )
    )
    title = Title("因公临时出国任务和预算审批意见表", size=20, role="hei", after=5)
    contact = Paragraph("经办人姓名：周九歌", size=10.5, indent=0, before=2, leading=1.3)
    return Page((title, table, contact))


def _finance_page() -> Page:
    names = ["合计", "国际旅费", "住宿费", "伙食费", "公杂费", "其他费用"]
    sums = ["40,311.60", "25,000.00", "2,741.85", "3,046.50", "1,523.25", "8,000.00"]
    table = Table(
        (
            Heading("财务部门审核意见"),
            Band(
                (29, 29, 28, 28, 28, None),
                (
                    Row(tuple(label(name) for name in names), 8),
                    Row(tuple(value(amount, align="right") for amount in sums), 8),
                ),
            ),
            Band((22, None), (Row((label("审核意见"), opinion()), 38),)),
            Heading("主管部门（市州）领导审批意见"),
            Band((85, 85), (Row((opinion(), opinion("同意。")), 38),)),
        )
    )
    return Page((table,))


def student_list(count: int = 40) -> Document:
    """国际学生名册, landscape, over several pages."""
    heads = ["序号", "姓名（护照）", "国籍", "护照号", "专业", "入学日期", "状态"]
    rows = tuple(
        Row(
            tuple(
                value(text, align="center")
                for text in (
                    str(number),
                    "NGUYỄN, Văn Ánh",
                    "越南",
                    "AB****67",
                    "机电一体化技术" + "（中外合作办学项目国际班第二期）" * (number % 5 == 0),
                    "2025年9月1日",
                    "在读",
                )
            ),
            7,
            grow=True,
        )
        for number in range(1, count + 1)
    )
    head = Row(tuple(label(name) for name in heads), 9)
    table = Table((Band((14, 60, 26, 30, None, 34, 22), (head, *rows), head=1),))
    page = Page(
        (Title("国际学生名册", size=18, role="hei", after=2), table),
        Margins(18, 15, 16, 15),
        landscape=True,
    )
    return Document("国际学生名册", SCHOOL, (page,), footer=FormFooter("LIST"))
