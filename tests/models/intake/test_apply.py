"""An import is all or nothing, one batch, undone in one step, and can be cancelled."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from models import history, search, store
from models.audit import AuditEntry, Batch
from models.entities import ENTITIES, entity_by_key
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.intake import report
from models.intake.apply import apply
from models.intake.plan import plan
from models.jobs import Cancelled
from tests.conftest import SAMPLES
from tests.models.intake.registers import KIM, TEACHER, imported, planned, teachers

pytestmark = pytest.mark.usefixtures("college")

WORKBOOKS = sorted(SAMPLES.glob("*.xlsx"))


def contents():
    """Every active record of the college in its stored form, without ids."""
    found = {}
    for entity in ENTITIES:
        names = [k.name for k in entity.kinds() if not hasattr(k, "rel_model")]
        rows = entity.active().dicts()
        found[entity.key()] = sorted(str([row[name] for name in names]) for row in rows)
    return found


class Watch:
    """Keeps every report; presses 取消 at a given one."""

    def __init__(self, cancel_at=None):
        self.said = []
        self._cancel_at = cancel_at

    def step(self, done, total, text=""):
        self.said.append((done, total, text))
        if len(self.said) == self._cancel_at:
            raise Cancelled


def test_the_seven_sample_workbooks_go_in_without_a_question():
    found = plan(WORKBOOKS)
    assert found.is_clean()
    assert found.counts() == {"新增": 126, "更新": 0, "相同": 0, "待定": 0, "退回": 0}
    apply(found)
    assert StaffMember.active().count() == 52
    assert TripMember.active().count() == 61
    assert {t.extra.get("团长") for t in OutboundTrip.active()} == {None}


def test_the_sample_workbooks_again_change_nothing_in_whatever_order():
    imported(*WORKBOOKS)
    before = contents()
    again = plan(list(reversed(WORKBOOKS)))
    assert again.counts()["相同"] == 126
    assert not again.writes()
    assert contents() == before


def test_the_sample_workbooks_one_by_one_come_to_the_same_as_together(tmp_path):
    for path in WORKBOOKS:
        imported(path)
    one_by_one = contents()
    for batch in history.batches():
        history.undo(batch, entity_by_key)
    imported(*WORKBOOKS)
    assert contents() == one_by_one


def test_an_import_is_one_batch_with_its_files_as_source():
    number = imported(*WORKBOOKS[:2])
    [batch] = history.batches()
    assert (batch.id, batch.label) == (number, "导入")
    assert batch.source == "、".join(path.name for path in WORKBOOKS[:2])
    assert AuditEntry.select(AuditEntry.batch).distinct().count() == 1


def test_an_import_is_undone_in_one_step():
    before = contents()
    number = imported(*WORKBOOKS)
    history.undo(Batch.get_by_id(number), entity_by_key)
    assert contents() == before
    assert plan(WORKBOOKS).counts()["新增"] == 126


def test_an_import_over_older_records_is_undone_to_exactly_those(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    before = contents()
    changed = (*KIM[:3], "女", *KIM[4:8], "写作", "续聘")
    number = imported(teachers(tmp_path / "b.xlsx", changed))
    assert contents() != before
    history.undo(Batch.get_by_id(number), entity_by_key)
    assert contents() == before


@pytest.mark.parametrize("at", range(1, 8))
def test_cancelling_at_any_report_leaves_nothing_behind(at):
    found = plan(WORKBOOKS)
    with pytest.raises(Cancelled):
        apply(found, progress=Watch(cancel_at=at))
    assert not any(contents().values())
    assert Batch.select().count() == 0


def test_cancelling_while_files_are_read_or_rows_checked_is_possible():
    for at in (1, 5, 8):
        with pytest.raises(Cancelled):
            plan(WORKBOOKS, progress=Watch(cancel_at=at))


def test_progress_says_what_is_being_done():
    watch = Watch()
    apply(plan(WORKBOOKS, progress=watch), progress=watch)
    said = " ".join(text for _, _, text in watch.said)
    for words in ("正在读取 2019年外籍教师台账.xlsx", "正在核对", "正在写入因公团组", "正在完成"):
        assert words in said
    assert watch.said[-1][0] == watch.said[-1][1]


def test_a_record_that_stands_in_the_way_rolls_everything_back(tmp_path, monkeypatch):
    found = planned(teachers(tmp_path / "a.xlsx", KIM))
    monkeypatch.setattr(store, "add_many", _fail_at(store.add_many, "engagement"))
    with pytest.raises(RuntimeError):
        apply(found)
    assert ForeignTeacher.select().count() == 0
    assert Batch.select().count() == 0


def _fail_at(add_many, key):
    def failing(entity, records, **more):
        if entity.key() == key:
            raise RuntimeError("disk full")
        return add_many(entity, records, **more)
    return failing


def test_imported_records_are_found_by_their_own_words_and_by_their_lines(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    for words in ("kim minjun", "M29381746", "minjun kim"):
        assert ForeignTeacher.select().where(search.matching(ForeignTeacher, words)).count() == 1


def test_a_line_added_to_a_known_record_renews_what_it_is_found_by(tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    imported(teachers(tmp_path / "b.xlsx", (*KIM[:4], "M99999999", "2032.7.1", *KIM[6:])))
    assert ForeignTeacher.select().where(search.matching(ForeignTeacher, "M99999999")).count() == 1


def test_random_registers_imported_twice_and_undone_leave_what_was_there(tmp_path):
    chance = Random(11)
    for turn in range(12):
        rows = [_random_teacher(chance) for _ in range(chance.randrange(1, 15))]
        before = contents()
        path = teachers(tmp_path / f"{turn}.xlsx", *rows)
        number = apply(planned(path), take_good_rows=True)
        again = planned(path).counts()
        assert again["新增"] == again["更新"] == 0
        if number and chance.random() < 0.5:
            history.undo(Batch.get_by_id(number), entity_by_key)
            assert contents() == before


PEOPLE = (
    ("KIM MINJUN", "韩国", "1974.2.8"), ("KIM MINJUN", "美国", "1990.5.1"),
    ("O'BRIEN, SIOBHAN", "爱尔兰", "1986.11.24"), ("Ｔａｎａｋａ　Yuki", "日本", "1988年9月"),
)


def _random_teacher(chance):
    """A row about one of a few people, with gaps and with cells that contradict other rows."""
    start = date(2018 + chance.randrange(3), 3, 1)
    name, nationality, born = chance.choice(PEOPLE)
    return (
        name, chance.choice((nationality, None)), chance.choice((born, None)),
        chance.choice(("男", "女", None)), chance.choice(("M1", "M2", None)),
        chance.choice(("2025.1.1", "2026-02", None)), start, start.replace(year=start.year + 1),
        chance.choice(("口语", "焊接", None)), chance.choice(("备注", "无", None)),
    )


def test_the_plan_as_data_and_as_lines_says_what_happened(tmp_path):
    bad = (*KIM[:6], "2019.2.30", *KIM[7:])
    found = planned(teachers(tmp_path / "台账.xlsx", KIM, bad))
    data = report.as_data(found)
    assert data["counts"]["退回"] == 1
    assert data["tables"][0]["register"] == "外籍教师"
    [refused] = [row for row in data["rows"] if row["action"] == "退回"]
    assert refused["problems"][0]["value"] == "2019.2.30"
    lines = "\n".join(report.as_lines(found, batch=7))
    for words in ("台账.xlsx 外籍教师〔外籍教师〕：新增 1、退回 1", "G列“聘期起”", "批次 7"):
        assert words in lines


def test_lines_for_the_terminal_name_extra_columns_notes_and_refusals(tmp_path):
    from tests.models.intake.files import workbook

    path = workbook(tmp_path / "a.xlsx", {
        "外籍教师": [(*TEACHER, "宿舍"), (*KIM, "甲"), ("LEE", *[None] * 5, *KIM[6:], None)],
        "采购": [("产品名称", "单价", "数量"), ("电脑", 5000, 2)],
    })
    lines = "\n".join(report.as_lines(planned(path)))
    for words in ("原样保留的列：宿舍", "提示 a.xlsx", "认不出"):
        assert words in lines
    assert Engagement.select().count() == 0


def test_numbers_of_papers_are_hidden_in_what_is_printed(tmp_path):
    head = (*TEACHER, "电话")
    imported(teachers(tmp_path / "a.xlsx", (*KIM, "13812345678"), head=head))
    found = planned(teachers(tmp_path / "b.xlsx", (*KIM[:8], "写作", None, "13987654321"), head=head))
    [row] = report.as_data(found)["rows"]
    shown = {(c["field"], c["old"], c["new"]) for c in row["changes"]}
    assert shown == {("任教课程", "会话", "写作"), ("电话", "13****78", "13****21")}
