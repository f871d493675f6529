"""Every article of the replica sites, every field, against what the site itself says."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from extraction import extract
from pipelines.decide import decide
from replica import SITES, ReplicaSite, Request, Truth, make_site

AT = datetime.now(timezone(timedelta(hours=7)))  # the sites date their articles back from today
DOCUMENT = ("number", "type", "issued_on", "place", "signer")


def squeeze(text: str | None) -> str:
    text = unicodedata.normalize("NFC", "".join((text or "").split()))
    return text.replace("Ð", "Đ").replace("\u200b", "")


def record_of(site: ReplicaSite, path: str) -> dict[str, Any]:
    answer = site.respond(Request("GET", path))
    raw = extract(
        answer.body, f"http://127.0.0.2{path}", at=AT, content_type=answer.headers.get("Content-Type")
    )
    return decide(raw).to_record()


@pytest.fixture(scope="module", params=sorted(SITES))
def pages(request: pytest.FixtureRequest) -> list[tuple[Truth, dict[str, Any]]]:
    site = make_site(request.param)
    return [(truth, record_of(site, truth.path)) for truth in site.truth()]


Pages = list[tuple[Truth, dict[str, Any]]]


def test_titles_leads_and_sections_are_as_printed(pages: Pages) -> None:
    for truth, record in pages:
        assert squeeze(record["title"]) == squeeze(truth.title), truth.path
        assert squeeze(record["summary"]) == squeeze(truth.summary), truth.path
        assert tuple(record["section"]) == tuple(truth.section), truth.path
        assert record["kind"] == truth.kind, truth.path


def test_dates_are_the_articles_own_with_their_precision(pages: Pages) -> None:
    for truth, record in pages:
        found = record["published"] or {"value": None, "precision": None}
        assert (found["value"], found["precision"]) == (truth.published, truth.precision), truth.path


def test_views_are_the_articles_and_no_sites_counter(pages: Pages) -> None:
    for truth, record in pages:
        assert (record["views"] or {}).get("value") == truth.views, truth.path


def test_authors_have_their_roles_and_organisations(pages: Pages) -> None:
    for truth, record in pages:
        found = {
            (squeeze(one["name"]), one["role"], squeeze(one["organisation"])) for one in record["authors"]
        }
        assert found == {(squeeze(name), role, squeeze(unit)) for name, role, unit in truth.authors}, (
            truth.path
        )


def test_every_paragraph_is_in_the_text_and_nothing_of_the_page_around_it(pages: Pages) -> None:
    for truth, record in pages:
        text = squeeze(record["body_text"])
        assert [p for p in truth.paragraphs if squeeze(p) not in squeeze(record["summary"]) + text] == []
        assert [noise for noise in truth.must_not if squeeze(noise) in text] == []


def test_documents_are_read_and_cited_ones_listed(pages: Pages) -> None:
    for truth, record in pages:
        assert set(record["documents_cited"]) == set(truth.documents_cited), truth.path
        assert (record["document"] is None) == (truth.document is None), truth.path
        for key in DOCUMENT if truth.document else ():
            assert squeeze(record["document"][key]) == squeeze(str(truth.document[key] or "")), truth.path  # type: ignore[index]
