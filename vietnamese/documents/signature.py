"""The end of a document: recipients, and the signer with authority and title (lexicon: signature_block)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vietnamese._skeleton import to_skeleton
from vietnamese.bylines.names import is_full_name, strip_honorific

_RECIPIENTS = re.compile(r"[-*• ]*noi (?:nhan|gui) ?:?(?P<rest>.*)$")
_AUTHORITY = re.compile(r"(?:t/?m|k/?t|t/?l|tuq|q)\s?\.\s?(?=[a-z])")
_TITLE = re.compile(
    r"(?:quyen )?(?:pho )?(?:chu tich|chanh van phong|truong ban|chu nhiem|giam doc|tong giam doc|bi thu"
    r"|truong phong|hieu truong|cuc truong|vu truong|thu truong|bo truong|tong thu ky|truong doan"
    r"|truong tieu ban)"
    r"(?: thuong truc| ubkt| uy ban kiem tra| cong doan.{0,40}| ldld.{0,40}| lien doan.{0,40})?[ ,.;]*$"
)
_STAMP = re.compile(r"[(\[]?(?:da ky|ky ten.{0,20}|chu ky so|ky boi.{0,60}|da ki|dau|luu y)[)\]]?[ .:]*$")
_ARCHIVE_COPY = re.compile(r"[-*•+ ]*luu\b")
_BULLET = re.compile(r"^[-–—*•+·\s]+")


@dataclass(frozen=True, slots=True)
class Ending:
    """Recipients and signature.

    ``start`` is the index of the first line after the body, or the line count.
    """

    start: int
    recipients: tuple[str, ...]
    signer: str | None
    signer_title: str | None
    authority: str | None


def read_ending(lines: Sequence[str], start: int) -> Ending:
    """Recipients and signature in the printed ``lines`` from ``start`` on, in either order."""
    skeletons = [to_skeleton(line.strip()) for line in lines]
    recipients_at = _find(skeletons, start, _RECIPIENTS)
    authority_at = next(
        (
            at
            for at in range(start, len(lines))
            if _AUTHORITY.match(skeletons[at]) and lines[at].strip().isupper()
        ),
        None,
    )
    title_at = next(
        (
            at
            for at in range(start, len(lines))
            if _TITLE.match(skeletons[at]) and lines[at].strip().isupper()
        ),
        None,
    )
    begins = [at for at in (recipients_at, authority_at, title_at) if at is not None]
    end = min(begins, default=len(lines))
    recipients, after = (
        _read_recipients(lines, skeletons, recipients_at) if recipients_at is not None else ((), end)
    )
    signer, title, authority = _read_signature(lines, skeletons, end, recipients_at, after)
    return Ending(end, recipients, signer, title, authority)


def _find(skeletons: Sequence[str], start: int, pattern: re.Pattern[str]) -> int | None:
    return next((at for at in range(start, len(skeletons)) if pattern.match(skeletons[at])), None)


def _read_recipients(lines: Sequence[str], skeletons: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The recipients in the list that begins at line ``at``, and the index of the line after it."""
    head = _RECIPIENTS.match(skeletons[at])
    first = lines[at].strip()[head.start("rest") :].strip(" :") if head else ""
    items: list[str] = []
    if first and not _AUTHORITY.match(to_skeleton(first)):
        items += re.split(r";\s*|\s+[-–•]\s+", first)
    after, archived = at + 1, False
    while after < len(lines):
        line = lines[after].strip()
        if not line:
            after += 1
            continue
        skeleton = skeletons[after]
        bulleted = bool(_BULLET.match(line))
        if not bulleted and (
            _AUTHORITY.match(skeleton) or _TITLE.match(skeleton) or _STAMP.match(skeleton) or len(line) > 120
        ):
            break
        if not bulleted and (archived or (items and is_full_name(line) and not line.endswith((";", ",")))):
            break
        archived = archived or bool(_ARCHIVE_COPY.match(skeleton))
        items += line.split(";")
        after += 1
    named = (_BULLET.sub("", item).strip(" ;.,") for item in items)
    return tuple(item for item in named if item and not _ARCHIVE_COPY.match(to_skeleton(item))), after


def _read_signature(
    lines: Sequence[str], skeletons: Sequence[str], end: int, recipients_at: int | None, after: int
) -> tuple[str | None, str | None, str | None]:
    """(signer, title, authority) from the lines outside the list of recipients."""
    signer = title = authority = None
    for at in range(end, len(lines)):
        if recipients_at is not None and recipients_at <= at < after:
            continue
        line = lines[at].strip()
        if not line or _STAMP.match(skeletons[at]):
            continue
        if _AUTHORITY.match(skeletons[at]):
            authority = authority or line
        elif _TITLE.match(skeletons[at]):
            title = line.rstrip(" ,.;")
        elif signer is None:
            name = strip_honorific(line.strip(" .,:;()"))
            if is_full_name(name) and "," not in name:
                signer = name
    return signer, title if signer else None, authority
