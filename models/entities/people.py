"""Words, choices and the identity paper that several kinds of people share."""

from __future__ import annotations

from models.codes import CodeList, countries
from models.entity import DuplicateKey, Entity
from models.fields import Choice, Date, Flag, Text

SEXES = ("男", "女")
SEX_WORDS = {"M": "男", "F": "女", "男性": "男", "女性": "女", "Male": "男", "Female": "女"}
DEGREES = ("博士", "硕士", "本科", "专科", "其他")
DEGREE_WORDS = {
    "博士研究生": "博士", "硕士研究生": "硕士", "研究生": "硕士", "学士": "本科", "大学本科": "本科",
    "大学": "本科", "本科学历": "本科", "大专": "专科", "专科及以下": "专科",
}


def nationalities() -> CodeList:
    """国籍 uses the list of countries and regions."""
    return countries()


TRAVEL_PERMIT = "来往内地（大陆）通行证"
"""港澳居民来往内地通行证 and 台湾居民来往大陆通行证: the passport's place for 港澳台 residents."""
TRAVEL_PERMIT_WORDS = dict.fromkeys((
    "来往内地（大陆）通行证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "港澳台居民来往内地（大陆）通行证",
    "来往内地通行证", "来往大陆通行证", "回乡证", "台胞证", "通行证",
), TRAVEL_PERMIT)


class IdentityPaper(Entity):
    """What every paper of a person has; a renewed paper is a new record, never an overwrite."""

    number = Text(
        "号码", section="证件", compact=True, searchable=True, sensitive=True, in_list=True,
        aliases=("证件号码", "证件号"), width=140,
    )
    category = Text(
        "类别", section="证件", in_list=True,
        help="工作许可填 A、B 或 C；签证填种类（Z、X1、X2、F、M 等）",
    )
    issued_on = Date("签发日期", section="证件", aliases=("签发日",))
    valid_until = Date(
        "有效期至", section="证件", in_list=True, open_ended=True, aliases=("到期日", "有效期"),
    )
    issuer = Text("签发机关", section="证件", aliases=("签发地", "承保机构"))

    def __str__(self) -> str:
        kind = getattr(self, "kind", None) or "证件"
        return f"{kind}{'' if self.valid_until is None else f'(至 {self.valid_until})'}"


class ForeignerPaper(IdentityPaper):
    """A foreigner's paper: what the border and the police wrote on it besides."""

    entered_on = Date("入境日期", section="证件", help="凭此签证入境的日期；Z、X1 签证自入境起 30 日内办理居留证件")
    stay_until = Date("停留期至", section="证件", help="不办居留证件的签证，按入境章推算的停留截止日")
    applied_on = Date("申办日期", section="证件", help="递交申请（新办、延期、变更）的日期")
    authenticated = Flag("已认证", section="证件", help="无犯罪记录、学历等文件已经领事认证或附加证明书")


class Lodging(Entity):
    """住宿登记: where a foreigner lives, and when the police were told (24 小时内, 出境入境管理法第 39 条)."""

    address = Text("住址", section="住宿", required=True, in_list=True, sensitive=True, width=200)
    lived_from = Date("入住日期", section="住宿", required=True, in_list=True)
    lived_until = Date("搬离日期", section="住宿", in_list=True)
    registered_on = Date("登记日期", section="住宿", in_list=True, help="到派出所登记或学校代为登记的日期")
    police_station = Text("登记派出所", section="住宿")
    receipt_no = Text("登记回执号", section="住宿", compact=True)
    off_campus = Flag("校外住宿", section="住宿", in_list=True)
    permitted_on = Date("校外住宿批准日期", section="住宿")
    landlord = Text("房东", section="住宿", sensitive=True)
    landlord_phone = Text("房东电话", section="住宿", compact=True, sensitive=True)

    def __str__(self) -> str:
        return f"住宿 {type(self).lived_from.show(self.lived_from)} 起"


def passport_duplicates(paper: str) -> tuple[DuplicateKey, ...]:
    """How a person known by passport is found twice; `paper`: the key of the papers' entity."""
    name, born = "passport_name", "born_on"
    return (
        DuplicateKey("护照号相同", "确定", ("number",), line=paper, where={"kind": "护照"}),
        DuplicateKey("姓名和出生日期相同", "很可能", (name, born)),
        DuplicateKey("姓名各词相同、先后不同，出生日期相同", "很可能", (name, born), compared="words"),
        DuplicateKey("姓名和国籍相同", "可能", (name, "nationality"), compared="words", unless=(born,)),
        DuplicateKey("姓名拼写相近，国籍和出生年份相同", "可能", (name, "nationality", born),
                     compared="near"),
        DuplicateKey("姓名读音相近，国籍和出生日期相同", "可能", (name, "nationality", born),
                     compared="sound"),
        DuplicateKey("中文名和国籍相同", "可能", ("chinese_name", "nationality"), unless=(born,)),
        DuplicateKey("邮箱相同", "可能", ("email",), unless=(born,)),
    )


def sex_field(**options: object) -> Choice:
    """性别; a passport without it stays blank."""
    return Choice("性别", SEXES, synonyms=SEX_WORDS, **options)


def degree_field(**options: object) -> Choice:
    """最高学历 in the words of the forms."""
    return Choice("最高学历", DEGREES, synonyms=DEGREE_WORDS, **options)
