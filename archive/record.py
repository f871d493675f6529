"""The shape of the record's fields (the contract of ``extract``), for what comes from editors and files."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic.types import StringConstraints

from archive.values import MOST_VIEWS, Values, storable
from items.article import Kind, Precision, Role
from items.bounds import BoundOrigin
from items.raw import Origin

# An editor's date has no place on the page.
AnyOrigin = Origin | Literal["editor"]


class RecordError(ValueError):
    """A value that has not the shape of its field; the message is one sentence that names the field."""


def _web_address(told: str) -> str:
    try:
        parts = urlsplit(told)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("an address that begins with http:// or https:// is wanted")
    return told


Address = Annotated[str, AfterValidator(_web_address)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=100)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class MomentShape(_Shape):
    value: str
    precision: Precision
    raw: str = ""
    origin: AnyOrigin = Field(alias="from")
    relative: bool = False

    def model_post_init(self, _context: Any) -> None:
        if self.precision == "day":
            if date.fromisoformat(self.value).isoformat() != self.value:
                raise ValueError("a day is written 2026-11-20")
        elif datetime.fromisoformat(self.value).tzinfo is None:
            raise ValueError("a moment is written 2026-11-20T08:30:00+07:00, with its zone")


class BoundShape(_Shape):
    value: str
    origin: BoundOrigin = Field(alias="from")
    raw: str = ""

    def model_post_init(self, _context: Any) -> None:
        if len(self.value) == 10:
            date.fromisoformat(self.value)
        elif datetime.fromisoformat(self.value).tzinfo is None:
            raise ValueError("a moment is written 2026-11-20T08:30:00+07:00, with its zone")


class BetweenShape(_Shape):
    earliest: BoundShape | None = None
    latest: BoundShape | None = None


class AuthorShape(_Shape):
    name: Name
    role: Role
    organisation: str | None = None


class ProvinceShape(_Shape):
    slug: Slug
    name: Name
    current: Slug


class ViewsShape(_Shape):
    value: int = Field(ge=0, le=MOST_VIEWS)
    raw: str = ""
    origin: AnyOrigin = Field(alias="from")


class ImageShape(_Shape):
    url: Address
    caption: str | None = None
    credit: str | None = None


class AttachmentShape(_Shape):
    url: Address
    name: str
    media_type: str | None = None


class DocumentShape(_Shape):
    number: str | None = None
    type: str | None = None
    issued_on: date | None = None
    place: str | None = None
    issuer: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: list[str] = []


class RecordShape(_Shape):
    """The record: what a page does not tell is null or empty."""

    url: Address
    source: Slug
    kind: Kind
    title: str | None = None
    summary: str | None = None
    body_text: str = ""
    body_html: str = ""
    language: Annotated[str, StringConstraints(max_length=35)] | None = None
    published: MomentShape | None = None
    published_between: BetweenShape | None = None
    updated: MomentShape | None = None
    authors: list[AuthorShape] = []
    organisation: str | None = None
    section: list[str] = []
    province: ProvinceShape | None = None
    topics: list[Slug] = []
    views: ViewsShape | None = None
    images: list[ImageShape] = []
    attachments: list[AttachmentShape] = []
    document: DocumentShape | None = None
    documents_cited: list[str] = []


def _type_of(info: FieldInfo) -> Any:
    # A type and what limits it stand apart in pydantic's description of a field.
    told: Any = info.annotation
    return Annotated[told, *info.metadata] if info.metadata else told


# The record's fields in the order of the contract.
ORDER: Final = tuple(RecordShape.model_fields)
_FIELDS: Final[Mapping[str, TypeAdapter[Any]]] = {
    name: TypeAdapter(_type_of(info)) for name, info in RecordShape.model_fields.items()
}
_RECORD: Final = TypeAdapter(RecordShape)


def checked(field: str, value: Any) -> Any:
    """``value`` in the record's form of that field, without the characters that no database takes.

    Raises RecordError.
    """
    if field not in _FIELDS:
        raise RecordError(f"there is no field {field!r}; the fields are {', '.join(_FIELDS)}")
    try:
        adapter = _FIELDS[field]
        return storable(adapter.dump_python(adapter.validate_python(value), mode="json", by_alias=True))
    except ValidationError as error:
        raise RecordError(first_problem(error, field)) from None


def checked_record(told: Mapping[str, Any]) -> Values:
    """A whole record in the contract's form, all its keys there. Raises RecordError, naming the field."""
    try:
        record: Values = storable(
            _RECORD.dump_python(_RECORD.validate_python(dict(told)), mode="json", by_alias=True)
        )
    except ValidationError as error:
        raise RecordError(first_problem(error)) from None
    return record


def first_problem(error: ValidationError, field: str = "") -> str:
    """Where the first problem is, and what would be right, in one sentence."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in ((field,) if field else ()) + first["loc"])
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"
