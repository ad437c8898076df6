"""Every trap of a real register, imported and compared with what is declared beside its file."""

from __future__ import annotations

import pytest

from models.errors import UserError
from models.intake.apply import apply
from models.intake.plan import ImportPlan, plan
from tests.models.intake.messy import TRAPS, Trap

pytestmark = pytest.mark.usefixtures("college")

TAKEN = tuple(trap for trap in TRAPS if not trap.refusal)


def written(found: ImportPlan) -> dict[tuple[int, str], str]:
    """What would be written, by row and label; later tables count where a row is in several."""
    return {(r.number, c.label): c.new for _, r in found.rows() for c in r.details()}


@pytest.mark.parametrize("trap", TAKEN, ids=lambda trap: trap.name)
def test_every_row_of_a_messy_file_is_accounted_for(trap: Trap, tmp_path):
    found = plan([trap.make(tmp_path)])
    counts = found.counts()
    expected = {"新增": trap.new, "更新": trap.changed, "退回": trap.refused, "待定": 0, "相同": 0}
    assert counts == expected, found.problems()
    values = written(found)
    assert {key: values.get(key) for key in trap.values} == trap.values
    said = found.problems()
    for reason in trap.reasons:
        assert any(reason in sentence for sentence in said), said
    dropped = {d.reason for table in found.tables for d in table.table.dropped}
    assert set(trap.dropped) <= dropped
    notices = "".join(n for table in found.tables for n in table.table.notices)
    assert all(words in notices for words in trap.notices), notices


@pytest.mark.parametrize(
    "trap", [trap for trap in TRAPS if trap.refusal], ids=lambda trap: trap.name
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(trap: Trap, tmp_path):
    with pytest.raises(UserError) as refused:
        plan([trap.make(tmp_path)])
    assert trap.refusal in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize("trap", TAKEN, ids=lambda trap: trap.name)
def test_a_messy_file_imported_again_changes_nothing(trap: Trap, tmp_path):
    path = trap.make(tmp_path)
    apply(plan([path]), take_good_rows=True)
    again = plan([path])
    assert not again.writes(), [c for _, r in again.rows() for c in r.changes]
