"""Proof-reading over a third of the corpus, and the corpus itself: no annotation without its words.

bench/proofreading.py prints where we stand over the whole corpus.
"""

from __future__ import annotations

import pytest

from exports.proofreading.base import Kind
from exports.proofreading.proofread import proofread
from exports.proofreading.reading import read, read_text
from models import database, sample_college
from models.indicators import indicator_by_id
from models.indicators.base import Period
from tests.corpus.base import Written
from tests.corpus.documents import as_text, as_word
from tests.corpus.reports import corpus, is_held_out
from tests.corpus.scoring import Total, score
from tests.corpus.truth import Truth

PRECISION, RECALL = 0.9, 0.55
"""What is held today, not what is wanted; to be raised. They hold for the held-out third, which
nobody saw while proof-reading was improved; over the other texts it does better."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    keeper = database.open_folder(tmp_path_factory.mktemp("college") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


@pytest.fixture(scope="module")
def truth(sample) -> Truth:
    return Truth()


@pytest.fixture(scope="module")
def reports(truth) -> list[Written]:
    return corpus(truth)


@pytest.fixture(scope="module")
def total(reports) -> Total:
    scores = Total()
    for report in filter(is_held_out, reports):
        result = proofread(as_word(report), report.year)
        scores.scores.append(score(report, result.report, result.findings))
    return scores


def test_few_findings_are_false_alarms(total):
    alarms = [(one.written.name, alarm.said) for one in total.scores for alarm in one.alarms]
    precision = total.precision
    assert precision >= PRECISION, alarms


def test_most_seeded_errors_are_found(total):
    missed = [(one.written.name, seed.spot.words) for one in total.scores for seed in one.missed]
    recall = total.recall
    assert recall >= RECALL, missed


def test_the_corpus_is_large_and_has_errors_of_every_kind(reports):
    kinds = {seed.kind for report in reports for seed in report.seeds}
    assert len(reports) >= 60
    assert sum(len(report.seeds) for report in reports) >= 150
    assert sum(len(report.traps) for report in reports if not report.seeds) >= 150
    assert kinds == set(Kind)


def test_every_annotated_paragraph_holds_its_words_once(reports):
    for report in reports:
        whole = "\n".join(text for *_, text in report.pieces())
        spots = [spot for seed in report.seeds for spot in seed.spots()]
        for spot in [*spots, *(trap.spot for trap in report.traps)]:
            text = report.text_of(spot)
            assert text[spot.start:spot.start + len(spot.words)] == spot.words, report.name
        for words in [seed.spot for seed in report.seeds] + [trap.spot for trap in report.traps]:
            if words.row < 0:
                assert whole.count(words.words) == 1, (report.name, words.words)


def test_an_error_changes_only_its_own_words(reports):
    """With every error put right again a report is the one without errors, where years agree."""
    clean = {(report.name[:-1], report.year): report for report in reports if not report.seeds}
    compared = 0
    for report in reports:
        other = clean.get((report.name[:-1], report.year))
        if other is None:
            continue
        texts = {piece[:3]: piece[3] for piece in report.pieces()}
        for seed in sorted(report.seeds, key=lambda one: -one.spot.start):
            spot = seed.spot
            key = (spot.block, spot.row, spot.column)
            end = spot.start + len(spot.words)
            assert spot.words != seed.right
            texts[key] = texts[key][:spot.start] + seed.right + texts[key][end:]
        assert texts == {piece[:3]: piece[3] for piece in other.pieces()}, report.name
        compared += bool(report.seeds)
    assert compared > 30


@pytest.mark.parametrize(("key", "identifier"), [
    ("出访.批", "trips.groups"), ("出访.人次", "trips.person_times"), ("出访.人", "trips.persons"),
    ("出访.国家", "trips.countries"), ("出访.费用", "trips.cost"), ("来访.全部批", "visits.groups"),
    ("来访.境外人次", "visits.outside_person_times"), ("来访.意向", "work.intentions"),
    ("外教.人", "teachers.headcount"), ("外教.年末", "teachers.at_year_end"),
    ("外教.新聘", "teachers.new"), ("外教.国家", "teachers.countries"),
    ("学生.人", "students.headcount"), ("学生.年末", "students.at_end"), ("学生.新", "students.new"),
    ("学生.国家", "students.countries"), ("学生.毕结业", "students.graduated"),
    ("奖学金.人", "scholarships.winners"), ("奖学金.元", "scholarships.paid"),
    ("派出.人次", "outbound_students.person_times"), ("派出.国家", "outbound_students.countries"),
    ("协议.新签", "agreements.new"), ("协议.有效", "agreements.valid"),
    ("协议.累计", "agreements.signed_total"), ("协议.有效国家", "partners.countries"),
    ("活动.场", "events.count"), ("活动.听众", "events.lecture_audience"),
    ("办学.在校生", "joint.students"), ("办学.中外在校生", "influence.joint_students"),
    ("办学点.学生", "sites.students"), ("办学点.培训人日", "sites.training_days"),
    ("成果.课程标准", "influence.course_standards"), ("捐赠.元", "city.donated"),
])
def test_the_plain_count_comes_to_the_indicator_s_number(truth, key, identifier):
    indicator = indicator_by_id(identifier)
    for year in (2023, 2024, 2025):
        assert truth.number(key, year) == indicator.at(Period.calendar_year(year)).value(), year


@pytest.mark.parametrize("style", ["word", "wps", "plain"])
def test_a_report_reads_the_same_as_a_word_file_and_as_text(reports, style):
    report = next(one for one in reports if one.style == style)
    written = "".join("".join(text.split()) for *_, text in report.pieces())
    for found in (read(as_word(report)), read_text(as_text(report))):
        texts = [text for block in found.blocks
                 for text in ([cell for row in block.rows for cell in row] or [block.text])]
        assert "".join("".join(text.split()) for text in texts) == written
