"""What a site says about its pages is what its pages print."""

import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from html import unescape
from typing import Any

import pytest

from replica import ReplicaSite, Truth
from replica.text.damage import plain

Read = Callable[[ReplicaSite, str], Any]
UNDATED = ("lao-cai", "ha-noi", "son-la")


def test_the_texts_of_the_truth_are_on_the_page_in_order(site: ReplicaSite, reader: Read) -> None:
    for truth in site.truth():
        page = reader(site, truth.path).text
        place = page.index(truth.paragraphs[0])
        for paragraph in truth.paragraphs:
            place = page.index(paragraph, place) + len(paragraph)
        assert truth.title in page
        assert truth.summary is None or truth.summary in page
        assert all(plain(caption) in page for caption in truth.captions)
        assert all(name in page for name, _, _ in truth.authors)
        assert all(
            number in " ".join((truth.summary or "", *truth.paragraphs)) for number in truth.documents_cited
        )


def test_truth_is_in_plain_form(site: ReplicaSite) -> None:
    for truth in site.truth():
        for text in (truth.title, truth.summary or "", *truth.paragraphs):
            assert text == plain(text)


def test_must_not_strings_are_on_the_page_outside_the_body(site: ReplicaSite, reader: Read) -> None:
    for truth in site.truth():
        page = reader(site, truth.path).text
        body = "\n".join(truth.paragraphs)
        assert truth.must_not
        for line in truth.must_not:
            assert plain(line) in page, (truth.path, line)
            assert not any(plain(line) == paragraph for paragraph in truth.paragraphs)
            if len(line.split()) > 3 or any(letter.isdigit() for letter in line):
                assert plain(line) not in body, (truth.path, line)


def test_title_is_printed_once_as_the_heading_of_the_system(sites: Mapping[str, ReplicaSite]) -> None:
    headings = {
        "lao-cai": r'<td class="tieude"><font size="4" color="#B00000"><b>(.*?)</b>',
        "lai-chau": r'<h(?:1|2) (?:class="title|style)[^>]*>(?:<span[^>]*>)?(.*?)<',
        "ha-noi": r"<h1>(.*?)</h1>",
        "quang-nam": r'<h3 class="TitleDetail">(.*?)</h3>',
        "son-la": r'class="TieuDe">(.*?)</div>',
    }
    for slug, pattern in headings.items():
        for article in sites[slug].articles:
            titles = re.findall(pattern, sites[slug].article_markup(article))
            assert [plain(unescape(heading)) for heading in titles] == [article.truth.title], article.path


def test_only_sites_that_print_a_date_have_published(sites: Mapping[str, ReplicaSite], reader: Read) -> None:
    for slug in UNDATED:
        assert {truth.published for truth in sites[slug].truth()} == {None}
    for truth in sites["quang-nam"].truth():
        year, month, day, hour, minute = _parts(truth)
        half = "AM" if hour < 12 else "PM"
        clock = f"{(hour - 1) % 12 + 1:02d}:{minute:02d} {half}"
        line = rf"(Thứ [2-7]|Chủ nhật), ngày {day:02d}/{month:02d}/{year} \| {clock} \(GMT \+7\)"
        assert re.search(line, reader(sites["quang-nam"], truth.path).text)
    news = [truth for truth in sites["lai-chau"].truth() if truth.kind == "article"]
    for truth in news:
        year, month, day, hour, minute = _parts(truth)
        line = f" - {day:02d}/{month:02d}/{year} {hour:02d}:{minute:02d}"
        assert line in reader(sites["lai-chau"], truth.path).text


def _parts(truth: Truth) -> tuple[int, ...]:
    assert truth.published is not None
    assert truth.published.endswith(":00+07:00")
    assert truth.precision == "minute"
    return tuple(int(part) for part in re.split(r"[-T:]", truth.published[:16]))


@pytest.mark.parametrize("slug", UNDATED)
def test_the_page_of_an_undated_article_has_no_date(
    slug: str, sites: Mapping[str, ReplicaSite], reader: Read
) -> None:
    site = sites[slug]
    for article in site.articles:
        around = reader(site, article.path).text
        for paragraph in (article.truth.summary or "", *article.truth.paragraphs):
            around = around.replace(paragraph, "")
        assert f"{article.posted_at:%d/%m/%Y}" not in around


def test_documents_of_lai_chau_have_a_date_of_issue_and_no_publication(
    sites: Mapping[str, ReplicaSite], reader: Read
) -> None:
    site = sites["lai-chau"]
    issued_documents = [article for article in site.articles if article.document is not None]
    assert len(issued_documents) >= 14
    for article in issued_documents:
        truth, document = article.truth, article.truth.document
        assert document is not None
        page = reader(site, truth.path).text
        markup = site.article_markup(article)
        year, month, day = (int(part) for part in str(document["issued_on"]).split("-"))
        assert f"Số: {document['number']}" in page
        assert f"{document['place']}, ngày {day:02d} tháng {month} năm {year}" in page
        assert str(document["type"]).upper() in page
        assert str(document["signer"]) in page
        assert all(f"- {body};" in page for body in document["recipients"] or ())
        assert (truth.kind, truth.published, truth.authors, truth.views) == ("document", None, (), None)
        assert "published_time" not in markup
        assert "datePublished" not in markup


