"""S3 半年工作总结及下半年打算: a half-year by its fixed lines, then what the next is to bring."""

from __future__ import annotations

from exports.drafts.base import Draft, Part, Passage, Section, Sentence
from exports.drafts.half_year_plan import PLAN
from exports.drafts.half_year_sentences import PROGRESS
from exports.drafts.listings import LISTINGS
from exports.drafts.terms import HALF
from exports.drafts.typed_facts import TYPED_FACTS

_PROGRESS = Section("progress", "{short}工作进展", PROGRESS, facts=(
    "trips.persons", "trips.person_days", "visits.countries", "partners.count",
    "agreements.signed_total", "students.stays", "outbound_students.person_days",
    "daily.expiring", "tasks.unreported",
))

HALF_YEAR = Draft(
    code="S3",
    label="半年工作总结及下步打算",
    title="{school}{term}外事工作总结及{next_short}工作打算",
    opening=Passage("opening", (
        Sentence(("{term}，{school}按照年度外事工作要点推进各项任务，守住涉外安全底线",)),
        Sentence(("现将{short}进展和{next_short}打算报告如下",)),
    )),
    parts=(Part("", (_PROGRESS, PLAN)),),
    typed_facts=TYPED_FACTS,
    listings=LISTINGS,
    spans=(HALF,),
)
