"""Her own Word templates: kept by name and year, each version readable for good."""

from __future__ import annotations

from models import attachments, store
from models.contents import CONTENTS
from models.entities.letter_template import LetterTemplate
from models.entity import Entity
from models.errors import UserError


def keep(
    entity: type[Entity], name: str, content: bytes, *, file_name: str, year: int,
) -> LetterTemplate:
    """Keep a file as the newest version of a template; what was mapped before stays mapped.

    A version of the same year gets the next number. Nothing is kept twice: the same bytes as the
    newest version give that version. Raises UserError for a blank name.
    """
    if not name.strip():
        raise UserError("模板还没有名称。", "请写一个名称，例如“邀请函（英文）”。")
    stored = attachments.keep_content(file_name, content)
    before = versions(entity, name)
    if before and before[0].digest == stored.digest and before[0].year == year:
        return before[0]
    number = 1 + max((each.version for each in _all(entity, name) if each.year == year), default=0)
    made = LetterTemplate(
        name=name.strip(), register=entity.key(), year=year, version=number,
        file_name=file_name, digest=stored.digest, size=stored.size,
        mapping=dict(before[0].mapping) if before else {},
    )
    store.save(made, label=f"文书模板“{made}”")
    return made


def content_of(template: LetterTemplate) -> bytes:
    """The file. Raises MissingContent when neither the store nor a backup has it whole."""
    return CONTENTS.get(template.digest)


def in_use(entity: type[Entity] | None = None, *, year: int | None = None) -> list[LetterTemplate]:
    """The version of each template that holds in a year, by name: the newest that began by then.

    Without a year the newest of all; a template that begins later is used from its first version.
    """
    chosen: dict[tuple[str, str], LetterTemplate] = {}
    query = LetterTemplate.active()
    if entity is not None:
        query = query.where(LetterTemplate.register == entity.key())
    ordered = list(query.order_by(LetterTemplate.year, LetterTemplate.version, LetterTemplate.id))
    for each in ordered:
        key = (each.register, each.name)
        if key not in chosen or year is None or each.year <= year:
            chosen[key] = each
    return sorted(chosen.values(), key=lambda each: (each.register, each.name))


def versions(entity: type[Entity], name: str) -> list[LetterTemplate]:
    """All versions of a template, the newest first."""
    return [each for each in _all(entity, name) if each.retired_at is None]


def say(template: LetterTemplate, words: str, meaning: str | None) -> None:
    """What words between the marks mean: a field, "" (it is a title and stays), None: forget it."""
    kept = {key: value for key, value in template.mapping.items() if key != words}
    template.mapping = kept if meaning is None else {**kept, words: meaning}
    store.save(template, label=f"文书模板“{template.name}”的字段对应")


def remove(templates: list[LetterTemplate]) -> None:
    """Move versions to the recycle bin, in one batch that can be taken back."""
    with store.batch(f"删除文书模板“{templates[0].name}”"):
        for each in templates:
            store.retire(each)


def _all(entity: type[Entity], name: str) -> list[LetterTemplate]:
    """Versions with those in the recycle bin, newest first: a number is not given twice."""
    query = LetterTemplate.select().where(
        (LetterTemplate.register == entity.key()) & (LetterTemplate.name == name.strip())
    )
    return list(query.order_by(
        LetterTemplate.year.desc(), LetterTemplate.version.desc(), LetterTemplate.id.desc()
    ))
