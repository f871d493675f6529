"""Which province the article is from. The source's own says it; text alone is a cross-check only
("xã Phú Yên" is a commune of Hà Nội)."""

from __future__ import annotations

from datetime import date, datetime

from items import ProvinceRef
from pipelines.draft import Draft
from vietnamese.provinces import by_slug, current_slug


def decide_province(draft: Draft) -> Draft:
    slug = draft.source.province if draft.source else None
    return draft.decided(province=province_on(slug, _day(draft))) if slug else draft


def province_on(slug: str, day: date | None) -> ProvinceRef | None:
    """The province ``slug`` by its name on that day; a vanished one keeps its own name."""
    province = by_slug(slug, day) or by_slug(slug)
    if province is None:
        return None
    return ProvinceRef(province.slug, province.name, current_slug(province.slug) or province.slug)


def _day(draft: Draft) -> date | None:
    published = draft.article.published
    if published is None:
        return None
    return published.value.date() if isinstance(published.value, datetime) else published.value


class PlacesStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_province(item)
