"""The machine-readable zone: every public specimen, every changed digit, names, centuries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import mrz, mrz_names
from models.mrz_names import Name
from models.partial_date import PartialDate

TODAY = date(2026, 11, 20)
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD3 = f"{FIRST}\n{SECOND}"
OLD_TD3 = f"{FIRST}\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)
MRV_A = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
)
SPECIMENS = {
    "TD3": (TD3, "62910"), "old TD3": (OLD_TD3, "31614"), "TD2": (TD2, "7296"),
    "TD1": (TD1, "7296"), "MRV-A": (MRV_A, "489"),
}
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
DAYS = st.dates(date(1930, 1, 1), date(2026, 11, 19))
COUNTRIES = st.sampled_from(["KOR", "GBR", "JPN", "THA", "FRA", "D"])


def read(typed: str) -> mrz.Reading:
    return mrz.read(typed, today=TODAY)


def changed(typed: str, line: int, place: int, letter: str) -> str:
    lines = typed.split("\n")
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    return "\n".join(lines)


@st.composite
def passports(draw):
    name = Name(draw(LETTERS), " ".join(draw(st.lists(LETTERS, max_size=4))))
    number = draw(st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=6, max_size=9))
    born, until = draw(DAYS), draw(st.dates(date(2027, 1, 1), date(2036, 12, 31)))
    optional = draw(st.text("ABCDEF0123456789", max_size=14))
    written = mrz.written_td3(
        name, number, country=draw(COUNTRIES), born=f"{born:%y%m%d}", until=f"{until:%y%m%d}",
        sex=draw(st.sampled_from("MF<")), optional=optional,
    )
    return name, number, born, until, written


@pytest.mark.parametrize(("words", "digit"), [("520727", "3"), ("AB2134<<<", "5"),
                                              ("HA672242<", "6")])
def test_the_check_digits_of_the_standard_come_out(words, digit):
    assert mrz.check_digit(words) == digit


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_public_specimen_is_right_with_its_check_digits(name):
    typed, digits = SPECIMENS[name]
    reading = read(typed)
    assert reading.is_right, [str(p) for p in reading.problems]
    assert "".join(check.expected for check in reading.checks) == digits
    assert reading.name == Name("ERIKSSON", "ANNA MARIA")


@pytest.mark.parametrize(("name", "code"), [("TD3", "TD3"), ("TD2", "TD2"), ("TD1", "TD1"),
                                            ("MRV-A", "MRV-A")])
def test_the_format_is_told_from_the_lines(name, code):
    assert read(SPECIMENS[name][0]).layout.code == code


def test_a_passport_gives_the_values_of_the_form():
    values = read(TD3).values
    assert values["passport_name"] == "ERIKSSON, ANNA MARIA"
    assert values["number"] == "L898902C3"
    assert values["sex"] == "女"
    assert values["born_on"] == date(1974, 8, 12)
    assert values["valid_until"] == date(2012, 4, 15)
    assert values["optional"] == "ZE184226B"


def test_an_unknown_country_is_let_through_with_a_warning():
    warnings = [str(p) for p in read(TD3).problems if p.is_warning]
    assert any(w.startswith("第1行第3–5位：签发国“UTO”") and "已放行" in w for w in warnings)
    other = read(TD3.replace("UTO", "QQQ"))
    assert other.values["nationality"] is None
    assert "第2行第11–13位：国籍“QQQ”不在国别表中，已放行，请核对" in [str(p) for p in other.problems]


def test_germany_is_written_with_one_letter():
    assert mrz_names.country_of("D<<") == ("DEU", "")


def test_a_paper_that_has_run_out_is_a_warning():
    assert "第2行第22–27位：证件已于 2012-04-15 到期" in [str(p) for p in read(TD3).problems]


def test_spaces_small_letters_and_full_width_forms_do_not_matter():
    spaced = TD3.lower().replace("<", "＜").replace("l898902c36", "l898 902c3 6")
    assert read(spaced).is_right


def test_one_long_line_is_cut_into_its_lines():
    assert read(FIRST + SECOND).lines == (FIRST, SECOND)
    assert len(read(TD1.replace("\n", "")).lines) == 3


def test_a_missing_character_is_counted():
    assert "第2行：有43个字符，应为44个，少1个" in [str(p) for p in read(TD3[:-1]).problems]


def test_missing_fillers_after_the_name_are_only_a_warning():
    reading = read(f"{FIRST.rstrip('<')}\n{SECOND}")
    assert reading.is_right
    assert reading.name == Name("ERIKSSON", "ANNA MARIA")


def test_one_line_alone_is_no_zone():
    assert [str(p) for p in read(SECOND).problems] == ["第1行：应为两行（护照、签证）或三行（卡式证件），现在是1行"]
    assert read("").problems == ()


def test_a_letter_in_a_date_is_pointed_out_and_not_changed():
    typed = changed(TD3, 1, 14, "A")
    typed = changed(typed, 1, 13, "O")
    words = [str(p) for p in read(typed).problems]
    assert "第2行第14位：出生日期应为数字，现为“O”，可能是数字 0" in words
    assert read(typed).lines[1][13] == "O"
    assert read(typed).values["born_on"] is None


@pytest.mark.parametrize(("letter", "digit"), [("O", "0"), ("I", "1"), ("B", "8"), ("S", "5")])
def test_confused_letters_in_digit_fields_name_the_digit(letter, digit):
    words = [str(p) for p in read(changed(TD3, 1, 22, letter)).problems]
    assert f"第2行第23位：有效期至应为数字，现为“{letter}”，可能是数字 {digit}" in words


def test_a_digit_in_a_name_is_pointed_out():
    words = [str(p) for p in read(changed(TD3, 0, 6, "1")).problems]
    assert "第1行第7位：姓名中不应有数字“1”，可能是字母 I" in words


def test_a_wrong_number_says_which_confused_character_would_fit():
    words = " ".join(str(p) for p in read(changed(TD3, 1, 5, "O")).problems)
    assert "第2行第1–9位：证件号与第10位校验位“6”不符" in words
    assert "第6位“O”若是“0”即相符" in words


@given(passports())
def test_what_is_written_reads_back(passport):
    name, number, born, until, written = passport
    reading = read(written)
    assert reading.is_right, [str(p) for p in reading.problems]
    assert reading.values["number"] == number
    assert reading.values["valid_until"] == until
    if len(name.surname) + 2 + len(name.given) < 39 and reading.name is not None:
        assert reading.name == name
    if born > date(1926, 11, 20):
        assert reading.values["born_on"] in (born, born.replace(year=born.year + 100))


@given(passports(), st.data())
def test_any_changed_digit_of_a_protected_field_is_noticed(passport, data):
    written = passport[-1]
    line = written.split("\n")[1]
    protected = [at for at, c in enumerate(line) if c.isdigit() and at not in (10, 11, 12, 20)]
    at = data.draw(st.sampled_from(protected))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != line[at]]))
    assert not read(changed(written, 1, at, other)).is_right


def test_the_blind_spot_of_the_standard_is_as_documented():
    blind = changed(TD3, 1, 1, "I")  # 8 and I differ by ten
    assert read(blind).is_right
    assert read(blind).values["number"] == "LI98902C3"


@pytest.mark.parametrize(("digits", "day"), [
    ("260101", date(2026, 1, 1)), ("261121", date(1926, 11, 21)), ("270101", date(1927, 1, 1)),
    ("0001<<", PartialDate(2000, 1)), ("74<<<<", PartialDate(1974)), ("<<<<<<", None),
])
def test_a_birth_is_never_after_today_and_may_be_known_in_part(digits, day):
    assert mrz_names.birth_day(digits, TODAY) == day


def test_an_impossible_day_is_a_problem_with_its_place():
    written = mrz.written_td3(Name("LEE"), "M1234567", country="KOR", born="990230", until="300101")
    reading = read(written)
    assert "第2行第14–19位：出生日期“990230”不是存在的日期" in [str(p) for p in reading.problems]
    assert reading.values["born_on"] is None


def test_a_long_number_of_a_card_goes_on_in_the_optional_data():
    number = "D23145890734"
    front = number[:9] + "<" + number[9:] + mrz.check_digit(number)
    first = "I<UTO" + front.ljust(25, "<")
    whole = mrz.check_digit(first[5:30] + "7408122" + "1204159" + "<" * 11)
    reading = read(f"{first}\n7408122F1204159UTO<<<<<<<<<<<{whole}\n{'LEE<<MINA'.ljust(30, '<')}")
    assert reading.values["number"] == number
    assert reading.is_right


def test_the_published_cut_name_is_told_to_be_cut():
    field = "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    assert mrz_names.read_name(field).is_cut
    whole = Name("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG")
    assert mrz_names.name_field(whole, 39) == field


@given(st.lists(LETTERS, min_size=1, max_size=5), st.lists(LETTERS, max_size=6))
def test_a_name_field_is_filled_and_ends_in_a_letter_when_cut(surnames, given_names):
    name = Name(" ".join(surnames), " ".join(given_names))
    field = mrz_names.name_field(name, 39)
    assert len(field) == 39
    fits = len(f"{name.surname}  {name.given}".strip()) <= 39
    assert fits or field[-1].isalpha()


def test_a_name_without_given_names_stands_alone():
    assert mrz_names.read_name("ARKFREITH".ljust(39, "<")) == Name("ARKFREITH")
    assert str(Name("ARKFREITH")) == "ARKFREITH"


@pytest.mark.parametrize(("words", "plain"), [
    ("Müller", "MUELLER"), ("Ångström", "AANGSTROEM"), ("Ærø", "AEROE"), ("Strauß", "STRAUSS"),
    ("Nuñez", "NUNEZ"), ("Þór", "THOR"), ("O'Connor", "OCONNOR"), ("Anne-Marie", "ANNE MARIE"),
    ("François", "FRANCOIS"), ("ＬＥＥ, Mi na", "LEE MI NA"), ("何杰", ""),
])
def test_names_are_written_in_the_letters_of_the_zone(words, plain):
    assert mrz_names.transliterated(words) == plain


@pytest.mark.parametrize(("one", "other", "same"), [
    ("MÜLLER, ANN-MARIE", "Mueller Ann Marie", True), ("MULLER, HANS", "MÜLLER, HANS", True),
    ("LEE, MINA", "LEE, MINHA", False), ("何杰", "王伟", False),
])
def test_spellings_of_one_name_are_known_as_the_same(one, other, same):
    assert mrz_names.same_name(one, other) is same
