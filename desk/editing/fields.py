"""An article's fields as the boxes of a form, and back: pure.

Each field has one or several boxes, all plain text: what JavaScript-less forms can send. ``boxes`` writes a
value of the record into them, ``value`` reads it back; what nobody touched comes back as it was.
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
# As bylines say it; a role's code is taken as well.
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
_ROLE_OF: Final = {fold(told): role for role, name in ROLES.items() for told in (role, name)}
_DOCUMENT: Final = ("number", "type", "issued_on", "place", "issuer", "signer", "signer_title")


class FieldError(ValueError):
    """What somebody typed cannot be this field; the message is a sentence for them."""


def boxes(field: str, value: Any) -> Boxes:
    """The boxes of a field, by the name that each has in the form (``published-day``)."""
    return {f"{field}{end}": text for end, text in _FORMS[field].write(value).items()}


def value(field: str, told: Mapping[str, str]) -> Any:
    """The record's value that these boxes hold; a box that is missing is empty. Raises FieldError."""
    form = _FORMS[field]
    found = {end: _clean(told.get(f"{field}{end}", "")) for end in form.ends}
    return form.read(found)


def names(field: str) -> list[str]:
    """The names of a field's boxes."""
    return [f"{field}{end}" for end in _FORMS[field].ends]


def all_boxes(values: Mapping[str, Any]) -> Boxes:
    """The boxes of all fields."""
    return {name: text for field in _FORMS for name, text in boxes(field, values[field]).items()}


def mark(text: str) -> str:
    """What a form remembers of a box as it was shown (``was-NAME``)."""
    return hashlib.sha256(_clean(text).encode()).hexdigest()[:16]


def touched(told: Mapping[str, str]) -> Boxes:
    """The boxes that somebody changed in the form; the others say nothing, whatever the article has now."""
    found = (name for field in _FORMS for name in names(field))
    return {
        name: told[name] for name in found if name in told and mark(told[name]) != told.get(f"was-{name}")
    }


