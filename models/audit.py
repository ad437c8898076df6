"""History: which batch changed which record from what to what, and where that came from."""

from __future__ import annotations

from typing import Any

import peewee

from models.entity import DATABASE, JsonField


class Batch(peewee.Model):
    """One action of the user: everything in it was written, and can be undone, together.

    label: what was done (导入, 修改 …). source: by hand, or which files. undoes: the batch
    that this one reversed. Rows are never updated or deleted (triggers see to it).
    """

    id = peewee.AutoField()
    at = peewee.TextField()
    label = peewee.TextField()
    source = peewee.TextField()
    undoes = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        database = DATABASE
        legacy_table_names = False

    def is_undone(self) -> bool:
        """Whether a later batch reversed this one and was not itself reversed."""
        reverse = Batch.select().where(Batch.undoes == self.id).order_by(Batch.id.desc()).first()
        return reverse is not None and not reverse.is_undone()


class AuditEntry(peewee.Model):
    """One record changed in one batch.

    action: created, changed, retired or restored. before/after: stored form of the fields
    that changed. source: for imports, file, sheet and row.
    """

    id = peewee.AutoField()
    batch = peewee.ForeignKeyField(Batch, backref="entries", on_delete="RESTRICT")
    entity = peewee.TextField()
    record_id = peewee.IntegerField()
    action = peewee.TextField()
    before = JsonField(default=dict)
    after = JsonField(default=dict)
    source = peewee.TextField(default="")

    class Meta:
        database = DATABASE
        legacy_table_names = False
        indexes = ((("entity", "record_id"), False),)

    def fields(self) -> list[tuple[str, Any, Any]]:
        """(field name, old, new) of each change, in stored form."""
        names = sorted({*self.before, *self.after})
        return [(name, self.before.get(name), self.after.get(name)) for name in names]
