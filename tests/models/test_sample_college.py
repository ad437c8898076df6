"""Making and taking back the invented college: one batch, never mixed with real data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import database, sample_college, store
from models.audit import AuditEntry
from models.entities import ENTITIES
from models.entities.foreign_teacher import ForeignTeacher, TeacherDocument
from models.entities.office import OfficeProfile
from models.entities.outbound_student import OutboundStudent
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember
from models.errors import UserError
from models.jobs import Cancelled


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every stored value that is not a moment of writing."""
    return {
        entity.key(): list(
            entity.select(*[f for f in entity._meta.sorted_fields if f.name not in
                            ("created_at", "changed_at")]).order_by(entity.id).tuples()
        )
        for entity in ENTITIES
    }


def test_the_same_seed_makes_the_same_college(tmp_path):
    made = []
    for name in ("one", "two"):
        keeper = database.open_folder(tmp_path / name)
        sample_college.create(size=0.2, seed=7)
        made.append(everything())
        keeper.close(backup=False)
    assert made[0] == made[1]


def test_another_seed_makes_other_people(tmp_path):
    names = []
    for seed in (1, 2):
        keeper = database.open_folder(tmp_path / str(seed))
        sample_college.create(size=0.3, seed=seed)
        names.append([str(s) for s in OutboundStudent.active()])
        keeper.close(backup=False)
    assert names[0] != names[1]


def test_size_adds_records_but_keeps_the_known_cases(college):
    sample_college.create(size=0)
    assert OutboundTrip.active().where(OutboundTrip.title.contains("马来西亚")).exists()
    assert {record.nationality for record in ForeignTeacher.active()} >= {"GBR", "HKG"}
    permits = TeacherDocument.active().where(TeacherDocument.kind == "来往内地（大陆）通行证")
    assert {paper.teacher.nationality for paper in permits} == {"HKG"}


def test_it_is_one_batch_named_as_a_sample(college):
    batch = sample_college.create(size=0.1)
    assert batch.label == "示例数据"
    assert {entry.batch_id for entry in AuditEntry.select()} == {batch.id}


def test_undoing_leaves_nothing_and_a_new_sample_can_follow(college):
    batch = sample_college.create(size=0)
    assert sample_college.is_sample_present()
    assert sample_college.remove().undoes == batch
    assert [entity.key() for entity in ENTITIES if entity.active().exists()] == []
    assert not sample_college.is_sample_present()
    sample_college.create(size=0)
    assert sample_college.is_sample_present()


def test_an_edited_sample_is_removed_only_when_that_is_said(college):
    sample_college.create(size=0)
    teacher = ForeignTeacher.active().first()
    teacher.chinese_name = "试着改一下"
    store.save(teacher)
    with pytest.raises(UserError, match="之后又有改动"):
        sample_college.remove()
    sample_college.remove(even_changed=True)
    assert [entity.key() for entity in ENTITIES if entity.active().exists()] == []
    assert not sample_college.is_sample_present()


def test_a_sample_that_own_records_refer_to_stays(college):
    sample_college.create(size=0)
    own = OutboundTrip(title="本校团组", departed_on=date(2026, 3, 2))
    store.save(own)
    store.save(TripMember(trip=own, staff_member=StaffMember.get(StaffMember.staff_no == "103")))
    with pytest.raises(UserError, match="引用"):
        sample_college.remove(even_changed=True)
    assert sample_college.is_sample_present()


def test_removing_what_is_not_there_is_refused_in_words(college):
    with pytest.raises(UserError, match="没有示例数据"):
        sample_college.remove()


def test_a_second_sample_is_refused(college):
    sample_college.create(size=0.1)
    with pytest.raises(UserError, match="已经在这里"):
        sample_college.create(size=0.1)


def test_it_never_mixes_with_records_of_the_office(college):
    store.save(StaffMember(name="本校教师", department="外语学院"))
    with pytest.raises(UserError, match="教职工"):
        sample_college.create(size=0.1)


def test_a_profile_of_the_office_is_left_alone(college):
    store.save(OfficeProfile(school_name="本校"))
    sample_college.create(size=0.1)
    assert [p.school_name for p in OfficeProfile.active()] == ["本校"]


def test_cancelling_half_way_leaves_nothing(college):
    class Impatient:
        def step(self, done: int, total: int, text: str = "") -> None:
            if done > 50:
                raise Cancelled

    with pytest.raises(Cancelled):
        sample_college.create(size=0.1, progress=Impatient())
    assert not StaffMember.select().exists()


def test_papers_run_out_after_the_day_that_is_asked_for(college):
    today = date(2026, 11, 20)
    sample_college.create(size=0.1, today=today)
    soon = TeacherDocument.valid_until.within(today, today + timedelta(days=30))
    assert TeacherDocument.active().where(soon).exists()
