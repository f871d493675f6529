"""The texts of findings in Vietnamese, and in English for the terminal and the English desk. Pure.

They never contain an exception's text, which may reveal paths of this machine.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from vietnamese.zone import VIETNAM

Language = Literal["vi", "en"]

FIELD_LABELS: Mapping[str, tuple[str, str]] = {
    "title": ("tiêu đề", "title"),
    "date": ("ngày đăng", "date"),
    "byline": ("tác giả", "byline"),
    "views": ("lượt xem", "views"),
    "body": ("nội dung", "body"),
    "text": ("bài từ 200 ký tự trở lên", "articles of 200 characters or more"),
    "long text": ("bài từ 1.000 ký tự trở lên", "articles of 1,000 characters or more"),
    "article": ("trang đọc ra bài viết", "pages read as articles"),
    "section": ("chuyên mục", "section"),
    "images": ("ảnh", "images"),
    "documents": ("tệp và văn bản", "documents"),
}
# The text of each failure kind (``crawler.failures``, kinds of pages).
REASON_TEXTS: Mapping[str, tuple[str, str]] = {
    "dns": ("không tìm thấy tên miền", "the domain name is not known"),
    "timeout": ("hết thời gian chờ", "no answer in time"),
    "connection refused": ("máy chủ từ chối kết nối", "the server refuses connections"),
    "out of connections": ("máy này hết kết nối mạng", "this machine is out of connections"),
    "no route": ("không có đường mạng tới máy chủ", "there is no route to the server"),
    "scheme": ("dẫn tới địa chỉ không phải trang web", "it leads to what is no web address"),
    "ignored": ("yêu cầu bị bỏ qua", "the request was left out"),
    "connection lost": ("mất kết nối", "the connection was lost"),
    "tls": ("lỗi kết nối bảo mật", "no secure connection"),
    "address refused": ("địa chỉ không được phép", "the address is not allowed"),
    "endless redirect": ("chuyển hướng không dứt", "it redirects without end"),
    "too large": ("trang quá lớn", "the page is too large"),
    "truncated": ("trang bị cắt dở", "the answer is cut off"),
    "undecodable": ("nội dung nén bị hỏng", "the answer can't be decompressed"),
    "error": ("trang báo lỗi", "an error page"),
    "blocked": ("trang chặn truy cập", "the site blocks us"),
    "login": ("trang đòi đăng nhập", "the site wants a log-in"),
    "http 401": ("trang đòi đăng nhập (401)", "the site wants a log-in (401)"),
    "http 403": ("máy chủ cấm truy cập (403)", "the server forbids access (403)"),
    "http 451": ("máy chủ cấm truy cập (451)", "the server forbids access (451)"),
    "expired": ("đã hết hạn", "it has expired"),
    "wrong name": ("cấp cho tên miền khác", "it is for another name"),
    "self-signed": ("tự ký", "it is self-signed"),
    "not yet valid": ("chưa có hiệu lực", "it is not valid yet"),
    "not trusted": ("không đáng tin", "it is not trusted"),
    "crashed": ("tiến trình dừng đột ngột", "the process ended suddenly"),
    "hung": ("tiến trình không phản hồi", "the process did not answer any more"),
    "spider error": ("lỗi của chương trình", "a fault of the program"),
    "store": ("không ghi được vào kho", "the archive could not be written"),
    "language": ("ngôn ngữ đã đổi", "another language"),
    "spam": ("đầy chữ cờ bạc, quảng cáo", "full of gambling or advertising words"),
    "subject": ("không còn nói về công đoàn", "nothing about the unions any more"),
    "hosts": ("liên kết tới các máy chủ khác hẳn", "links to other hosts altogether"),
    "flood": ("trang báo truy cập quá nhiều", "the site says that we ask too often"),
    "robots": ("robots.txt không cho phép", "robots.txt does not allow it"),
    "robots unreadable": ("không đọc được robots.txt", "its robots.txt can't be read"),
    "parked": ("trang rao bán tên miền", "a page that sells the domain"),
    "maintenance": ("trang đang bảo trì", "the site is under maintenance"),
    "certificate": ("chứng chỉ không hợp lệ", "the certificate is not valid"),
    "off site": ("chuyển sang trang khác", "it leads to another site"),
    "silent zero": ("danh sách không có bài nào", "lists without articles"),
    "broken file": ("tệp nguồn có lỗi", "a broken source file"),
    "no page": ("không phải trang web", "no web page"),
    "empty": ("trang rỗng", "an empty page"),
    "other": ("không đọc ra được gì", "nothing could be read"),
    "busy": ("tiến trình khác đang thu thập", "another process crawls it"),
    "not started": ("không khởi động được", "it could not be started"),
    "ended": ("bị dừng giữa chừng", "it was ended"),
    "shutdown": ("bị dừng giữa chừng", "it was ended"),
    "archive": ("không ghi được vào kho", "the archive could not be written"),
    "finished": ("xong", "done"),
    "limit": ("đủ số bài đã định", "as many as were asked for"),
    "closespider_timeout": ("hết giờ", "out of time"),
    "closespider_pagecount": ("hết số trang cho một lần", "out of pages for one run"),
    "closespider_itemcount": ("hết số bài cho một lần", "out of articles for one run"),
}
_FINDING_TEXTS: Mapping[str, tuple[str, str]] = {
    "certificate": ("chứng chỉ bảo mật: {reason}", "certificate: {reason}"),
    "parked": ("tên miền hết hạn hoặc đang được rao bán", "the domain is parked or for sale"),
    "moved": ("trang chủ chuyển sang trang khác", "the home page leads to another site"),
    "taken over": ("trang có vẻ đã bị chiếm: {reasons}", "the site seems to be taken over: {reasons}"),
    "blocked": ("bị chặn: {reason}", "blocked: {reason}"),
    "robots": ("robots.txt không cho thu thập", "robots.txt closes the site to us"),
    "maintenance": ("trang đang bảo trì", "the site is under maintenance"),
    "unreachable": ("không vào được: {reason}", "out of reach: {reason}"),
    "silent zero": (
        "trang trả lời bình thường nhưng không lấy được bài nào",
        "silent zero: the site answers and nothing can be extracted",
    ),
    "crawl": ("thu thập bị lỗi: {reason}", "the crawl failed: {reason}"),
    "judge": (
        "không đánh giá được kết quả thu thập ({problem})",
        "the report of the crawl could not be judged ({problem})",
    ),
    "redesigned": ("trang đã đổi giao diện; {lost}", "redesigned page; {lost}"),
    "lost field": ("mất {field}: {shares}", "lost field {field}: {shares}"),
    "lost selector": (
        "bộ chọn riêng “{detail}” không còn khớp: {shares}",
        "the selector “{detail}” matches no more: {shares}",
    ),
    "pages fail": ("phần lớn trang bài bị lỗi: {reason}", "most article pages fail: {reason}"),
    "section fails": (
        "không đọc được chuyên mục {detail}: {reason}",
        "the section {detail} can't be read: {reason}",
    ),
    "flood": ("trang báo truy cập quá nhiều", "the site says that we ask too often"),
    "slow": ("trang quá chậm", "the site is too slow"),
    "stale": ("lâu bất thường không có tin mới", "stale: silent for longer than ever"),
    "removed": ("nguồn đã gỡ {number} bài", "articles taken away by the source: {number}"),
    "articles moved": (
        "trang đã dời: {number} bài có địa chỉ mới",
        "moved: articles with new addresses: {number}",
    ),
    "source file": (
        "tệp nguồn có lỗi: sources/{problem} (xem lệnh tincongdoan doctor)",
        "broken source file: sources/{problem} (see tincongdoan doctor)",
    ),
    "network": (
        "không ra được mạng: phần lớn nguồn không kết nối được",
        "no network: most sources out of reach",
    ),
    "clock": ("đồng hồ máy này sai: {clock}", "this machine's clock is wrong: {clock}"),
    "archive": ("không dùng được kho lưu trữ", "the archive can't be used"),
    "night": ("đợt {step} bị lỗi: {problem}", "the round failed to {detail}: {problem}"),
    "hub": (
        "hub WebSub chưa nhận được tin báo có tin mới: {problem}",
        "the WebSub hub could not be told of news yet: {problem}",
    ),
    "alert": ("không gửi được tin báo qua {detail}", "the alert could not be delivered by {detail}"),
}


def reason_text(name: str, language: Language = "vi") -> str:
    """The text of a failure kind."""
    if name in REASON_TEXTS:
        return REASON_TEXTS[name][language == "en"]
    if name.startswith("http "):
        return f"máy chủ trả lời {name[5:]}" if language == "vi" else f"the server answers {name[5:]}"
    if name.startswith("no article: "):
        return ("không phải bài viết" if language == "vi" else "no article") + f" ({name[12:]})"
    return name


def has_text(name: str) -> bool:
    """Whether ``finding_text`` has words for findings of this name."""
    return name in _FINDING_TEXTS


def finding_text(name: str, detail: str, evidence: Mapping[str, Any], language: Language = "vi") -> str:
    """The finding as a clause without the source: "mất ngày đăng: 2/10, trước đây 98/100"."""
    both = _FINDING_TEXTS.get(name)
    if both is None:
        return f"{name} {detail}".strip()
    return both[language == "en"].format(
        detail=detail,
        step={"crawl": "thu thập", "judge": "đánh giá", "publish": "xuất bản"}.get(detail, detail),
        problem=evidence.get("problem", ""),
        number=evidence.get("removed", evidence.get("moved", "")),
        reason=reason_text(str(evidence.get("reason", "")), language),
        reasons=", ".join(reason_text(str(name), language) for name in evidence.get("reasons", ())),
        field=_field(detail, language),
        clock=_clock(evidence, language),
        shares=_shares(evidence, detail, language),
        lost=_lost(evidence, language),
    )


def evidence_lines(name: str, evidence: Mapping[str, Any], language: Language = "vi") -> list[str]:
    """The evidence, one line a fact; last come example URLs and the command to run."""
    vi = language == "vi"
    lines = []
    if note := evidence.get("note"):
        lines.append(f"chứng chỉ: {note}" if vi else f"certificate {note}")
    if name == "stale" and "last" in evidence:
        last = _day(str(evidence["last"]))
        days, limit = f"{evidence['weight']:g}", f"{evidence['limit']:g}"
        lines.append(
            f"bài mới nhất ngày {last}; {days} ngày làm việc không có bài, giới hạn {limit}"
            if vi
            else f"newest article {last}; silent for {days} working days, limit {limit}"
        )
    if name == "slow" and "latency" in evidence:
        lines.append(
            f"{evidence['latency']:g} giây một trang, thường là {evidence['usual']:g}"
            if vi
            else f"{evidence['latency']:g} s a page, usually {evidence['usual']:g}"
        )
    if "likeness" in evidence:
        share = round(100 * float(evidence["likeness"]))
        lines.append(f"khung trang giống trước {share} %" if vi else f"the skeleton is {share} % as before")
    if name == "taken over" and isinstance(evidence.get("now"), Mapping):
        title = evidence["now"].get("title") or "–"
        lines.append(f"tiêu đề trang: {title}" if vi else f"the page's title: {title}")
    if isinstance(last_good := evidence.get("last"), Mapping):
        at, number = datetime.fromisoformat(last_good["at"]), last_good["articles"]
        lines.append(
            f"lần cuối: {moment(at)}, {number} bài"
            if vi
            else f"last: {at.astimezone(VIETNAM):%Y-%m-%d %H:%M}, {number} articles"
        )
    lines += _fallen(evidence, language)
    if name == "slow" and "seconds" in evidence:
        minutes, requests = round(float(evidence["seconds"]) / 60), evidence.get("requests", "?")
        lines.append(
            f"dừng sau {minutes} phút, {requests} yêu cầu"
            if vi
            else f"ended after {minutes} minutes, {requests} requests"
        )
    if isinstance(gone := evidence.get("sources"), (list, tuple)) and len(gone) == 2:
        lines.append(f"{gone[0]}/{gone[1]} nguồn" if vi else f"{gone[0]} of {gone[1]} sources")
    for failure, number in sorted((evidence.get("failures") or {}).items()):
        lines.append(f"{reason_text(failure, language)}: {number}")
    if isinstance(answers := evidence.get("statuses"), Mapping) and answers:
        shown = ", ".join(f"{number} × {status}" for status, number in sorted(answers.items()))
        lines.append(f"{'máy chủ trả lời' if vi else 'answers'}: {shown}")
    lines += [str(address) for address in evidence.get("examples") or ()]
    if name == "alert" and (problem := evidence.get("problem")):
        lines.append(str(problem))
    if command := evidence.get("try"):
        lines.append(f"{'kiểm tra' if vi else 'try'}: {command}")
    return lines


def moment(at: datetime) -> str:
    """In Việt Nam's time: "02:05 ngày 21/11/2026"."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _field(field: str, language: Language) -> str:
    return FIELD_LABELS[field][language == "en"] if field in FIELD_LABELS else field


