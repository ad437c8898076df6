"""A report held against itself: sums and counted lists, and what is no error at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exports.proofreading import consistency, numbers, reading
from exports.proofreading.base import Finding, Kind, Verdict

SOURCES = Path(__file__).parents[4] / "shared" / "source-documents"


def checked(text: str, year: int = 2024) -> list[Finding]:
    report = replace(reading.read_text(f"{year}年外事工作总结\n{text}"), year=year)
    return consistency.check(report, numbers.mentions(report))


def only(text: str, kind: Kind) -> Finding:
    found = checked(text)
    assert [finding.kind for finding in found] == [kind], [f.message for f in found]
    assert found[0].verdict is Verdict.DIFFERS
    return found[0]


# Sums ---------------------------------------------------------------------------------------


def test_parts_over_a_whole_sentence_list_exceed_the_total():
    finding = only(
        "全年组派因公团组共10个。其中7个团组31人次赴德国、法国商谈项目；1个团组1人次随省厅赴美国进修；"
        "3个团组9人次赴香港参加研修。", Kind.SUM,
    )
    assert "7＋1＋3＝11个" in finding.message
    assert "10个" in finding.message
    assert len(finding.places) == 4


def test_the_place_of_a_finding_is_the_number_in_the_text_as_written():
    text = "全年共派出 10 个团组。其中赴日本 7 个、赴英国 4 个。"
    finding = only(text, Kind.SUM)
    assert [text[p.start:p.end] for p in finding.places] == ["10 个", "7 个", "4 个"]


@pytest.mark.parametrize("text", [
    "学校现有外籍教师12名，其中男7名、女4名。",
    "学校现有外籍教师12名，男7名、女4名。",
    "聘请外籍教师12名，分别为英语8名、日语3名和韩语2名。",
    "全年举办活动12场：讲座5场、论坛4场、展览2场。",
    "全年共接待来访团组10个、35人次（其中日本团组6个、11人次，韩国团组5个、24人次）。",
    "共招收国际学生30人，其中学历生20人（本科12人、专科9人），非学历生10人。",
    "共派出团组10个，其中教学科研类6个，其余3个为党政类。",
    "全年举办讲座3场、论坛2场，共6场。",
    "全年共派出因公团组10个，具体如下：\n1.教学科研类团组6个，出访21人次。\n2.党政类团组3个，出访8人次。",
    "全年共派出5个团组，其中赴日本6个。",
    "全年新签协议9项，包括合作办学协议4项、学生交流协议3项和教师互访协议1项。",
    "在校国际学生48人。其中，学历生30人，非学历生19人。",
    "全年共举办活动12场。一是举办讲座5场；二是举办论坛4场；三是举办展览4场。",
    "教学科研类团组3个、16人次，行政类团组2个、5人次，共5个团组、22人次。",
    "全年共派出团组10个。\n其中，教学科研类7个，党政类4个。",
    "外籍教师10人，来自美国（3人）、英国（4人）、日本（2人）、俄罗斯（2人）4个国家。",
    "派出学生10人次，其中交换4人次、实习2人次、短期研修2人次、竞赛2人次、升学1人次。",
])
def test_a_sum_that_does_not_come_out_is_found(text):
    only(text, Kind.SUM)


@pytest.mark.parametrize("text", [
    "全年组派因公团组共11个。其中7个团组31人次赴德国；1个团组1人次赴美国；3个团组9人次赴香港。",
    "学校现有外籍教师12名，其中博士7名、女8名。",
    "学校现有外籍教师12名，其中博士7名、英语教师3名。",
    "聘请外籍教师13名，分别为英语8名、日语3名和韩语2名。",
    "全年举办活动12场：讲座5场、论坛4场、展览3场，参加师生2000余人次。",
    "全年举办活动约12场：讲座5场、论坛4场、展览2场。",
    "共招收国际学生30人，其中学历生20人，其中博士5人；非学历生10人。",
    "共派出团组10个，其中教学科研类6个，其余4个为党政类。",
    "全年举办讲座3场、论坛2场，共5场。",
    "全年共派出因公团组9个，具体如下：\n1.教学科研类团组6个，出访21人次。\n2.党政类团组3个，出访8人次。",
    "全年共派出因公团组9个，较上年增加2个，其中教学科研类团组6个，较上年增加4个。",
    "全年共派出5个团组访问了8个国家，其中6个国家为共建“一带一路”国家。",
    "全年接待来访12批，其中由校领导出面接待的8批，参与洽谈合作办学的7批。",
    "全年共派出团组9个，其中赴日本3个。全年共接待来访团组12个，其中来自日本的8个、韩国的4个。",
    "全年新签协议9项，包括合作办学协议4项、学生交流协议3项等。",
    "共派遣包括交换生在内的20名学生出国留学。今年接收4名韩国学生，派遣包括进修生在内的20名学生。",
    "外籍教师10人，来自美国（3人）、英国（4人）、日本（2人）、俄罗斯（1人）4个国家。",
    "合作协议共22份，其中有效协议18份，年内到期5份。",
    "参加国际大赛3项，获奖5人次，其中一等奖1项、二等奖3项、三等奖2项。",
    "学院教师随团出访2人次（全校因公出访27人次）。",
    "每团3—5人，全年共派出团组4个，其中赴日本2个、每团5人。",
    "全年派出10个团组、31人次，其中教师21人。",
])
def test_a_sum_that_may_be_right_is_left_alone(text):
    assert checked(text) == []


def test_plan_numbers_of_the_next_year_are_never_parts_of_this_year():
    text = "全年共派出团组3个。\n二、2025年工作计划\n计划派出团组10个，其中赴日本6个、赴英国4个。"
    assert checked(text) == []


# Counted lists ------------------------------------------------------------------------------


def test_a_repeated_item_is_named_with_both_its_places():
    text = "双方拟在机电一体化、物流管理、软件工程、物流管理四个专业开展合作。"
    finding = only(text, Kind.LIST)
    assert "“物流管理”列了两次" in finding.message
    assert "不重复的只有3项" in finding.message
    assert {text[p.start:p.end] for p in finding.places} == {"物流管理", "四个"}
    assert len({p.start for p in finding.places}) == 3


@pytest.mark.parametrize("text", [
    "新增四个专业（机电一体化、物流管理、软件工程、物流管理）参与合作。",
    "国际学生来自日本、韩国、老挝、越南、泰国、马来西亚等5个国家。",
    "国际学生来自日本、韩国、老挝和越南5个国家。",
    "与3所院校（东海大学、北山学院）续签协议。",
    "制定《外籍教师管理办法》《来访接待办法》《因公出国管理办法》等2项制度。",
    "制定《外籍教师管理办法》《来访接待办法》《外籍教师管理办法》3项制度。",
    "主要做了三个方面工作：一是加强管理；二是规范程序；三是做好服务；四是加强宣传。",
    "在教学、科研、管理、服务三个方面达成合作意向。",
    "合作语种有英语、日语、韩语、法语三个语种。",
    "在聘外籍教师国籍包括英国、韩国、俄罗斯、克罗地亚、英国五国。",
    "全年到访新加坡2个国家。",
    "按任务分为一般性交流、国际会议三类。",
])
def test_a_list_that_is_not_as_long_as_its_number_is_found(text):
    only(text, Kind.LIST)


@pytest.mark.parametrize("text", [
    "国际学生来自日本、韩国、老挝、越南等5个国家。",
    "国际学生来自日本、韩国、老挝和越南4个国家。",
    "合作涉及旅游与酒店管理、机电一体化和物流管理3个专业。",
    "与3所院校：东海大学、北山学院和南洋工业学院续签协议。",
    "制定《外籍教师管理办法》《来访接待办法》等5项制度。",
    "印发《外籍师生日报通知》《返校复课通知》等文件16份。",
    "聘请英语、日语12名外籍教师任教。",
    "引入英、美、新加坡10所优质学校合作。",
    "派出12名教师（英语、日语专业）赴英国研修。",
    "在学校、学院的支持下与日本、韩国2个国家开展合作。",
    "教师、学生30人参加。教学、科研、管理三个方面取得进展。",
    "举办“中文、武术与书法”、“茶艺”和“剪纸”3个体验项目。",
    "组织参加第44、45届世界技能竞赛。",
    "接待日本、韩国、英国等国家、台湾地区和国内的来访团组10个。",
    "支持东海大学、北山学院、南洋工业学院等高校建设农业、物流、旅游等3个产业学院。",
])
def test_a_list_that_may_fit_its_number_is_left_alone(text):
    assert checked(text) == []


# Real reports -------------------------------------------------------------------------------


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the reports of other schools are not here")
def test_real_reports_give_no_false_alarm_and_the_two_errors_of_one_are_found():
    kinds = {}
    for path in sorted(SOURCES.glob("*.txt")):
        report = reading.read_text(path.read_text("utf-8"))
        found = consistency.check(report, numbers.mentions(report))
        kinds[path.name[:3]] = sorted(finding.kind.name for finding in found)
    errors = kinds.pop("003")
    assert errors == ["LIST", "SUM"]
    assert not any(kinds.values()), kinds
