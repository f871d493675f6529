"""Lines that are left out as headlines could not have been the best."""

from datetime import datetime

import pytest

from extraction import extract
from extraction.lines import read_lines
from extraction.metadata import read_metadata
from extraction.parse import body_of, parse
from extraction.title import _at_most, _score, _Where, claimed_titles, find_headline
from tests.extraction.assemble import assemble


@pytest.mark.parametrize("seed", range(0, 160, 4))
def test_no_line_scores_more_than_its_rank_and_place_allow(seed: int) -> None:
    root = parse(assemble(seed).markup)
    page, claims = read_lines(body_of(root)), claimed_titles(read_metadata(root))
    for container in (None, page.body):
        for start in range(0, len(page.lines), 7):
            where = _Where(page, claims, start, container)
            scores = [(line, _score(line, where)) for line in page.lines[: start + 3]]
            found = [(line, scored) for line, scored in scores if scored is not None]
            assert all(scored.score <= _at_most(line, start) for line, scored in found)
            best = find_headline(page, claims, start, container)
            if best is not None:
                assert best.score == max(scored.score for _, scored in found)


MENU = "<ul><li><a href='/tin'>Tin tức</a></li><li><a href='/hd'>Hoạt động công đoàn</a></li></ul>"
TEXT = "<p>Sáng 5/6, Công đoàn ngành Xây dựng tổ chức hội thi tay nghề cho hơn một trăm thợ giỏi.</p>" * 3


def title(menu: str, section: str, rest: str) -> object:
    markup = (
        f"<html><head><title>{section} - LĐLĐ tỉnh</title></head><body>{menu}"
        f"<div><h1>{section}</h1>{rest}{TEXT}</div></body></html>"
    )
    at = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
    return extract(markup.encode(), "https://example.vn/1", at=at).offered("title")[0].value


NEWS = "Hội thi tay nghề ngành Xây dựng năm nay"


@pytest.mark.parametrize("section", ["HOẠT ĐỘNG CÔNG ĐOÀN", "Hoạt động công đoàn"])
def test_a_section_of_the_menu_is_not_the_headline_of_what_stands_below_it(section: str) -> None:
    assert title(MENU, section, f"<h2>{NEWS}</h2><div>05/06/2025 08:00</div>") == NEWS


def test_a_short_headline_keeps_its_sub_headline_below_it() -> None:
    assert title(MENU, "Tết Sum vầy", f"<h2>{NEWS}</h2><div>05/06/2025</div>") == "Tết Sum vầy"
    assert title(MENU, "Hoạt động công đoàn", f"<h2>{NEWS}</h2>") == "Hoạt động công đoàn"