_CLOCKS: Mapping[str, tuple[str, str]] = {
    "ahead": ("nhanh {hours:g} giờ so với các máy chủ", "{hours:g} hours ahead of the servers"),
    "behind": ("chậm {hours:g} giờ so với các máy chủ", "{hours:g} hours behind the servers"),
    "back": ("đã lùi {hours:g} giờ", "it went back by {hours:g} hours"),
}


def _clock(evidence: Mapping[str, Any], language: Language) -> str:
    both = _CLOCKS.get(str(evidence.get("reason")))
    return both[language == "en"].format(hours=evidence.get("hours", 0)) if both else ""


def _shares(evidence: Mapping[str, Any], detail: str, language: Language) -> str:
    baseline = evidence.get("baseline") or {}
    before = baseline.get(detail) or baseline.get(f"select.{detail}")
    now = evidence.get("now")
    if not before or not isinstance(now, (list, tuple)):
        return "?"
    before_word = "trước đây" if language == "vi" else "before"
    return f"{now[0]}/{now[1]}, {before_word} {before[0]}/{before[1]}"


def _fallen(evidence: Mapping[str, Any], language: Language) -> list[str]:
    """For a redesign, each field that fell with its counts before and now."""
    now, before = evidence.get("now"), evidence.get("baseline")
    if not isinstance(now, Mapping) or not isinstance(before, Mapping):
        return []
    return [
        f"{_field(field.removeprefix('select.'), language)}: "
        + _shares({"now": now[field], "baseline": before}, field, language)
        for field in before
        if field in now
    ]


def _lost(evidence: Mapping[str, Any], language: Language) -> str:
    if evidence.get("nothing"):
        return "không lấy được bài nào" if language == "vi" else "nothing can be extracted"
    names = [
        _field(field, language) for field in evidence.get("baseline") or {} if not field.startswith("select.")
    ]
    if not names:
        return "bộ chọn riêng không còn khớp" if language == "vi" else "its selectors match no more"
    return ("mất " if language == "vi" else "lost: ") + ", ".join(names)
