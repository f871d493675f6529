"""Search results and stories, as records and as lines. Django must be set up before the import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from archive import search, stories
from archive.dating.bounds import shown
from archive.models import Article, Story
from archive.search import Piece, Question
from cli.errors import OneLineError
from cli.filters import check_search
from cli.output import local_time


@dataclass(frozen=True, slots=True)
class SearchHits:
    """``rows`` are the articles to print, ``total`` counts all hits, ``question`` is the parsed search."""

    rows: Sequence[Article]
    total: int
    question: Question


def find_articles(words: Sequence[str], *, best: bool, limit: int) -> SearchHits:
    """Find the articles that match the arguments of ``search``, newest first or, if ``best``, by relevance.

    Raises OneLineError for a filter with an unknown value.
    """
    # The shell has removed the quotes: an argument with a blank is a phrase.
    text = " ".join(_quoted(word) for word in words)
    query = search.Search(text, order="relevance" if best else "time")
    check_search(query)
    return SearchHits(search.articles(query, limit), search.count(query), search.read(text))


def rebuild_index() -> int:
    """Index every article again; return their number."""
    return search.rebuild()


def rebuild_stories() -> tuple[int, int]:
    """Compare every article again; return the numbers of articles and of stories."""
    return stories.rebuild(), Story.objects.count()


def to_record(row: Article) -> dict[str, object]:
    """Return a hit as ``search --json`` prints it."""
    return {
        "id": row.pk,
        "source": row.source,
        "title": row.title,
        "url": row.url,
        "published": row.published,
        "first_seen": row.first_seen_at.isoformat(),
    }


def describe_hit(row: Article, question: Question) -> list[Text]:
    """Describe a hit in three lines: title, place and a snippet; the words of the question are marked."""
    title = _marked(search.marked(row.title or row.url, question))
    title.stylize("bold")
    place = f"   {row.pk}  {row.source}  {_publication(row)}  {row.url}"
    text = f"{row.summary or ''}\n{row.body_text}".strip()
    snippet = Text("   ").append_text(_marked(search.snippet(text, question)))
    return [title, Text(place, style="cyan"), snippet]


def _publication(row: Article) -> str:
    """Return the day of publication, the days between which it lies, or the day of the first visit."""
    if row.published_at:
        return local_time(row.published_at)[:10]
    first, last = shown(row.published_between)
    if first is None and last is None:
        return f"seen {local_time(row.first_seen_at)[:10]}"
    return f"{first or ''}..{last or ''}"


def story_lines(article: int) -> list[str]:
    """Describe an article's story, a line a member. Raises OneLineError if there is no such article."""
    if not Article.objects.filter(pk=article).exists():
        raise OneLineError(f"there is no article {article}")
    lines = []
    for member in stories.of(article):
        at = member.published_at or member.first_seen_at
        when = f"{'' if member.published_at else 'seen '}{local_time(at)}"
        part = f"{member.share:.0%} of it, paragraphs {format_ranges(member.paragraphs)}"
        hidden = "" if member.public else ", not public"
        description = f"{'first' if member.first else part}{hidden}"
        lines.append(f"{member.id}  {member.source}  {when}  {description}  {member.url}")
    return lines or ["stands alone"]


def _marked(pieces: Sequence[Piece]) -> Text:
    text = Text()
    for piece in pieces:
        text.append(piece.text, style="reverse" if piece.found else "")
    return text


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word and '"' not in word and ":" not in word else word


def format_ranges(numbers: tuple[int, ...]) -> str:
    """Format ascending numbers of paragraphs as ranges: ``1–3, 5``; 0 is the lead."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    ends = (["lead" if number == 0 else str(number) for number in pair] for pair in ranges)
    return ", ".join("–".join(pair) for pair in ends) or "none"