def changed(now: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The values by field that the article is to have, of those that were changed. Raises FieldError."""
    found = {}
    mine = touched(told)
    for field in _FORMS:
        before = boxes(field, now[field])
        after = {name: mine.get(name, text) for name, text in before.items()}
        if any(_clean(after[name]) != _clean(text) for name, text in before.items()):
            found[field] = value(field, after)
    return found


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


@dataclass(frozen=True, slots=True)
class _Form:
    """``ends`` are the endings of the boxes' names."""

    ends: tuple[str, ...]
    write: Callable[[Any], Boxes]
    read: Callable[[Boxes], Any]


def _text(told: Boxes) -> str | None:
    return told[""] or None


def _one_line(told: Boxes) -> str | None:
    return " ".join(told[""].split()) or None


def _lines(told: Boxes) -> list[str]:
    return [line.strip() for line in told[""].split("\n") if line.strip()]


def _parts(told: Boxes, most: int) -> list[list[str]]:
    """The lines of a box, each cut at its bars into up to ``most`` parts."""
    rows = [[part.strip() for part in line.split("|")] for line in _lines(told)]
    for row in rows:
        if len(row) > most:
            raise FieldError(_("Mỗi dòng có nhiều nhất %(n)s phần, cách nhau bằng dấu |.") % {"n": most})
    return [row + [""] * (most - len(row)) for row in rows]


def _joined(*parts: str | None) -> str:
    """Parts of one line; empty ones at its end are left out, and a bar within a part would be another."""
    return " | ".join((part or "").replace("|", "/") for part in parts).rstrip(" |")


def _moment_boxes(value: Mapping[str, str] | None) -> Boxes:
    if not value:
        return {"-day": "", "-time": ""}
    day, _t, rest = value["value"].partition("T")
    return {"-day": day, "-time": "" if value["precision"] == "day" else rest[:5]}


def _moment(told: Boxes) -> dict[str, str] | None:
    day, time = told["-day"], told["-time"]
    if not day:
        if time:
            raise FieldError(_("Đã ghi giờ thì phải ghi ngày."))
        return None
    try:
        found = datetime.strptime(f"{day} {time or '00:00'}", "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)
    except ValueError:
        raise FieldError(_("Ngày viết như 2026-11-20, giờ như 08:30.")) from None
    if not 1900 <= found.year <= 2200:
        raise FieldError(_("Năm không hợp lệ."))
    return {
        "value": found.isoformat() if time else day,
        "precision": "minute" if time else "day",
        "raw": f"{day} {time}".strip(),
        "from": "editor",
    }


def _author_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {"": "\n".join(_joined(each["name"], ROLES[each["role"]], each["organisation"]) for each in value)}


def _authors(told: Boxes) -> list[dict[str, Any]]:
    found = []
    for name, role, organisation in _parts(told, 3):
        known = _ROLE_OF.get(fold(role or "writer"))
        if known is None:
            raise FieldError(
                _("Không có vai trò “%(role)s”; hãy chọn một trong: %(roles)s.")
                % {"role": role, "roles": ", ".join(ROLES.values())}
            )
        if not name:
            raise FieldError(_("Mỗi dòng phải bắt đầu bằng tên tác giả."))
        found.append({"name": name, "role": known, "organisation": organisation or None})
    return found


def _province_boxes(value: Mapping[str, str] | None) -> Boxes:
    return {"": value["slug"] if value else ""}


def _province(told: Boxes) -> dict[str, str] | None:
    if not told[""]:
        return None
    found = by_slug(told[""])
    if found is None:
        raise FieldError(_("Không có tỉnh, thành phố này."))
    return {"slug": found.slug, "name": found.name, "current": found.current}


def _image_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {"": "\n".join(_joined(each["url"], each["caption"], each["credit"]) for each in value)}


def _images(told: Boxes) -> list[dict[str, Any]]:
    return [
        {"url": url, "caption": caption or None, "credit": credit or None}
        for url, caption, credit in _parts(told, 3)
    ]


def _attachment_boxes(value: list[dict[str, Any]]) -> Boxes:
    return {"": "\n".join(_joined(each["url"], each["name"], each["media_type"]) for each in value)}


def _attachments(told: Boxes) -> list[dict[str, Any]]:
    return [
        {"url": url, "name": name, "media_type": media_type or None}
        for url, name, media_type in _parts(told, 3)
    ]


def _topic_boxes(value: list[str]) -> Boxes:
    return {"": "\n".join(topics().get(slug, slug) for slug in value)}


def _topics(told: Boxes) -> list[str]:
    known = {fold(text): slug for slug, name in topics().items() for text in (slug, name)}
    found = []
    for line in _lines(told):
        slug = known.get(fold(line))
        if slug is None:
            raise FieldError(_("Không có chủ đề “%(topic)s”.") % {"topic": line})
        found.append(slug)
    return list(dict.fromkeys(found))


def _document_boxes(value: Mapping[str, Any] | None) -> Boxes:
    told: Mapping[str, Any] = value or {}
    found = {f"-{part}": told.get(part) or "" for part in _DOCUMENT}
    return {**found, "-recipients": "\n".join(told.get("recipients") or ())}


def _document(told: Boxes) -> dict[str, Any] | None:
    if not any(told.values()):
        return None
    found: dict[str, Any] = {part: " ".join(told[f"-{part}"].split()) or None for part in _DOCUMENT}
    try:
        if found["issued_on"]:
            datetime.strptime(found["issued_on"], "%Y-%m-%d")  # noqa: DTZ007 - a bare day
    except ValueError:
        raise FieldError(_("Ngày viết như 2026-11-20, giờ như 08:30.")) from None
    return {**found, "recipients": _lines({"": told["-recipients"]})}


_LINES = _Form(("",), lambda value: {"": "\n".join(value)}, _lines)
_LINE = _Form(("",), lambda value: {"": value or ""}, _one_line)
_MOMENT = _Form(("-day", "-time"), _moment_boxes, _moment)

_FORMS: Final[Mapping[str, _Form]] = {
    "title": _LINE,
    "summary": _Form(("",), lambda value: {"": value or ""}, _text),
    "body_text": _Form(("",), lambda value: {"": value}, lambda told: told[""]),
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
    "document": _Form((*(f"-{part}" for part in _DOCUMENT), "-recipients"), _document_boxes, _document),
    "documents_cited": _LINES,
}
FIELDS: Final = tuple(_FORMS)