def test_some_documents_lack_authority_and_title(sites: Mapping[str, ReplicaSite]) -> None:
    titles = [truth.document["signer_title"] for truth in sites["lai-chau"].truth() if truth.document]
    assert None in titles
    assert "CHỦ TỊCH" in titles


def test_a_page_break_is_inside_a_sentence(sites: Mapping[str, ReplicaSite]) -> None:
    site = sites["lai-chau"]
    broken = [article for article in site.articles if "page break" in article.truth.traps]
    assert len(broken) >= 4
    for article in broken:
        markup = site.article_markup(article)
        before, after = re.split(r'<p class="MsoNormal"><span><br clear="all"[^>]*></span></p>', markup)
        assert before.rstrip().endswith("Kế hoạch số</span></p>")
        assert re.match(r"\s*<p [^>]*><span [^>]*>\d+/KH-LĐLĐ ", after)


def test_views_are_printed_in_the_format_of_the_platform(
    sites: Mapping[str, ReplicaSite], reader: Read
) -> None:
    for slug, mark in (("quang-nam", "."), ("son-la", ",")):
        site = sites[slug]
        assert any((truth.views or 0) > 999 for truth in site.truth())
        for truth in site.truth():
            assert f"Lượt xem: {truth.views:,}".replace(",", mark) in reader(site, truth.path).text
    for slug in ("lao-cai", "lai-chau", "ha-noi"):
        assert {truth.views for truth in sites[slug].truth()} == {None}


def test_son_la_prints_views_above_the_title_and_a_counter_below(
    sites: Mapping[str, ReplicaSite], reader: Read
) -> None:
    site = sites["son-la"]
    for truth in site.truth():
        page = reader(site, truth.path).text
        assert page.count("No title...") == 5
        own, title, last, counter = (
            page.index(words) for words in ("Lượt xem:", truth.title, truth.body_last, "Thống kê truy cập")
        )
        assert page.rindex(truth.title) > own
        assert own < last < counter
        assert title >= 0


def test_authors_match_the_bylines(sites: Mapping[str, ReplicaSite]) -> None:
    roles_by_byline = {article.byline: article.truth.authors for article in sites["lao-cai"].articles}
    kinds = {tuple(role for _, role, _ in authors) for authors in roles_by_byline.values()}
    assert kinds == {(), ("writer",), ("writer", "photographer")}
    for lines, authors in roles_by_byline.items():
        brackets = [line.strip("()") for line in lines if line.startswith("(")]
        assert {organisation for _, _, organisation in authors} <= {*brackets, None}
        if brackets:
            assert {organisation for _, _, organisation in authors} == set(brackets)
    assert {truth.authors for truth in sites["ha-noi"].truth()} == {(), (("LĐTĐ", "source", None),)}


def test_two_stories_are_on_two_sites_each(sites: Mapping[str, ReplicaSite]) -> None:
    marked: dict[str, list[tuple[str, Truth]]] = {}
    for slug, site in sites.items():
        for truth in site.truth():
            if truth.reprint is not None:
                marked.setdefault(truth.reprint, []).append((slug, truth))
    assert {key: sorted(slug for slug, _ in copies) for key, copies in marked.items()} == {
        "lao-cai/5": ["ha-noi", "lao-cai"],
        "quang-nam/7": ["quang-nam", "son-la"],
    }
    for copies in marked.values():
        first, second = (" ".join(truth.paragraphs).split() for _, truth in copies)
        matcher = SequenceMatcher(None, first, second, autojunk=False)
        shared = sum(block.size for block in matcher.get_matching_blocks())
        assert shared > 0.85 * min(len(first), len(second))


def test_every_trap_is_on_some_pages_but_not_all(sites: Mapping[str, ReplicaSite]) -> None:
    where = {slug: [set(truth.traps) for truth in site.truth()] for slug, site in sites.items()}
    for slug, trap in (
        ("lao-cai", "nfd"), ("lao-cai", "nbsp"), ("ha-noi", "nfd"), ("quang-nam", "eth"),
        ("son-la", "lost letters"), ("son-la", "nbsp"), ("lai-chau", "page break"),
    ):  # fmt: skip
        assert any(trap in traps for traps in where[slug])
        assert not all(trap in traps for traps in where[slug])


def test_the_summary_has_no_genre_label_but_the_agency_prefix(
    sites: Mapping[str, ReplicaSite],
) -> None:
    articles = sites["ha-noi"].articles
    labelled = [article for article in articles if plain(article.lead).startswith("Tin tổng hợp: ")]
    signed = [article for article in articles if article.lead.startswith("(LĐTĐ) - ")]
    assert labelled
    assert signed
    assert all(f"Tin tổng hợp: {article.truth.summary}" == plain(article.lead) for article in labelled)
    assert all(article.truth.summary == article.lead for article in signed)
