"""What the program writes as a list it reads again without a change, masked or not."""

from __future__ import annotations

import pytest

from exports import register
from models import sample_college, store
from models.entities.foreign_teacher import ForeignTeacher
from models.intake.plan import plan
from models.intake.registers import registers
from models.listing import Listing, columns_of
from tests.models.intake.registers import KIM, TEACHER, imported, planned, row_of, teachers


@pytest.mark.parametrize("masked", [True, False], ids=["masked", "plain"])
def test_every_exported_list_comes_back_without_a_change(college, tmp_path, masked):
    sample_college.create(size=0.2)
    for each in registers():
        entity = each.entity
        if each.main is not entity:
            continue
        path = tmp_path / f"{entity.key()}.xlsx"
        written = register.export_list(
            Listing(entity), columns_of(entity), path=path, masked=masked
        )
        found = plan([path])
        assert found.tables[0].mapping.register is each
        assert found.counts()["相同"] == written, entity.label
        assert not found.writes()


def test_a_masked_number_never_takes_the_place_of_the_real_one(college, tmp_path):
    imported(teachers(tmp_path / "a.xlsx", (*KIM, "13812345678"), head=(*TEACHER, "电话")))
    masked = teachers(tmp_path / "b.xlsx", (*KIM, "13****78"), head=(*TEACHER, "电话"))
    found = planned(masked)
    assert "遮盖" in row_of(found, 2).notes[0]
    assert not found.writes()
    assert ForeignTeacher.active().get().phone == "13812345678"


def test_the_remarks_of_a_person_are_not_repeated_in_the_contract(college, tmp_path):
    imported(teachers(tmp_path / "a.xlsx", KIM))
    teacher = ForeignTeacher.active().get()
    teacher.remarks = "爱好书法"
    store.save(teacher)
    same = teachers(tmp_path / "b.xlsx", (*KIM[:9], "爱好书法"))
    assert planned(same).counts()["相同"] == 1
