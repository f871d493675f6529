"""How a site looks: what a redesign, another language and another subject change, and the news does not."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.site_fingerprint import (
    SKETCH_SIZE,
    SiteFingerprint,
    count_words,
    hosts_in,
    page_title,
    similarity,
    skeleton,
    sketch,
)

PAGE = (
    "<html><head><title> Công đoàn\n tỉnh </title><style>.a{}</style></head><body class='home page-12'>"
    "<nav id='menu'><a class='item' href='https://congdoan.example.vn/tin'>Tin tức</a></nav>"
    "<div class='news news-7'><h3 class='name'>{headline}</h3></div></body></html>"
)


def test_other_news_leave_the_skeleton_as_it_is() -> None:
    one, other = (skeleton(PAGE.replace("{headline}", text)) for text in ("Trao quà", "Hội thi thợ giỏi"))
    assert one == other
    assert {"body.home", "body.page-#", "nav.menu", "a.item", "div.news", "h3.name"} <= one
    assert similarity(sketch(one), sketch(other)) == 1.0


def test_other_class_names_are_another_skeleton() -> None:
    renamed = PAGE.replace("news", "card").replace("name", "t").replace("item", "lnk").replace("home", "v2")
    likeness = similarity(sketch(skeleton(PAGE)), sketch(skeleton(renamed.replace("menu", "top"))))
    assert likeness is not None
    assert likeness < 0.3


def test_of_next_to_nothing_no_likeness_is_told() -> None:
    assert similarity((), sketch("abcdef")) is None
    assert similarity(sketch("ab"), sketch("ab")) is None


tokens = st.frozensets(st.text("abcdef", min_size=1, max_size=4), min_size=4, max_size=150)


@given(tokens, tokens)
def test_likeness_is_between_0_and_1_and_the_same_both_ways(
    one: frozenset[str], other: frozenset[str]
) -> None:
    likeness = similarity(sketch(one), sketch(other))
    assert likeness is not None
    assert 0 <= likeness <= 1
    assert likeness == similarity(sketch(other), sketch(one))
    assert similarity(sketch(one), sketch(one)) == 1
    assert len(sketch(one)) <= SKETCH_SIZE
    exact = len(one & other) / len(one | other)
    assert abs(likeness - exact) < 0.35


def test_words_tell_language_and_subject() -> None:
    words, subject, spam, vietnamese = count_words(
        "<p>Công đoàn cơ sở trao quà cho người lao động khó khăn</p>"
    )
    assert (words, subject, spam) == (12, 2, 0)
    assert vietnamese > 0.15
    words, subject, spam, vietnamese = count_words(
        "<script>casino</script><p>Nhà cái uy tín, cá cược bóng đá, slot nổ hũ</p>"
    )
    assert (subject, spam) == (0, 4)
    assert count_words("<p>Một</p><style>hai</style> ba <SCRIPT>bốn năm </noscript> sáu")[0] == 2
    assert count_words("<script>a</script>một<noscript>b</noscript>hai")[0] == 2
    assert count_words("<p>Domain for sale, buy it now, façade</p>")[3] == 0


def test_hosts_and_title_are_read_as_they_stand() -> None:
    assert hosts_in(PAGE) == ["congdoan.example.vn"]
    assert page_title(PAGE) == "Công đoàn tỉnh"


def test_a_sight_comes_back_from_its_record() -> None:
    fingerprint = SiteFingerprint("Tin", 10, 2, 0, 0.2, ("a.vn",), sketch("abcd"), (), ("http://a.vn/",), 0.4)
    record = {name: list(v) if isinstance(v, tuple) else v for name, v in fingerprint.to_record().items()}
    assert SiteFingerprint.from_record({**record, "unknown": 1}) == fingerprint
    assert SiteFingerprint.from_record({}) == SiteFingerprint()
