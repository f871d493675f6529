"""What pages show of dates, people and numbers, in the visitor's language."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive.models import Article
from feeds.formats import FORMATS
from feeds.text import web_address

register = template.Library()


@register.filter
def told_date(article: Article) -> SafeString:
    """The published date as exactly as the page told it, or that it told none and when it was first seen."""
    if article.published_at is None or not article.published:
        seen = localtime(article.first_seen_at)
        return format_html(
            '{} <time datetime="{}">{}</time>',
            _("Không rõ ngày đăng · thu thập"),
            seen.isoformat(timespec="minutes"),
            _day(seen),
        )
    moment = localtime(article.published_at)
    shown = _day(moment)
    precision = article.published["precision"]
    if precision == "hour":
        shown = _("khoảng %(hour)s giờ, %(day)s") % {"hour": moment.hour, "day": shown}
    elif precision != "day":
        shown = f"{moment:%H:%M}, {shown}"
    return format_html('<time datetime="{}">{}</time>', article.published["value"], shown)


@register.filter
def day_told(value: datetime) -> SafeString:
    """The day of a feed's entry; a feed does not say how exactly the page told it."""
    local = localtime(value)
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", _day(local))


@register.filter
def media_type(name: str) -> str:
    """The media type of a feed by the ending of its name."""
    return FORMATS[name.rpartition(".")[2]].media_type


@register.filter
def moment(value: datetime) -> str:
    """A time of ours, to the minute."""
    local = localtime(value)
    return f"{local:%H:%M}, {_day(local)}"


@register.filter
def people(article: Article) -> list[str]:
    """Who made the article, a line a person, each with all roles: "Lò Thị Mai (bài, ảnh), LĐLĐ tỉnh"."""
    roles: dict[tuple[str, str], list[str]] = {}
    for author in article.authors:
        if author["role"] != "poster":
            person = (author["name"], author["organisation"] or "")
            roles.setdefault(person, []).append(role_name(author["role"]))
    return [
        f"{name} ({', '.join(filter(None, told))})" + (f", {organisation}" if organisation else "")
        for (name, organisation), told in roles.items()
    ]


def role_name(role: str) -> str:
    """What somebody with this role did."""
    found: dict[str, str] = {
        "writer": _("bài"),
        "photographer": _("ảnh"),
        "videographer": _("video"),
        "graphics": _("đồ họa"),
        "editor": _("biên tập"),
        "compiler": _("tổng hợp"),
        "translator": _("dịch"),
        "source": _("nguồn"),
    }
    return found.get(role, role)


@register.filter
def count(value: int) -> str:
    """A number as it is grouped in the visitor's language."""
    return number_format(value, force_grouping=True)


@register.filter
def articles(number: int) -> str:
    """So many articles."""
    return ngettext("%(n)s bài", "%(n)s bài", number) % {"n": count(number)}


@register.filter
def views(number: int) -> str:
    """So many views, as a page counts them."""
    return ngettext("%(n)s lượt xem", "%(n)s lượt xem", number) % {"n": count(number)}


@register.filter
def links(attachments: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Those attachments whose address leads to the web."""
    return [
        {"url": address, "name": attachment["name"] or address}
        for attachment in attachments
        if (address := web_address(attachment["url"]))
    ]


@register.filter
def item(values: dict[str, str], key: str) -> str:
    """The value of ``key``, or the key itself."""
    return values.get(key, key)


def _day(value: datetime) -> str:
    """25/06/2020 in Vietnamese, where it means nothing else; the month by its name in other languages."""
    return f"{value:%d/%m/%Y}" if get_language() == "vi" else date_format(value, "j F Y")
