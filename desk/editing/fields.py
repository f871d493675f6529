"""The fields of an article as inputs of the correction form, and back. Pure.

A field has one or several boxes: plain-text inputs, so that the form works without JavaScript. ``boxes``
turns a value of the record into their texts, ``value`` turns them back into a value; unedited boxes change
nothing.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from feeds.names import topics
from items.article import Role
from vietnamese.provinces import by_slug
from vietnamese.text import fold
from vietnamese.zone import VIETNAM

Boxes = dict[str, str]
# Roles as bylines name them; the form accepts the codes as well.
ROLES: Final[Mapping[Role, str]] = {
    "writer": "bài",
    "photographer": "ảnh",
    "videographer": "video",
    "graphics": "đồ họa",
    "editor": "biên tập",
    "compiler": "tổng hợp",
    "translator": "dịch",
    "source": "nguồn",
    "poster": "người đăng",
}
_ROLE_OF: Final = {fold(text): role for role, name in ROLES.items() for text in (role, name)}
_DOCUMENT_PARTS: Final = ("number", "type", "issued_on", "place", "issuer", "signer", "signer_title")


class FieldError(ValueError):
    """Invalid input for a field; the message is a sentence for the editor, in their language."""


def boxes(field: str, value: Any) -> Boxes:
    """The texts of a field's boxes by the names of their inputs (``published-day``)."""
    return {f"{field}{suffix}": text for suffix, text in _FORMS[field].write(value).items()}


def value(field: str, texts: Mapping[str, str]) -> Any:
    """The record's value of a field from the texts of its boxes; a missing box is empty. Raises
    FieldError."""
    form = _FORMS[field]
    return form.read({suffix: _clean(texts.get(f"{field}{suffix}", "")) for suffix in form.suffixes})


def box_names(field: str) -> list[str]:
    """The names of a field's boxes."""
    return [f"{field}{suffix}" for suffix in _FORMS[field].suffixes]


def all_boxes(values: Mapping[str, Any]) -> Boxes:
    """The boxes of all fields; ``values`` are by field."""
    return {name: text for field in _FORMS for name, text in boxes(field, values[field]).items()}


def mark(text: str) -> str:
    """A hash of a box's text; the form keeps it beside the box (``was-NAME``) to detect edits."""
    return hashlib.sha256(_clean(text).encode()).hexdigest()[:16]


def edited(sent: Mapping[str, str]) -> Boxes:
    """The boxes that the editor changed, of all inputs that the form sent."""
    names = (name for field in _FORMS for name in box_names(field))
    return {
        name: sent[name] for name in names if name in sent and mark(sent[name]) != sent.get(f"was-{name}")
    }


def changed_values(current: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, Any]:
    """The new values of the fields that the editor changed; ``current`` are the article's by field.

    Raises FieldError.
    """
    values = {}
    edits = edited(sent)
    for field in _FORMS:
        before = boxes(field, current[field])
        after = {name: edits.get(name, text) for name, text in before.items()}
        if any(_clean(after[name]) != _clean(text) for name, text in before.items()):
            values[field] = value(field, after)
    return values


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


@dataclass(frozen=True, slots=True)
class _Form:
    """How a field is written into boxes and read back; boxes are keyed by the suffixes of their names."""

    suffixes: tuple[str, ...]
    write: Callable[[Any], Boxes]
    read: Callable[[Boxes], Any]


def _text(texts: Boxes) -> str | None:
    return texts[""] or None


def _one_line(texts: Boxes) -> str | None:
    return " ".join(texts[""].split()) or None


def _lines(texts: Boxes) -> list[str]:
    return [line.strip() for line in texts[""].split("\n") if line.strip()]


def _parts(texts: Boxes, most: int) -> list[list[str]]:
    """The lines of a box, each split at | into exactly ``most`` parts. Raises FieldError for more."""
    rows = [[part.strip() for part in line.split("|")] for line in _lines(texts)]
    for row in rows:
        if len(row) > most:
            raise FieldError(_("Mỗi dòng có nhiều nhất %(n)s phần, cách nhau bằng dấu |.") % {"n": most})
    return [row + [""] * (most - len(row)) for row in rows]


def _joined(*parts: str | None) -> str:
    """The parts as one line with | between them, without empty ones at the end; a | in a part becomes /."""
    return " | ".join((part or "").replace("|", "/") for part in parts).rstrip(" |")


def _moment_boxes(value: Mapping[str, str] | None) -> Boxes:
    if not value:
        return {"-day": "", "-time": ""}
    day, _t, rest = value["value"].partition("T")
    return {"-day": day, "-time": "" if value["precision"] == "day" else rest[:5]}


