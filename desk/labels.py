"""Labels of what the desk shows by a code: states, acts, roles, fields, kinds of sources; lazily translated.

A code that the project gains gets its label here; ``tests/desk/test_labels.py`` fails until it has one.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.roles import Role

Labels = Mapping[str, str | Promise]

STATES: Labels = {
    "new": _("mới"),
    "approved": _("đã duyệt"),
    "hidden": _("đã ẩn"),
    "retracted": _("đã rút"),
}
VIEWS: Labels = {
    "waiting": _("Chờ duyệt"),
    "changed": _("Nguồn đã sửa"),
    "approved": _("Đã duyệt"),
    "hidden": _("Đã ẩn"),
    "retracted": _("Đã rút"),
    "all": _("Tất cả"),
}
KINDS: Labels = {"article": _("bài viết"), "document": _("văn bản")}
ACTS: Labels = {
    "approve": _("duyệt"),
    "hide": _("ẩn"),
    "retract": _("rút bài"),
    "reopen": _("đưa trở lại hàng chờ"),
    "correct": _("sửa"),
    "withdraw": _("bỏ nội dung sửa"),
    "undo": _("hoàn tác"),
    "assign": _("giao bài"),
    "hold": _("nhận quyền sửa"),
    "take-over": _("nhận quyền sửa từ người khác"),
    "sign-in": _("đăng nhập"),
    "sign-out": _("đăng xuất"),
    "locked-out": _("bị tạm khóa đăng nhập"),
    "forgotten": _("yêu cầu liên kết đặt mật khẩu"),
    "set-password": _("đặt mật khẩu"),
    "change-password": _("đổi mật khẩu"),
    "invite": _("mời người dùng"),
    "reset-link": _("tạo liên kết đặt mật khẩu"),
    "role": _("đổi vai trò"),
    "open-account": _("mở tài khoản"),
    "close-account": _("khóa tài khoản"),
    "end-sessions": _("kết thúc phiên"),
    "export-audit": _("tải nhật ký"),
    "add-user": _("thêm người dùng"),
    "check-source": _("thu thập ngay một nguồn"),
    "rule-save": _("lưu quy tắc"),
    "rule-apply": _("áp dụng quy tắc cho kho"),
    "rule-on": _("bật quy tắc"),
    "rule-off": _("tắt quy tắc"),
    "rule-remove": _("xóa quy tắc"),
}
FIELDS: Labels = {
    "kind": _("loại"),
    "title": _("tiêu đề"),
    "summary": _("tóm tắt (sapo)"),
    "body_text": _("nội dung"),
    "body_html": _("nội dung (HTML)"),
    "language": _("ngôn ngữ"),
    "published": _("ngày đăng"),
    "published_between": _("đăng trong khoảng"),
    "updated": _("ngày cập nhật"),
    "authors": _("tác giả"),
    "organisation": _("đơn vị"),
    "section": _("chuyên mục"),
    "province": _("tỉnh, thành phố"),
    "topics": _("chủ đề"),
    "images": _("ảnh"),
    "attachments": _("tệp đính kèm"),
    "document": _("văn bản"),
    "documents_cited": _("văn bản được viện dẫn"),
    "views": _("lượt xem"),
    "url": _("liên kết"),
}

DOCUMENT: Labels = {
    "number": _("số, ký hiệu"),
    "type": _("loại văn bản"),
    "issued_on": _("ngày ban hành"),
    "place": _("nơi ban hành"),
    "issuer": _("cơ quan ban hành"),
    "signer": _("người ký"),
    "signer_title": _("chức vụ người ký"),
    "recipients": _("nơi nhận"),
}


ROLES: Labels = {
    Role.READER: _("người đọc"),
    Role.EDITOR: _("biên tập viên"),
    Role.CHIEF: _("trưởng ban biên tập"),
    Role.ADMINISTRATOR: _("quản trị"),
}
RULE_ACTS: Labels = {"hide": _("ẩn bài"), "tag": _("thêm chủ đề"), "assign": _("giao cho")}
# Where a value stood on its page (``items.raw.Origin``).
ORIGINS: Labels = {
    "selector": _("bộ chọn"),
    "platform": _("quy tắc của nền tảng"),
    "label": _("dòng có nhãn"),
    "line": _("dòng trên trang"),
    "icon": _("biểu tượng"),
    "json-ld": "JSON-LD",
    "microdata": "microdata",
    "opengraph": "Open Graph",
    "meta": _("thẻ meta"),
    "time": _("thẻ time"),
    "list": _("trang danh sách"),
    "rss": _("kênh RSS của nguồn"),
    "api": _("API của nguồn"),
    "sitemap": _("sitemap"),
    "url": _("địa chỉ trang"),
}

MARKS: Labels = {
    "well": _("tốt"),
    "partly": _("thiếu vài trang"),
    "badly": _("lỗi"),
    "blocked": _("bị chặn"),
    "idle": _("hệ thống không thu thập"),
}
ENDINGS: Labels = {
    "mended": _("hết lúc"),
    "history": _("hết lúc"),
    "accepted": _("được chấp nhận lúc"),
    "not read": _("ngừng thu thập nguồn từ"),
}
# Why a crawl run was started.
RUN_REASONS: Labels = {
    "night": _("hằng đêm"),
    "day": _("ban ngày"),
    "catch-up": _("chạy bù"),
    "by hand": _("chạy thủ công"),
}
# Fields whose coverage is counted (``monitoring.coverage.FIELDS``).
COVERAGE_FIELDS: Labels = {
    "title": _("tiêu đề"),
    "date": _("ngày đăng"),
    "byline": _("tác giả"),
    "views": _("lượt xem"),
    "body": _("nội dung"),
    "text": _("bài từ 200 ký tự trở lên"),
    "long text": _("bài từ 1.000 ký tự trở lên"),
    "article": _("trang đọc ra bài viết"),
    "section": _("chuyên mục"),
    "images": _("ảnh"),
    "documents": _("tệp và văn bản"),
}
# Keys of a source file, and values of some of them.
SETTINGS: Labels = {
    "publisher": _("đơn vị"),
    "kind": _("loại"),
    "province": _("tỉnh, thành phố"),
    "status": _("trạng thái"),
    "evidence": _("căn cứ"),
    "platform": _("nền tảng"),
    "publish": _("xuất bản"),
    "start": _("trang danh sách"),
    "select": _("bộ chọn"),
    "follow": _("liên kết được theo"),
    "politeness": _("tần suất yêu cầu"),
}
SOURCE_KINDS: Labels = {
    "central": _("công đoàn cấp trung ương"),
    "federation": _("liên đoàn lao động tỉnh, thành phố"),
    "district": _("liên đoàn lao động cấp huyện"),
    "sector": _("công đoàn ngành"),
    "department": _("sở, ban, ngành"),
    "portal": _("cổng thông tin điện tử"),
    "front": _("Mặt trận Tổ quốc"),
    "newspaper": _("báo"),
}
STATUSES: Labels = {
    "verified": _("đã xác minh"),
    "unverified": _("chưa xác minh"),
    "frozen": _("ngừng cập nhật"),
    "refused": _("bị từ chối"),
    "": _("không còn tệp nguồn"),
}
PLATFORMS: Labels = {
    "nukeviet": "NukeViet",
    "wordpress": "WordPress",
    "liferay": "Liferay",
    "vnpt": "VNPT",
    "dotnetnuke": "DotNetNuke",
    "sharepoint": "SharePoint",
    "joomla": "Joomla",
    "mojoportal": "mojoPortal",
    "general": _("chưa rõ, dùng quy tắc chung"),
}
PUBLISHING: Labels = {"all": _("mọi bài không bị ẩn"), "approved": _("chỉ bài đã duyệt")}


def label(labels: Labels, key: str) -> str:
    """The label of ``key`` in the visitor's language, or the key itself where it has none."""
    return str(labels.get(key, key))
