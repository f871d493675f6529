"""The statement of coverage in the visitor's language; the feeds have it in Vietnamese alone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.templatetags.desk import articles, count
from feeds.coverage import Coverage, State


def state_words() -> dict[State, str]:
    """What is said of a source in each state."""
    return {
        "ok": _("đã thu thập"),
        "stale": _("lâu chưa thu thập"),
        "blocked": _("bị chặn"),
        "failing": _("gặp lỗi"),
        "unchecked": _("chưa thu thập"),
    }


def statement(covered: Coverage) -> str:
    """``Coverage.statement`` in the visitor's language: in Vietnamese it is the very same sentence."""
    number = len(covered.sources)
    if not number:
        return _("Tình trạng thu thập: chưa có nguồn nào; %(articles)s.") % {
            "articles": articles(covered.articles)
        }
    words = state_words()
    states = [f"{count(number)} {words[state]}" for state, number in covered.counts().items() if number]
    sources = ngettext("%(n)s nguồn", "%(n)s nguồn", number) % {"n": count(number)}
    parts = [f"{sources} ({', '.join(states)})"]
    if covered.provinces:
        parts.append(
            _("đã thu thập %(checked)s/%(all)s tỉnh, thành phố")
            % {"checked": len(covered.checked_provinces()), "all": len(covered.provinces)}
        )
    parts.append(articles(covered.articles))
    return _("Tình trạng thu thập: %(what)s.") % {"what": "; ".join(parts)}
