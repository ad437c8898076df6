"""The typed numbers (手填数) that drafts go by: their keys are declared here and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from exports.drafts.base import Incident, TypedFact

MEETINGS = TypedFact("office.meetings", "召开外事工作专题会议", "次")
RULES = TypedFact("office.rules", "制定、修订外事管理制度", "项")
LECTURES_ON_DISCIPLINE = TypedFact("office.discipline_lectures", "开展外事纪律和保密教育", "次")
DRILLS = TypedFact("office.safety_checks", "开展涉外安全检查", "次")


def _incident(key: str, noun: str, some: str) -> Incident:
    fact = TypedFact(f"incidents.{key}", noun, "起")
    return Incident(fact, noun, some.format(number=f"{{{fact.token}}}"))


INCIDENTS = (
    _incident("contract_disputes", "外籍教师合同纠纷",
              "全年发生外籍教师合同纠纷{number}起，已按合同约定和有关规定处理"),
    _incident("safety", "涉外安全事件",
              "全年发生涉外安全事件{number}起，已按预案处置并向主管部门报告"),
    _incident("politics_religion", "涉外政治宗教事件",
              "全年发生涉外政治宗教事件{number}起，已及时处置并向主管部门报告"),
    _incident("leaks", "失泄密事件", "全年发生失泄密事件{number}起，已按保密规定查处和报告"),
    _incident("discipline", "外事违纪行为",
              "全年查处外事违纪行为{number}起，已按规定处理"),
)
"""What a report may deny only after somebody has confirmed the zero."""
INCIDENTS_OF_TERM = tuple(
    replace(each, some=each.some.replace("全年", "{short}")) for each in INCIDENTS)
"""The same for a half-year."""

OFFICE_FACTS = (MEETINGS, RULES, LECTURES_ON_DISCIPLINE, DRILLS)
TYPED_FACTS = (*OFFICE_FACTS, *(incident.fact for incident in INCIDENTS))
