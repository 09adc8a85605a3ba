"""From a line of the file to an article that can be loaded."""

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings

from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.slugs import slug_from
from presswerk.transfer.incoming import (
    Candidate,
    Incoming,
    IncomingAuthor,
    IncomingCorrection,
    IncomingPicture,
    Refused,
    TakesPictures,
    Unreadable,
)
from presswerk.transfer.jsonl.fields import ArticleLine, Person, PictureFile, check
from presswerk.transfer.jsonl.lines import Line, Lines
from presswerk.transfer.loading.fields import fit
from presswerk.transfer.markup import Converted, blocks_from_html, blocks_from_markdown, blocks_from_text
from presswerk.transfer.markup.characters import sound
from presswerk.transfer.markup.converted import FindPicture
from presswerk.transfer.markup.media import sound_url

# Raw tabs inside strings are against the standard (RFC 8259, section 7) and common all the same.
_decoder = json.JSONDecoder(strict=False)

# Field of a line → field of the article, where nothing but the name differs.
_SAME = {
    "kicker": "kicker",
    "lead": "lead",
    "short_headline": "short_headline",
    "updated": "updated_at",
    "picture_caption": "lead_picture_caption",
    "kind": "kind",
    "label": "label",
    "comments_open": "comments_open",
    "seo_title": "seo_title",
    "search_description": "search_description",
    "expires": "expire_at",
}


def candidates(lines: Lines, folder: Path) -> Iterator[Candidate | Unreadable]:
    """The articles of a file; pictures are looked for in `folder`."""
    for line in lines:
        try:
            yield _candidate(line, folder)
        except Refused as refusal:
            yield Unreadable(line.number, str(refusal))


def _candidate(line: Line, folder: Path) -> Candidate:
    if line.error:
        raise Refused(line.error)
    try:
        data = sound(_parsed(line.text))
        content_hash = _hash_of(data, folder)
    except RecursionError:
        raise Refused("The line is no article: it nests too deep.") from None
    return Candidate(_id_of(data), content_hash, line.number, partial(_build, data, folder))


def _id_of(data: dict[str, Any]) -> str:
    external_id = data.get("id")
    if isinstance(external_id, int) and not isinstance(external_id, bool):
        return str(external_id)
    if not isinstance(external_id, str) or not external_id.strip():
        raise Refused("The field “id” is missing, or it is neither a text nor a whole number.")
    return " ".join(external_id.split())


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = _decoder.decode(text)
    except ValueError as error:
        raise Refused(f"The line is no JSON: {error}.") from None
    if not isinstance(data, dict):
        raise Refused("The line is no JSON object.")
    return data


def _hash_of(data: dict[str, Any], folder: Path) -> str:
    """Of all that the line says, and of the lead picture's size: another file under its name is a change."""
    said = json.dumps(data, sort_keys=True, ensure_ascii=False)
    picture = data.get("picture")
    name = picture.get("file") if isinstance(picture, dict) else picture
    if isinstance(name, str):
        file = _file_in(folder, name)
        said += f" {file.stat().st_size if file else 0}"
    return hashlib.blake2b(said.encode(), digest_size=20).hexdigest()


def _build(data: dict[str, Any], folder: Path, pictures: TakesPictures) -> Incoming:
    line = check(data)
    notes: list[str] = []
    converted = _body(line, _finder(folder, pictures, notes))
    fields: dict[str, Any] = {"title": line.headline}
    fields |= {name: getattr(line, key) for key, name in _SAME.items() if key in line.model_fields_set}
    if "slug" in line.model_fields_set:
        fields["readable_slug"] = slug_from(line.slug)
    if "canonical_source" in line.model_fields_set:
        fields["canonical_source"] = sound_url(line.canonical_source)
        if line.canonical_source and not fields["canonical_source"]:
            notes.append("The original source was left out, because it is no address.")
    notes += fit(fields, line.published)
    return Incoming(
        headline=str(fields["title"]),
        section=line.section,
        published_at=line.published,
        blocks=converted.blocks,
        language=_language(line.language),
        fields=fields,
        authors=[_author(person) for person in line.authors],
        topics=list(line.topics),
        further_sections=list(line.further_sections),
        corrections=[IncomingCorrection(item.text, item.at) for item in line.corrections],
        picture_id=_lead_picture(line.picture, folder, pictures, notes),
        number=line.number,
        is_public=line.live,
        given=frozenset(line.model_fields_set),
        notes=[*notes, *converted.notes],
    )


def _language(code: str) -> str:
    """The paper's language for a code: “de-AT” is read in the edition “de” where there is none of its own."""
    code = code.lower().replace("_", "-") or settings.LANGUAGE_CODE
    return code if code in dict(settings.LANGUAGES) else code.split("-")[0]


def _body(line: ArticleLine, find_picture: FindPicture) -> Converted:
    if line.body_format == "text":
        return blocks_from_text(line.body)
    convert = blocks_from_markdown if line.body_format == "markdown" else blocks_from_html
    return convert(line.body, find_picture=find_picture, language=_language(line.language))


def _author(person: Person) -> IncomingAuthor:
    """Biographies are rich text in the profile, and go through the same cleaning as a body."""
    blocks = blocks_from_html(person.biography).blocks
    return IncomingAuthor(
        name=person.name,
        role=person.role[:80],
        kind=person.kind,
        position=person.position[:160],
        short_biography=cut_at_word(person.short_biography, 400),
        biography="".join(block["value"] for block in blocks if block["type"] == "text"),
        email=person.email if "@" in person.email and len(person.email) <= 254 else "",
    )


def _lead_picture(
    given: PictureFile | None, folder: Path, pictures: TakesPictures, notes: list[str]
) -> int | None:
    if given is None:
        return None
    file = _file_in(folder, given.file)
    if file is None:
        notes.append(f"The lead picture was left out: {given.file[:200]} is no file beside the import.")
        return None
    picture = IncomingPicture(file, given.alt, given.caption, given.credit, given.licence, given.decorative)
    try:
        pk = pictures.take(picture)
    except ValueError as refusal:
        notes.append(f"The lead picture was left out. {refusal}")
        return None
    notes += picture.lacks()
    return pk


def _finder(folder: Path, pictures: TakesPictures, notes: list[str]) -> FindPicture:
    """Pictures inside a body: those that lie beside the file; nothing is fetched from the network."""

    def find(address: str, alt: str, caption: str) -> int | None:
        file = _file_in(folder, unquote(address.split("?")[0]))
        if file is None:
            return None
        try:
            return pictures.take(IncomingPicture(file, alt, caption))
        except ValueError as refusal:
            notes.append(str(refusal))
            return None

    return find


def _file_in(folder: Path, name: str) -> Path | None:
    """The file of this name below the folder; None for one that is not there, or that leads out of it."""
    if ":" in name or "\x00" in name or len(name) > 1000:
        return None
    try:
        file = (folder / name).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