def _moment(texts: Boxes) -> dict[str, str | bool] | None:
    day, time = texts["-day"], texts["-time"]
    if not day:
        if time:
            raise FieldError(_("Đã ghi giờ thì phải ghi ngày."))
        return None
    try:
        moment = datetime.strptime(f"{day} {time or '00:00'}", "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)
    except ValueError:
        raise FieldError(_("Ngày viết như 2026-11-20, giờ như 08:30.")) from None
    if not 1900 <= moment.year <= 2200:
        raise FieldError(_("Năm không hợp lệ."))
    return {
        "value": moment.isoformat() if time else day,
        "precision": "minute" if time else "day",
        "raw": f"{day} {time}".strip(),
        "from": "editor",
        "relative": False,
    }


def _author_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {
        "": "\n".join(
            _joined(author["name"], ROLES[author["role"]], author["organisation"]) for author in value
        )
    }


def _authors(texts: Boxes) -> list[dict[str, Any]]:
    authors = []
    for name, role, organisation in _parts(texts, 3):
        code = _ROLE_OF.get(fold(role or "writer"))
        if code is None:
            raise FieldError(
                _("Không có vai trò “%(role)s”; hãy chọn một trong: %(roles)s.")
                % {"role": role, "roles": ", ".join(ROLES.values())}
            )
        if not name:
            raise FieldError(_("Mỗi dòng phải bắt đầu bằng tên tác giả."))
        authors.append({"name": name, "role": code, "organisation": organisation or None})
    return authors


def _province_boxes(value: Mapping[str, str] | None) -> Boxes:
    return {"": value["slug"] if value else ""}


def _province(texts: Boxes) -> dict[str, str] | None:
    if not texts[""]:
        return None
    province = by_slug(texts[""])
    if province is None:
        raise FieldError(_("Không có tỉnh, thành phố này."))
    return {"slug": province.slug, "name": province.name, "current": province.current}


def _image_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {"": "\n".join(_joined(image["url"], image["caption"], image["credit"]) for image in value)}


def _images(texts: Boxes) -> list[dict[str, Any]]:
    return [
        {"url": url, "caption": caption or None, "credit": credit or None}
        for url, caption, credit in _parts(texts, 3)
    ]


def _attachment_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {"": "\n".join(_joined(file["url"], file["name"], file["media_type"]) for file in value)}


def _attachments(texts: Boxes) -> list[dict[str, Any]]:
    return [
        {"url": url, "name": name, "media_type": media_type or None}
        for url, name, media_type in _parts(texts, 3)
    ]


def _topic_boxes(value: list[str]) -> Boxes:
    return {"": "\n".join(topics().get(slug, slug) for slug in value)}


def _topics(texts: Boxes) -> list[str]:
    slug_of = {fold(text): slug for slug, name in topics().items() for text in (slug, name)}
    slugs = []
    for line in _lines(texts):
        slug = slug_of.get(fold(line))
        if slug is None:
            raise FieldError(_("Không có chủ đề “%(topic)s”.") % {"topic": line})
        slugs.append(slug)
    return list(dict.fromkeys(slugs))


def _document_boxes(value: Mapping[str, Any] | None) -> Boxes:
    document: Mapping[str, Any] = value or {}
    texts = {f"-{part}": document.get(part) or "" for part in _DOCUMENT_PARTS}
    return {**texts, "-recipients": "\n".join(document.get("recipients") or ())}


def _document(texts: Boxes) -> dict[str, Any] | None:
    if not any(texts.values()):
        return None
    document: dict[str, Any] = {part: " ".join(texts[f"-{part}"].split()) or None for part in _DOCUMENT_PARTS}
    try:
        if document["issued_on"]:
            datetime.strptime(document["issued_on"], "%Y-%m-%d")  # noqa: DTZ007 - a bare day
    except ValueError:
        raise FieldError(_("Ngày viết như 2026-11-20, giờ như 08:30.")) from None
    return {**document, "recipients": _lines({"": texts["-recipients"]})}


_LINES = _Form(("",), lambda value: {"": "\n".join(value)}, _lines)
_LINE = _Form(("",), lambda value: {"": value or ""}, _one_line)
_MOMENT = _Form(("-day", "-time"), _moment_boxes, _moment)

_FORMS: Final[Mapping[str, _Form]] = {
    "title": _LINE,
    "summary": _Form(("",), lambda value: {"": value or ""}, _text),
    "body_text": _Form(("",), lambda value: {"": value}, lambda texts: texts[""]),
    "kind": _LINE,
    "published": _MOMENT,
    "updated": _MOMENT,
    "authors": _Form(("",), _author_boxes, _authors),
    "organisation": _LINE,
    "province": _Form(("",), _province_boxes, _province),
    "topics": _Form(("",), _topic_boxes, _topics),
    "section": _LINES,
    "language": _LINE,
    "images": _Form(("",), _image_boxes, _images),
    "attachments": _Form(("",), _attachment_boxes, _attachments),
    "document": _Form((*(f"-{part}" for part in _DOCUMENT_PARTS), "-recipients"), _document_boxes, _document),
    "documents_cited": _LINES,
}
FIELDS: Final = tuple(_FORMS)
