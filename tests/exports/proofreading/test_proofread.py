"""Whole reports: our own drafts are right, other people's raise no false alarm."""

from datetime import date

import pytest

from exports.drafts import DRAFTS, compose, draft_by_code
from exports.drafts.paper import as_docx
from exports.drafts.terms import HALF, Term
from exports.proofreading.base import Kind, Verdict
from exports.proofreading.nouns import FILE, lexicon
from exports.proofreading.proofread import proofread
from models.indicators import indicator_by_id
from models.indicators.base import Period, dimensions_of
from tests.exports.proofreading.conftest import judged

REPORT = """某某职业技术学院2024年外事工作总结
　　2024年，学校外事工作以“双高”建设为主线，认真贯彻《关于做好外事工作的意见》（教外〔2019〕5号）精神，落实“十四五”规划第十二条要求，现总结如下。
一、组织领导
　　（一）健全机制。学校成立由1名副校长分管、3个部门参与的工作专班，24小时值班电话0411-12345678，党支部开展“两学一做”学习教育6次。
　　（二）强化培训。面向35岁以下教师开设外语班，第二期培训班历时3个月、共48学时，2个二级学院参加，三等奖以上作品进入第三轮评选。
二、对外交流
　　1.邀请一批专家来校指导，其中两名教授开设选修课，学生3人一组完成12个作业。
　　2.与某国一流大学洽谈3+2项目，拟在2025年招收30名学生，力争三年内建成5个专业。
　　3.9月12日，某大学校长一行6人到访，走访了4个实训室，赠送图书120册。
三、存在问题
　　对外交流的教师不足全校教师的百分之五，国际化课程仅占3%，比例为1:20。
四、2025年工作计划
　　组派团组8个，聘请外籍教师12人，接待来访20批。"""


def alarms(text: str, year: int) -> list[str]:
    return [f.said for f in judged(text, year) if f.verdict is Verdict.DIFFERS]


@pytest.fixture(scope="module")
def summary(sample):
    return compose(draft_by_code("S1"), 2024, signed_on=date(2024, 12, 20))


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.code)
def test_our_own_drafts_are_right(sample, draft):
    for term in {draft.term(2025), Term(2025, HALF, 1) if draft.code == "S3" else None} - {None}:
        paper = as_docx(compose(draft, term, signed_on=date(2025, 12, 20)))

        result = proofread(paper, 2025)

        assert [f"{f.said}：{f.message}" for f in result.findings
                if f.verdict is Verdict.DIFFERS] == []


def test_most_numbers_of_our_own_summary_are_recognised(summary):
    found = [f for f in proofread(as_docx(summary)).findings if f.kind is Kind.RECORDS]

    agreeing = [f for f in found if f.verdict is Verdict.AGREES]
    assert len(agreeing) >= 0.9 * len(found) > 50


def test_a_changed_number_in_our_own_summary_is_the_only_one_wrong(summary):
    text = summary.text
    changed = text.replace("全年聘用外籍教师13人", "全年聘用外籍教师31人")
    assert changed != text

    assert alarms(changed, 2024) == ["全年聘用外籍教师31人"]


def test_a_report_full_of_numbers_that_count_nothing_raises_no_alarm(sample):
    assert alarms(REPORT, 2024) == []


def test_findings_come_in_reading_order(sample):
    result = proofread("聘请外籍教师31人。\n接待来访99批、999人次。\n新签协议88份。", 2024)

    at = [(f.places[0].block, f.places[0].start) for f in result.findings]
    assert at == sorted(at)
    assert result.counts()[Verdict.DIFFERS] >= 4


def test_the_year_comes_from_the_report_unless_it_is_given(sample):
    assert proofread("2023年外事工作总结\n聘请外籍教师5人。").year == 2023
    assert proofread("2023年外事工作总结\n聘请外籍教师5人。", 2024).year == 2024


def test_proof_reading_writes_nothing(sample):
    from models.audit import AuditEntry

    before = AuditEntry.select().count()
    proofread(REPORT, 2024)

    assert AuditEntry.select().count() == before


def test_every_figure_of_the_word_list_exists():
    for row in lexicon().rows:
        for spec in row.specs:
            if spec.typed:
                continue
            for id in (spec.id, *spec.plus):
                entity = indicator_by_id(id).entity
                assert all(key in dimensions_of(entity) for key, _ in spec.where), id


def test_every_slice_of_the_word_list_can_be_asked():
    for theme in {one.theme for one in lexicon().slices}:
        entities = {
            indicator_by_id(spec.id).at(Period.calendar_year(2024)).indicator.entity
            for row in lexicon().rows if row.theme == theme for spec in row.specs if spec.id
        }
        for one in lexicon().slices_of(theme):
            assert any(
                key in dimensions_of(entity) for entity in entities for key, _ in one.options
            ), one


def test_every_theme_of_the_word_list_has_figures():
    themes = {theme for theme, _ in lexicon().themes}

    assert themes == {row.theme for row in lexicon().rows}
    assert {one.theme for one in lexicon().slices} <= themes
    assert FILE.is_file()
