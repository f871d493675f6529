"""What an editor says is published; what the source says goes on beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import states
from archive.corrections import CORRECTABLE, OutdatedError, correct, effective, source_values, withdraw
from archive.models import Article, ArticleTopic, Correction, KnownSource, Revision
from archive.record import RecordError
from archive.store import remember_sources, save
from items import Article as Found
from items import Author, Source

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=6)
NEXT_NIGHT = NIGHT + timedelta(days=1)
FOUND = Found(
    url="https://a.example.vn/1",
    source="lao-cai",
    kind="article",
    title="Hội nghi lần thứ 12",
    body_text="Đoạn một.\nĐoạn hai.",
    body_html="<p><b>Đoạn một.</b></p><p>Đoạn hai.</p>",
    authors=(Author("Lò Mai", "writer"),),
    topics=("tet",),
)
DAY = {"value": "2026-11-19", "precision": "day", "raw": "", "from": "editor"}


def put(at: datetime = NIGHT, **fields: Any) -> str:
    return save(replace(FOUND, **fields), key="1", run_id=None, at=at)


def fix(told: dict[str, Any], **more: Any) -> list[Correction]:
    article = Article.objects.get()
    return correct(article.pk, told, author="mai", reason="lỗi chính tả", at=MORNING, **more)


@pytest.mark.django_db
def test_a_correction_is_published_and_no_crawl_takes_it_back() -> None:
    put()
    fix({"title": "Hội nghị lần thứ 12"})
    assert put(NEXT_NIGHT) == "unchanged"
    row = Article.objects.get()
    assert (row.title, row.said, row.version) == ("Hội nghị lần thứ 12", {"title": FOUND.title}, 1)
    assert (row.corrected_at, row.changed_at) == (MORNING, NIGHT)
    assert not Revision.objects.exists()


@pytest.mark.django_db
def test_what_the_source_changes_meanwhile_is_kept_beside_the_correction() -> None:
    put()
    fix({"title": "Hội nghị lần thứ 12"})
    assert put(NEXT_NIGHT, title="Hội nghị BCH", summary="Tóm tắt") == "changed"
    row = Article.objects.get()
    assert (row.title, row.summary) == ("Hội nghị lần thứ 12", "Tóm tắt")
    assert source_values(row)["title"] == "Hội nghị BCH"
    assert Revision.objects.get().before == {"title": FOUND.title, "summary": None}
    assert Correction.objects.get().source_value == FOUND.title
    assert put(NEXT_NIGHT, title="Hội nghị BCH", summary="Tóm tắt") == "unchanged"


@pytest.mark.django_db
def test_a_withdrawn_correction_gives_the_source_its_word_back() -> None:
    put()
    fix({"title": "Khác", "body_text": "Đoạn một.\nĐoạn ba."})
    put(NEXT_NIGHT, title="Bản mới")
    row = Article.objects.get()
    assert row.body_html == "<p><b>Đoạn một.</b></p>\n<p>Đoạn ba.</p>"
    assert withdraw(row.pk, ["title", "body_text", "summary"], by="hà", at=NEXT_NIGHT) == [
        "body_text",
        "title",
    ]
    row = Article.objects.get()
    assert (row.title, row.body_text, row.body_html) == ("Bản mới", FOUND.body_text, FOUND.body_html)
    assert (row.said, row.version) == ({}, 3)
    assert not Correction.objects.filter(withdrawn_at=None).exists()


@pytest.mark.django_db
def test_lists_and_topics_follow_a_correction() -> None:
    put()
    province = {"slug": "lao-cai", "name": "Lào Cai", "current": "lao-cai"}
    fix({"published": DAY, "topics": ["nu_cong"], "province": province, "kind": "document"})
    row = Article.objects.get()
    assert row.sort_at == row.published_at == datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    assert (row.province_current, row.kind, row.public) == ("lao-cai", "document", True)
    assert ArticleTopic.objects.get().topic == "nu_cong"


@pytest.mark.django_db
def test_a_second_correction_of_a_field_takes_the_place_of_the_first() -> None:
    put()
    fix({"title": "Một"})
    fix({"title": "Hai"})
    assert list(Correction.objects.values_list("value", "withdrawn_by")) == [("Một", "mai"), ("Hai", "")]
    assert source_values(Article.objects.get())["title"] == FOUND.title


@pytest.mark.django_db
def test_who_saw_another_version_is_refused_and_nothing_is_written() -> None:
    put()
    fix({"title": "Một"}, version=0)
    with pytest.raises(OutdatedError, match="version 1"):
        fix({"title": "Hai"}, version=0)
    assert Article.objects.get().title == "Một"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "https://b.example/"),
        ("body_html", "<script>alert(1)</script>"),
        ("published", {**DAY, "value": "2026-02-30"}),
        ("published", {**DAY, "precision": "minute", "value": "2026-11-19T08:00:00"}),
        ("authors", [{"name": "  ", "role": "writer"}]),
        ("authors", [{"name": "Mai", "role": "boss"}]),
        ("images", [{"url": "javascript:alert(1)"}]),
        ("kind", "novel"),
        ("topics", "tet"),
        ("views", {"value": 1, "raw": "", "from": "editor"}),
    ],
)
def test_a_value_that_cannot_be_one_is_refused_by_its_field(field: str, value: Any) -> None:
    put()
    with pytest.raises(RecordError, match=field):
        fix({"title": "Một", field: value})
    assert Article.objects.get().version == 0


@given(
    st.dictionaries(st.sampled_from(["title", "summary", "organisation"]), st.text() | st.none()),
    st.dictionaries(st.sampled_from(["title", "summary", "organisation"]), st.text() | st.none()),
)
def test_a_correction_outranks_the_source_and_touches_nothing_else(
    source: dict[str, Any], corrections: dict[str, Any]
) -> None:
    published = effective(source, corrections)
    assert published == {
        name: corrections[name] if name in corrections else source[name] for name in {**source, **corrections}
    }


def test_every_field_of_the_contract_but_address_and_markup_can_be_corrected() -> None:
    assert set(FOUND.to_record()) - set(CORRECTABLE) == {
        "url",
        "source",
        "views",
        "body_html",
        "published_between",
    }


@pytest.mark.django_db
def test_states_decide_what_readers_see() -> None:
    put()
    number = Article.objects.get().pk
    for state, public in (("approved", True), ("hidden", False), ("retracted", False), ("new", True)):
        assert states.set_state([number, 10**9], state, by="mai", at=MORNING) == [number]
        row = Article.objects.get()
        assert (row.state, row.public, row.state_at, row.state_by) == (state, public, MORNING, "mai")
    assert states.set_state([number], "new", by="hà", at=NEXT_NIGHT) == []
    assert Article.objects.get().version == 4
    with pytest.raises(ValueError, match="approved, hidden"):
        states.set_state([number], "gone", by="mai", at=MORNING)


@pytest.mark.django_db
def test_of_a_source_that_asks_for_it_only_what_was_approved_is_public() -> None:
    KnownSource.objects.create(
        slug="lao-cai", name="x", publisher="x", home="https://a.example", kind="portal"
    )
    put()
    assert states.apply_policies({"lao-cai": "approved"}) == 1
    assert states.apply_policies({"lao-cai": "approved"}) == 0
    put(NEXT_NIGHT, title="Mới")
    assert not Article.objects.get().public
    states.set_state([Article.objects.get().pk], "approved", by="mai", at=MORNING)
    assert Article.objects.get().public
    assert states.apply_policies({"lao-cai": "all"}) == 0
    states.set_state([Article.objects.get().pk], "hidden", by="mai", at=MORNING)
    assert not Article.objects.get().public


@pytest.mark.django_db
def test_a_source_that_is_first_heard_of_after_its_articles_is_published_as_it_asks() -> None:
    put()
    assert Article.objects.get().public
    source = Source(
        "lao-cai", "x", "x", "federation", "http://a.vn", "unverified", "made up", publish="approved"
    )
    remember_sources([source])
    assert not Article.objects.get().public
    put(NEXT_NIGHT, title="Mới")
    assert not Article.objects.get().public


@pytest.mark.django_db
def test_an_edit_of_the_source_brings_no_hidden_article_back() -> None:
    put()
    states.set_state([Article.objects.get().pk], "hidden", by="mai", at=MORNING)
    put(NEXT_NIGHT, title="Mới")
    row = Article.objects.get()
    assert (row.title, row.public, row.state) == ("Mới", False, "hidden")
