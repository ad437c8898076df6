"""The colleges hold what makes F15 to F25 hard: else equal counts would prove little."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.oracle.colleges import college
from tests.oracle.tables import live


@pytest.fixture(scope="module")
def colleges():
    return [college(seed) for seed in range(40)]


def every(colleges, kind):
    return [record for tables in colleges for record in live(tables, kind)]


def test_agreements_end_early_renew_run_for_ever_or_have_no_dates(colleges):
    papers = every(colleges, "agreement")
    assert any(p["valid_until"] == "9999-12-31" for p in papers)
    assert any(p["valid_until"] is None and not p["auto_renewed"] for p in papers)
    assert any(p["auto_renewed"] and p["valid_until"] and p["valid_until"] < "2024" for p in papers)
    assert any(p["terminated_on"] and p["terminated_on"] == p["valid_until"] for p in papers)
    assert any(p["signed_on"] is None for p in papers)
    assert any(p["signed_on"] and len(p["signed_on"]) < 10 for p in papers)


def test_partners_are_linked_named_otherwise_or_in_the_bin(colleges):
    assert {p["country"] for p in every(colleges, "partner_school")} >= {
        "HKG", "MAC", "TWN", "CHN", None}
    assert any(p["retired_at"] and any(a["partner"] == p["id"] for a in live(tables, "agreement"))
               for tables in colleges for p in tables["partner_school"])
    assert {bool(v["partner"]) for v in every(colleges, "inbound_visit")} == {True, False}
    assert every(colleges, "partner_alias")


def test_sites_close_within_the_school_year_and_programmes_have_no_courses(colleges):
    assert any("2023-09" < (s["closed_on"] or "") < "2024-08"
               for s in every(colleges, "overseas_site"))
    taught = [{c["programme"] for c in live(tables, "programme_course")} for tables in colleges]
    assert any({p["id"] for p in live(tables, "joint_programme")} - some
               for tables, some in zip(colleges, taught, strict=True))
    assert any(p["recruits_until"] and p["recruits_until"] < "2024"
               for p in every(colleges, "joint_programme"))


def test_adoptions_are_undated_half_dated_and_of_hong_kong(colleges):
    days = [a["adopted_on"] for a in every(colleges, "adoption")]
    assert {None if day is None else len(day) for day in days} == {None, 4, 7, 10}
    assert {"HKG", "MAC", "TWN"} <= {a["country"] for a in every(colleges, "adoption")}


def test_own_people_learn_abroad_for_months_on_days_of_their_own(colleges):
    assert any(m["left_home_on"] and m["came_home_on"] for m in every(colleges, "trip_member"))
    assert any(t["task_kind"] == "培训进修" and t["returned_on"] is None
               for t in every(colleges, "outbound_trip"))


def test_plans_and_ledgers_have_gaps(colleges):
    targets = every(colleges, "plan_target")
    assert any(t["base_value"] is not None and t["base_value"] == t["target_value"]
               for t in targets)
    assert any(t["base_year"] is None or t["target_year"] is None for t in targets)
    assert any(t["figure"] == "gone.figure" for t in targets)
    told = [[line["task"] for line in live(tables, "quarter_progress")] for tables in colleges]
    assert any({t["id"] for t in live(tables, "work_task")} - set(some)
               for tables, some in zip(colleges, told, strict=True))
    assert any(line["state"] is None for line in every(colleges, "quarter_progress"))
    assert any(a[0] == b[0] and a[1] == b[1] for tables in colleges for a, b in pairwise(sorted(
        (p["task"], p["quarter"]) for p in live(tables, "quarter_progress"))))


def test_daily_reports_miss_days_and_cross_the_year_s_end(colleges):
    days = [sorted({r["day"] for r in live(tables, "daily_report")}) for tables in colleges]
    assert any(some and some[0] < "2024" < some[-1] for some in days)
    assert any(int(b[8:]) - int(a[8:]) > 1 for some in days
               for a, b in pairwise(d for d in some if len(d) == 10) if a[:7] == b[:7])
    assert any(len(day) == 7 for some in days for day in some)
