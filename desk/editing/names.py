"""What the desk calls states, acts, fields and kinds, in the visitor's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Names = Mapping[str, str | Promise]

STATES: Names = {
    "new": _("mới"),
    "approved": _("đã duyệt"),
    "hidden": _("đã ẩn"),
    "retracted": _("đã rút"),
}
VIEWS: Names = {
    "waiting": _("Chờ xem"),
    "changed": _("Nguồn đã sửa"),
    "approved": _("Đã duyệt"),
    "hidden": _("Đã ẩn"),
    "retracted": _("Đã rút"),
    "all": _("Tất cả"),
}
KINDS: Names = {"article": _("bài viết"), "document": _("văn bản")}
ACTS: Names = {
    "approve": _("duyệt"),
    "hide": _("ẩn"),
    "retract": _("rút bài"),
    "reopen": _("đưa lại hàng đợi"),
    "correct": _("sửa"),
    "withdraw": _("bỏ chỗ sửa"),
    "undo": _("hoàn tác"),
    "assign": _("giao bài"),
    "hold": _("giữ để sửa"),
    "take-over": _("nhận sửa thay"),
    "sign-in": _("đăng nhập"),
    "sign-out": _("đăng xuất"),
    "locked-out": _("bị tạm khóa đăng nhập"),
    "forgotten": _("xin đường dẫn mật khẩu"),
    "set-password": _("đặt mật khẩu"),
    "change-password": _("đổi mật khẩu"),
    "invite": _("mời người dùng"),
    "reset-link": _("tạo đường dẫn mật khẩu"),
    "role": _("đổi vai trò"),
    "open-account": _("mở tài khoản"),
    "close-account": _("khóa tài khoản"),
    "end-sessions": _("kết thúc phiên"),
    "export-audit": _("xuất nhật ký"),
    "add-user": _("thêm người dùng"),
}
FIELDS: Names = {
    "kind": _("loại"),
    "title": _("tên bài"),
    "summary": _("lời dẫn"),
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
    "documents_cited": _("văn bản được dẫn"),
    "views": _("lượt xem"),
    "url": _("địa chỉ"),
}

DOCUMENT: Names = {
    "number": _("số, ký hiệu"),
    "type": _("loại văn bản"),
    "issued_on": _("ngày ban hành"),
    "place": _("nơi ban hành"),
    "issuer": _("cơ quan ban hành"),
    "signer": _("người ký"),
    "signer_title": _("chức vụ người ký"),
    "recipients": _("nơi nhận"),
}


def name(names: Names, key: str) -> str:
    """The name of ``key``, or the key itself where it has none."""
    return str(names.get(key, key))
