"""What is wrong in the sample college on purpose: one case for each thing the rules look for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """rule: the check that should find it. entity: the register. words: the record's name."""

    rule: str
    entity: str
    words: str
    what: str


_BIG = "赴印度尼西亚合作院校访问团"
_LAX = "赴泰国丝路学院教学指导团"

FAULTS: tuple[Fault, ...] = (
    Fault("R-OUT-01", "outbound_trip", _BIG, "一国 6 天"),
    Fault("R-OUT-05", "outbound_trip", _BIG, "团组 7 人"),
    Fault("R-OUT-12", "outbound_trip", "随全国职教集团赴西班牙研修团", "携带配偶子女"),
    Fault("R-OUT-25", "outbound_trip", _BIG, "一名成员没有备案表"),
    Fault("R-OUT-27", "outbound_trip", "赴越南合作院校访问团", "涉密人员没有保密审查"),
    Fault("R-OUT-28", "outbound_trip", _LAX, "没有行前教育和承诺书"),
    Fault("R-OUT-29", "outbound_trip", "随省外办赴哈萨克斯坦教育展团", "比批件多一天，没有说明"),
    Fault("R-OUT-32", "staff_member", "尉迟晓峰", "因公护照回国后未交"),
    Fault("R-OUT-33", "outbound_trip", _LAX, "出访报告逾期"),
    Fault("R-FT-04", "foreign_teacher", "ONG, WEI JIAN", "护照有效期不足六个月"),
    Fault("R-FT-06", "foreign_teacher", "HARGREAVES, JAMES EDWARD", "工作经历断了九个月"),
    Fault("R-FT-07", "foreign_teacher", "ONG, WEI JIAN", "许可岗位与合同岗位不同"),
    Fault("R-FT-11", "foreign_teacher", "O'BRIEN, SIOBHÁN MARY", "搬到校外没有登记"),
    Fault("R-FT-12", "foreign_teacher", "YAMAMOTO, SAKURA", "提前离任，没有双方签字"),
    Fault("R-FT-13", "foreign_teacher", "YAMAMOTO, SAKURA", "离任后没有注销工作许可"),
    Fault("R-FT-14", "foreign_teacher", "O'BRIEN, SIOBHÁN MARY", "未经批准的校外兼职"),
    Fault("R-STU-01", "international_student", "ABDRAKHMANOV YERLAN", "居留许可早于学习结束到期"),
    Fault("R-STU-02", "international_student", "SISOUPHANH LATSAMY", "没有保险"),
    Fault("R-STU-05", "international_student", "SUPARNO", "JW 表与录取通知书的期限不同"),
    Fault("R-STU-06", "international_student", "BATBAYAR NOMIN", "入住没有登记"),
    Fault("R-STU-07", "international_student", "SUPARNO", "未批准先住到校外"),
    Fault("R-STU-08", "international_student", "SISOUPHANH LATSAMY", "校外实习没有居留加注"),
    Fault("R-STU-12", "outbound_student", "许清扬", "认定了思政课"),
    Fault("R-INV-02b", "invitation", "越南红河示例学院", "未批先发邀请函"),
    Fault("R-EVT-02", "event", "护理专业教学方法", "境外主讲，没有内容提要"),
    Fault("R-NGO-02", "ngo_activity", "绿色交通倡议组织（示例）", "没有备案"),
    Fault("R-NGO-04", "ngo_activity", "南洋华文教育促进会（示例）", "受赠而没有备案"),
    Fault("R-AGR-01", "agreement", "合作备忘录", "到期未续"),
    Fault("R-GIF-01", "gift", "银质摆件", "受赠 680 元，未上交登记"),
)
"""Every one was put there by hand, whatever the size; the rest of the college is in order."""
