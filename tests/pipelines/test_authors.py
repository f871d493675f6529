"""Who is the byline: visible names first, roles kept, nobody twice, signers and sources apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from items import Author, Candidate, RawArticle
from pipelines.authors import choose, decide_authors, merge
from pipelines.draft import begin


def byline(
    *people: Author, rule: str = "authors.bare.tail", origin: Any = "line", confidence: float = 0.8
) -> Candidate:
    return Candidate("authors", people, str(people), origin, rule, "p", confidence)


def decided(*candidates: Candidate, kind: Any = "article") -> tuple[Author, ...]:
    raw = RawArticle("https://example.vn/1", None, kind, datetime.now(UTC), candidates)
    return decide_authors(begin(raw)).article.authors


WRITER = Author("Minh Hà", "writer")


def test_visible_names_win_over_metadata() -> None:
    machine = byline(Author("Lan Anh", "writer"), rule="authors.json-ld", origin="json-ld", confidence=0.9)
    assert decided(machine, byline(WRITER)) == (WRITER,)


def test_metadata_speak_where_the_page_shows_nobody() -> None:
    machine = byline(WRITER, rule="authors.json-ld", origin="json-ld", confidence=0.4)
    assert decided(machine) == (WRITER,)


def test_a_selector_ends_the_discussion() -> None:
    selected = byline(Author("Lan Anh", "writer"), rule="select.authors", origin="selector", confidence=1.0)
    assert decided(byline(WRITER), selected) == (Author("Lan Anh", "writer"),)


def test_a_source_stands_beside_the_writer_and_last() -> None:
    source = byline(Author("Báo Lao Động", "source"), rule="authors.label.tail", origin="label")
    assert decided(source, byline(WRITER)) == (WRITER, Author("Báo Lao Động", "source"))


def test_labelled_people_in_several_lines_are_all_kept() -> None:
    picture = byline(Author("Đức Anh", "photographer"), rule="authors.label.tail", origin="label")
    text = byline(WRITER, rule="authors.label.head", origin="label")
    assert decided(picture, text) == (WRITER, Author("Đức Anh", "photographer"))


def test_who_has_two_roles_stands_twice_and_who_is_named_twice_once() -> None:
    both = byline(WRITER, Author("Minh Hà", "photographer"))
    assert merge([both, both]) == (WRITER, Author("Minh Hà", "photographer"))


def test_a_name_printed_twice_keeps_its_organisation() -> None:
    known = Author("Minh Hà", "writer", "LĐLĐ huyện X")
    assert merge([byline(WRITER), byline(known)]) == (known,)


def test_a_bare_name_under_an_official_document_is_its_signer() -> None:
    assert decided(byline(WRITER), kind="document") == ()


def test_nobody_is_nobody() -> None:
    assert choose([]) == ([], "the page names nobody")
