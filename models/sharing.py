"""Who a list is for: the profiles 内部, 上报 and 公开, and what each does to a value.

Declared once; the register export, the list print, the forms' detail sheets and the command line
all ask `Sharing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models import privacy
from models.errors import UserError
from models.fields import Coded, Date, Flag, Kind, Link, LongText, Money, Number, Text
from models.partial_date import OPEN_ENDED, Day

KEEP, MASK, MONTH, DROP = "照写", "遮盖", "只留年月", "不写"


@dataclass(frozen=True)
class Profile:
    """What one kind of receiver gets to read.

    treatments: by sort of the field. secret: what happens to every other field that is marked
    sensitive. scans: free text is searched for numbers, which are hidden. picks: whether single
    columns may be written in full. needs_reason: a full number needs a reason.
    """

    label: str
    meaning: str
    treatments: Mapping[str, str] = field(default_factory=dict, hash=False)
    secret: str = MASK
    scans: bool = False
    picks: bool = True
    needs_reason: bool = False


INTERNAL = Profile(
    "内部", "本校本部门使用：各列照写，证件号、电话等只留首尾；需要完整号码时写明理由。",
    needs_reason=True,
)
REPORT = Profile(
    "上报", "报上级或主管部门：只有选定的列写完整号码，生日只留年月，其余敏感列遮盖。",
    treatments=dict.fromkeys(privacy.SECRET_SORTS, "遮盖") | {privacy.BORN: "只留年月"},
)
PUBLIC = Profile(
    "公开", "公示、宣传、对外提供：不写证件号、生日、电话、住址、家庭等列；文字里的号码自动遮盖。",
    treatments=dict.fromkeys(privacy.SECRET_SORTS, "不写"), secret="不写", scans=True, picks=False,
)
PROFILES = (INTERNAL, REPORT, PUBLIC)


def profile_named(label: str) -> Profile:
    """The profile of a name; UserError names the three there are."""
    for profile in PROFILES:
        if profile.label == label:
            return profile
    raise UserError(f"没有名为“{label}”的导出口径。", f"可用：{'、'.join(p.label for p in PROFILES)}。")


def sort_of(kind: Kind, *, label: str = "") -> str:
    """The sort of a field; a link to a person is a name."""
    if isinstance(kind, Date):
        found = privacy.sort_of(label or kind.label, sensitive=kind.sensitive)
        return found if found in (privacy.BORN, privacy.OTHER) else privacy.PLAIN
    if isinstance(kind, Flag | Number | Coded) and not kind.sensitive:
        return privacy.PLAIN
    if isinstance(kind, Link):
        titles = [k for k in kind.rel_model.kinds() if not isinstance(k, Link)][:1]
        is_person = any(privacy.sort_of(k.label) == privacy.NAME for k in titles)
        return privacy.NAME if is_person else privacy.PLAIN
    return privacy.sort_of(label or kind.label, sensitive=kind.sensitive)


def is_secret(kind: Kind, *, label: str = "", is_own: bool = False) -> bool:
    """Whether the value is masked until asked for; her own columns are judged by their header."""
    return kind.sensitive or (is_own and sort_of(kind, label=label) in privacy.SECRET_SORTS)


@dataclass(frozen=True)
class Sharing:
    """One handing over: for whom, which columns in full (by name), why, and how names are written.

    picked: names of columns that are written in full although the profile would mask them.
    """

    profile: Profile = INTERNAL
    picked: frozenset[str] = frozenset()
    reason: str = ""
    surname_only: bool = False

    def treatment(
        self, kind: Kind, *, name: str = "", label: str = "", is_own: bool = False,
    ) -> str:
        """What happens to a field: KEEP, MASK, MONTH or DROP."""
        if self.profile.picks and (name or kind.name) in self.picked:
            return KEEP
        if (found := self.profile.treatments.get(sort_of(kind, label=label))) is not None:
            return found
        if not is_secret(kind, label=label, is_own=is_own):
            return KEEP
        is_birthday = isinstance(kind, Date) and self.profile.secret == MASK
        return MONTH if is_birthday else self.profile.secret

    def keeps(self, column: Any) -> bool:
        """Whether a list's column is written at all."""
        return self.of_column(column) != DROP

    def of_column(self, column: Any) -> str:
        """The treatment of a list's column (`models.listing.Column`)."""
        return self.treatment(
            column.kind, name=column.name, label=column.label, is_own=column.is_extra
        )

    def full_sorts(self, columns: Any) -> frozenset[str]:
        """The sorts of number that the chosen columns show in full: the guard lets them pass."""
        return frozenset(
            sort_of(c.kind, label=c.label) for c in columns if self.of_column(c) == KEEP
        ) & frozenset(privacy.SECRET_SORTS)

    def words(self, kind: Kind, value: Any, *, treatment: str, label: str = "") -> str:
        """A value as this receiver reads it; "" where it is not written."""
        if value is None or treatment == DROP:
            return ""
        shown = kind.show(value)
        if treatment == MASK:
            return privacy.masked(shown)
        if treatment == MONTH:
            return month(value, shown)
        return self.plain(kind, shown, label=label)

    def plain(self, kind: Kind, shown: str, *, label: str = "") -> str:
        """Words that are written: names shortened where asked for, numbers in free text hidden."""
        if self.surname_only and sort_of(kind, label=label) == privacy.NAME:
            return privacy.surname_only(shown)
        is_text = isinstance(kind, Text | LongText) and not isinstance(kind, Date | Money)
        return privacy.covered(shown) if self.profile.scans and is_text else shown

    def problems(self) -> list[str]:
        """Why this cannot be done so: Chinese sentences."""
        if self.picked and self.profile.needs_reason and not self.reason.strip():
            return ["写出完整号码须写明理由"]
        return []

    @property
    def words_of_profile(self) -> str:
        """For a caption: 内部·证件号等已遮盖."""
        if self.picked and self.profile.picks:
            return f"{self.profile.label}·含完整号码"
        return f"{self.profile.label}·敏感列已略去" if not self.profile.picks else (
            f"{self.profile.label}·证件号等已遮盖"
        )


def month(value: Day | str, shown: str) -> str:
    """Year and month of a date; what is less exact stays."""
    return "" if value == OPEN_ENDED else shown[:7]


def shown_in(sharing: Sharing | Profile, kind: Kind, value: Any) -> str:
    """A field's value as a receiver reads it: the one call for printed lists."""
    chosen = sharing if isinstance(sharing, Sharing) else Sharing(sharing)
    return chosen.words(kind, value, treatment=chosen.treatment(kind))


def of_masked(masked: bool) -> Sharing:
    """内部 with or without full numbers, for callers that only know masked."""
    return Sharing() if masked else Sharing(picked=EVERYTHING, reason="程序内部使用")


class _Everything(frozenset[str]):
    """Every column is picked."""

    def __contains__(self, item: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


EVERYTHING: frozenset[str] = _Everything()
