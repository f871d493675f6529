"""Filters of all templates: dates, authors and numbers in the visitor's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive.dating.bounds import shown
from archive.models import Article
from feeds.formats import FORMATS
from feeds.text import web_address

register = template.Library()


@register.filter
def publication_date(article: Article) -> SafeString:
    """The publication date with the precision of its page.

    Where the page prints none: between which days it was published, and the day of the first crawl.
    """
    if article.published_at is None or not article.published:
        first_seen = localtime(article.first_seen_at)
        return format_html(
            '<span title="{}">{}</span> · {} <time datetime="{}">{}</time>',
            _("Trang nguồn không ghi ngày đăng"),
            publication_bounds(article.published_between),
            _("thu thập"),
            first_seen.isoformat(timespec="minutes"),
            _day(first_seen),
        )
    moment = localtime(article.published_at)
    shown = _day(moment)
    precision = article.published["precision"]
    if precision == "hour":
        shown = _("khoảng %(hour)s giờ, %(day)s") % {"hour": moment.hour, "day": shown}
    elif precision != "day":
        shown = f"{moment:%H:%M}, {shown}"
    return format_html('<time datetime="{}">{}</time>', article.published["value"], shown)


def publication_bounds(bounds: Mapping[str, Any] | None) -> str:
    """Between which days an article was published whose page prints no date."""
    first, last = shown(bounds)
    if first is not None and last is not None:
        if first == last:
            return _("khoảng %(day)s") % {"day": _day(first)}
        return _("khoảng %(first)s – %(last)s") % {"first": _day(first), "last": _day(last)}
    if first is not None:
        return _("sau %(day)s") % {"day": _day(first)}
    if last is not None:
        return _("muộn nhất %(day)s") % {"day": _day(last)}
    return _("không rõ ngày đăng")


@register.filter
def entry_day(value: datetime) -> SafeString:
    """The day of a feed's entry; feeds do not hold the precision of the date."""
    local = localtime(value)
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", _day(local))


@register.filter
def media_type(name: str) -> str:
    """The media type of a feed by the suffix of its name."""
    return FORMATS[name.rpartition(".")[2]].media_type


@register.filter
def moment(value: datetime) -> str:
    """A time (aware) in Việt Nam, to the minute."""
    local = localtime(value)
    return f"{local:%H:%M}, {_day(local)}"


@register.filter
def people(article: Article) -> list[str]:
    """The authors with their roles, one text a person: "Lò Thị Mai (bài, ảnh), LĐLĐ tỉnh"."""
    roles: dict[tuple[str, str], list[str]] = {}
    for author in article.authors:
        if author["role"] != "poster":
            person = (author["name"], author["organisation"] or "")
            roles.setdefault(person, []).append(role_name(author["role"]))
    return [
        f"{name} ({', '.join(filter(None, role_names))})" + (f", {organisation}" if organisation else "")
        for (name, organisation), role_names in roles.items()
    ]


def role_name(role: str) -> str:
    """What a person of this role contributed, or the role itself where it has no label."""
    contributions: dict[str, str] = {
        "writer": _("bài"),
        "photographer": _("ảnh"),
        "videographer": _("video"),
        "graphics": _("đồ họa"),
        "editor": _("biên tập"),
        "compiler": _("tổng hợp"),
        "translator": _("dịch"),
        "source": _("nguồn"),
    }
    return contributions.get(role, role)


@register.filter
def count(value: int) -> str:
    """A number with the separators of the visitor's language."""
    return number_format(value, force_grouping=True)


@register.filter
def articles(number: int) -> str:
    """A number of articles: "1.200 bài"."""
    return ngettext("%(n)s bài", "%(n)s bài", number) % {"n": count(number)}


@register.filter
def views(number: int) -> str:
    """A number of views: "1.200 lượt xem"."""
    return ngettext("%(n)s lượt xem", "%(n)s lượt xem", number) % {"n": count(number)}


@register.filter
def links(attachments: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The attachments with a web address, as ``url`` and ``name``."""
    return [
        {"url": address, "name": attachment["name"] or address}
        for attachment in attachments
        if (address := web_address(attachment["url"]))
    ]


@register.filter
def item(values: dict[str, str], key: str) -> str:
    """The value of ``key``, or the key itself."""
    return values.get(key, key)


def _day(value: date) -> str:
    """25/06/2020 in Vietnamese, where it means nothing else; the month by its name in other languages."""
    return f"{value:%d/%m/%Y}" if get_language() == "vi" else date_format(value, "j F Y")
