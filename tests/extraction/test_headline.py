"""Lines that are left out as headlines could not have been the best."""

import pytest

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
