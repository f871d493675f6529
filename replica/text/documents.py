"""Generate official documents of a federation: plans, guides, programmes, notices."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from replica.text.grammar import TextWriter, seeded_random
from replica.text.newsroom import PERIOD, Period, make_text_writer
from replica.text.people import man, woman
from replica.text.places import Locality
from replica.text.pools import Theme, sections, themes

CUT = "%%CUT%%"

_KINDS = (
    ("Kế hoạch", "KH"),
    ("Hướng dẫn", "HD"),
    ("Kế hoạch", "KH"),
    ("Chương trình", "CTr"),
    ("Thông báo", "TB"),
)
# The first document is dated so long before the end of the period.
_BEFORE = PERIOD.last - date(2021, 3, 1)


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A paragraph of a document; ``CUT`` marks a page break in the middle of a sentence."""

    style: Literal["preamble", "heading", "subheading", "text", "closing"]
    text: str


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """An official document. ``signer_title`` and ``authority`` are None if a stamp covers them."""

    number: str
    type: str
    title: str
    place: str
    place_line: str
    issued_on: date
    blocks: tuple[DocumentBlock, ...]
    recipients: tuple[str, ...]
    archive_mark: str
    authority: str | None
    signer_title: str | None
    signer: str
    letterhead: bool
    cited: tuple[str, ...]


def issued_documents(place: Locality, count: int, period: Period = PERIOD) -> tuple[IssuedDocument, ...]:
    """``count`` documents of the place's federation, newest first, with different titles."""
    pool = themes()
    step = 1400 // count
    written = [
        write_document(
            place,
            number,
            pool[number * 7 % len(pool)],
            period.last - _BEFORE + timedelta(days=number * step + number % 9),
        )
        for number in range(count)
    ]
    return tuple(reversed(written))


def write_document(place: Locality, number: int, theme: Theme, issued_on: date) -> IssuedDocument:
    """A document; in every third a page break cuts a sentence."""
    rng = seeded_random("paper", place.slug, number)
    writer, _, citations = make_text_writer(rng, place, issued_on)
    kind, code = _KINDS[number % len(_KINDS)]
    subject = writer.write(theme.subject)
    town = place.federation.removeprefix("LĐLĐ tỉnh ")
    facts = {"kind": kind, "kind_lower": kind.lower(), "subject": subject}
    blocks = _blocks(writer, theme, facts, cut=number % 3 == 0)
    own = f"{90 + number * 13}/{code}-LĐLĐ"
    signed = number % 2 == 0
    signer = woman(rng, place) if number % 4 else f"Đồng Thị {rng.choice(('Nhung', 'Phượng', 'Xuân'))}"
    recipients = rng.sample(sections("official.txt")["recipient"][2:], 3)
    return IssuedDocument(
        number=own,
        type=kind,
        title=subject[:1].upper() + subject[1:] + (f" trên địa bàn tỉnh {town}" if number % 4 == 1 else ""),
        place=town,
        place_line=f"{town}, ngày {issued_on.day:02d} tháng {issued_on.month} năm {issued_on.year}",
        issued_on=issued_on,
        blocks=blocks,
        recipients=("Như kính gửi" if number % 2 else "Như trên", *recipients),
        archive_mark=f"Lưu: VT, {rng.choice(('TG-NC', 'ToC', 'CSPL'))}.",
        authority="TM. BAN THƯỜNG VỤ" if signed else None,
        signer_title=rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")) if signed else None,
        signer=signer if number % 3 else man(rng, place),
        letterhead=number % 5 in (1, 3),
        cited=citations.in_order(*(block.text.replace(CUT, " ") for block in blocks)),
    )


def _blocks(
    writer: TextWriter, theme: Theme, facts: dict[str, str], *, cut: bool
) -> tuple[DocumentBlock, ...]:
    rng, pool = writer.rng, sections("official.txt")

    def write(template: str) -> str:
        for name, text in facts.items():
            template = template.replace(f"{{{name}}}", text)
        return writer.write(template)

    fit = (
        pool["preamble"]
        if facts["kind"] in ("Hướng dẫn", "Thông báo")
        else (*pool["preamble"][:2], pool["preamble"][3])
    )
    tasks = [
        *rng.sample(theme.tasks, len(theme.tasks)),
        *rng.sample(pool["general_task"], rng.randint(1, 4)),
    ]
    numbered = [write(task) for task in tasks]
    if cut:
        numbered.insert(2, write(pool["cut"][0]))
    blocks = [
        DocumentBlock("preamble", write(rng.choice(fit))),
        DocumentBlock("heading", "I. MỤC ĐÍCH, YÊU CẦU"),
    ]
    blocks += [DocumentBlock("text", write(text)) for text in rng.sample(pool["purpose"], rng.randint(2, 4))]
    blocks.append(DocumentBlock("heading", "II. NỘI DUNG"))
    blocks += [DocumentBlock("text", f"{index}. {text}") for index, text in enumerate(numbered, 1)]
    blocks += [
        DocumentBlock("heading", "III. TỔ CHỨC THỰC HIỆN"),
        DocumentBlock("subheading", "1. Liên đoàn Lao động tỉnh"),
    ]
    blocks += [DocumentBlock("text", write(text)) for text in rng.sample(pool["fed_duty"], 2)]
    blocks.append(DocumentBlock("subheading", "2. Công đoàn cấp trên trực tiếp cơ sở"))
    blocks += [DocumentBlock("text", write(text)) for text in rng.sample(pool["base_duty"], 2)]
    return (*blocks, DocumentBlock("closing", write(rng.choice(pool["closing"]))))
