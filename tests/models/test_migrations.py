"""Files of earlier versions are opened, brought up to date, and lose nothing."""

from __future__ import annotations

import pytest

from models import database, history, store
from models.audit import AuditEntry, Batch
from models.entities import FamilyMember, PartnerContact, PartnerSchool, StaffMember, entity_by_key
from models.entity import DATABASE

STAMP = "2026-01-05 09:00:00"
ROW = "'{}', '', '" + STAMP + "', '" + STAMP + "'"


@pytest.fixture
def first_version(tmp_path, monkeypatch):
    """A data folder as version 1 of the file left it, with a family and a contact in it."""
    folder = tmp_path / "data"
    with monkeypatch.context() as patch:
        patch.setattr(database.migrations, "STEPS", database.migrations.STEPS[:1])
        keeper = database.open_folder(folder)
        for statement in (
            'INSERT INTO staff_member (id, name, department, family, extra, search_key, '
            f"created_at, changed_at) VALUES (1, '王小明', '机械学院', '父亲 王某 退休', {ROW})",
            'INSERT INTO partner_school (id, name, contact_name, contact_email, extra, '
            "search_key, created_at, changed_at) "
            f"VALUES (1, '示例大学', '甲某', 'a@school.invalid', {ROW})",
            'INSERT INTO partner_school (id, name, extra, search_key, created_at, changed_at) '
            f"VALUES (2, '无联系人大学', {ROW})",
        ):
            DATABASE.execute_sql(statement)
        batch = Batch.create(at=STAMP, label="修改", source="")
        AuditEntry.create(
            batch=batch, entity="staff_member", record_id=1, action="changed", source="",
            before={"family": None, "department": "经管学院"},
            after={"family": "父亲 王某 退休", "department": "机械学院"},
        )
        keeper.close(backup=False)
    return folder


def test_a_file_of_the_first_version_opens_after_a_backup(first_version):
    keeper = database.open_folder(first_version)
    assert [backup.reason for backup in keeper.backups()] == ["升级前"]
    assert StaffMember.get_by_id(1).name == "王小明"
    assert StaffMember.get_by_id(1).inapplicable == {}
    assert keeper.check() == []
    keeper.close(backup=False)


def test_what_one_field_held_becomes_lines(first_version):
    keeper = database.open_folder(first_version)
    family = FamilyMember.get()
    assert (family.staff_member_id, family.remarks) == (1, "父亲 王某 退休")
    contact = PartnerContact.get()
    assert (contact.partner_id, contact.name, contact.email) == (1, "甲某", "a@school.invalid")
    assert PartnerContact.select().count() == 1, "no contact is made up where there was none"
    store.save(PartnerSchool.get_by_id(1))
    keeper.close(backup=False)


def test_a_change_made_before_the_step_is_still_taken_back(first_version):
    keeper = database.open_folder(first_version)
    history.undo(history.batches(1)[0], entity_by_key)
    assert StaffMember.get_by_id(1).department == "经管学院"
    keeper.close(backup=False)
