"""Word lists that separate names from headings, accounts and organisations."""

from vietnamese.text import fold_tones


def _entries(text: str) -> frozenset[str]:
    return frozenset(fold_tones(entry) for entry in " ".join(text.split()).split("|"))


_NO_NAME_SYLLABLES = """
    tại để tin tức các những và cho trong ngoài với về được là có không này khác cũ nhất nhiều xem đọc nghe
    thêm gửi tải bài ảnh hình mục trước sau tiếp cuối tịch ban sở tỉnh huyện xã phường quận phố ủy hoạt
    việc nước người luật sách tết tháng tuần giờ bản nhập tìm kết cáo hỏi đáp góp bạn phản nổi bật hướng
    dẫn biểu lịch chức chế động hệ giới truyền hành vụ cuộc đua khen bộ cục nghề đề lượt truy cập đang
    ngày gồm đã sẽ đến theo nguồn hết kính nơi nhận căn số tập soạn họp hỗ trợ tặng quà trao thăm tổng
    cấp kiểm tra xác hoạch trách nhiệm ích từng mạng trạm cổng mầm chỉ khách video clip album home menu
    login email facebook zalo youtube website rss contact about page news admin hotline online copyright
    logo banner english search next prev top map sitemap tags tag print share like comment date title
    photo story
"""
# Syllables that occur in no name. Accents count: "Dung" and "Dũng" are names, "dụng" is not.
NO_NAME_SYLLABLES = frozenset(_NO_NAME_SYLLABLES.split())

_COMPOUNDS = """
    sự kiện|chia sẻ|tuổi trẻ|chí minh|trang chủ|thống kê|nữ công|liên hệ|thư viện|văn bản|công đoàn|lao
    động|đăng ký|đăng nhập|
    chi tiết|quảng cáo|bình luận|bình chọn|an toàn|vệ sinh|văn hóa|thể thao|giáo dục|y tế|du lịch|
    tuyên giáo|chính trị|chính sách|thời sự|thời tiết|thế giới|quốc tế|gia đình|xã hội|đời sống|an ninh|
    quốc phòng|việt nam|thông báo|kế hoạch|công văn|chương trình|thông tin|thông tư|công thương|đại hội|
    hội nghị|hội thảo|tài chính|kinh phí|kinh tế|công nhân|công an|nông dân|nông thôn|thanh niên|phụ nữ|
    nhân dân|đoàn thể|đoàn viên|đoàn kết|chủ nhật|chúa nhật|sơ đồ|công khai|thư ngỏ|chủ tịch|thủ tướng|
    giám đốc|chuyên đề|chuyên mục|diễn đàn|thủ đô|tổ quốc|mặt trận|độc lập|tự do|hạnh phúc|sum vầy|
    cải cách|hành chính|danh mục|thị trường|sức khỏe|pháp luật|tòa soạn|biển đảo|môi trường|khoa học|
    công nghệ|giao thông|quân sự|văn nghệ|điện tử|miền bắc|miền nam|miền trung|tây nguyên|tây bắc|
    đông bắc|sài gòn|hồ chí|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|tháng năm|quốc hội|chính phủ|
    đảng ủy|thành phố|thành viên|thường vụ|thường trực|quyết định|nghị quyết|nghị định|chỉ thị|
    hướng dẫn|báo cáo|tổ chức|thi đua|hội thi|hội thao|hoàng sa|trường sa|tự hào|đảng viên|phóng sự|
    chân dung|gương sáng|người tốt|việc tốt|tư vấn|sáng tạo|sáng kiến|truyền thống|truyền hình|
    phát thanh|nhà nước|công chức|viên chức|trung ương|địa phương|đất nước|con người|xây dựng|đối ngoại|
    hợp tác|thương mại|dịch vụ|bảo hiểm|an sinh|chăm lo|đời thường|quang cảnh|toàn cảnh|lễ hội|
    khánh thành|họ tên|tiêu đề|nội dung|đà nẵng|hải phòng|cần thơ|cảm ơn|trân trọng|
    tiêu điểm|tin nóng
"""
# Two-syllable words of headings whose syllables also occur in names.
COMPOUNDS = _entries(_COMPOUNDS)

_PLACES = """
    hà nội|hà giang|cao bằng|bắc kạn|tuyên quang|lào cai|điện biên|lai châu|sơn la|yên bái|hòa bình|
    thái nguyên|lạng sơn|quảng ninh|bắc giang|phú thọ|vĩnh phúc|bắc ninh|hải dương|hải phòng|hưng yên|
    thái bình|hà nam|nam định|ninh bình|thanh hóa|nghệ an|hà tĩnh|quảng bình|quảng trị|thừa thiên|
    đà nẵng|quảng nam|quảng ngãi|bình định|phú yên|khánh hòa|ninh thuận|bình thuận|kon tum|gia lai|
    đắk lắk|đắk nông|đắc lắc|lâm đồng|bình phước|tây ninh|bình dương|đồng nai|bà rịa|vũng tàu|long an|
    tiền giang|bến tre|trà vinh|vĩnh long|đồng tháp|an giang|kiên giang|cần thơ|hậu giang|sóc trăng|
    bạc liêu|cà mau|hồ chí
"""
# The first two syllables of the provinces, old and new.
PLACES = _entries(_PLACES)

_ACCOUNTS = """
    admin|ad min|to thu ky|thu ky|administrator|admin admin|quan tri|quan tri vien|quan tri web|
    quan tri website|quan tri he thong|ban quan tri|bqt|bbt|pho ban bien tap|truong ban bien tap|
    pho truong ban bien tap|bien tap vien|bien tap|editor|root|superadmin|super admin|super user|
    superuser|host|webmaster|test|
    guest|user|portal|quantri|quantrivien|bientap|bientapvien|ban_bien_tap|btv|congthongtin|moderator|
    mod|nguoi dung|nguoi quan tri|system|sysadmin|demo|tac gia|anonymous|khach|author|wpadmin|
    thanh vien|dang bai|nguoi dang
"""
# Names of accounts of content management systems, folded.
ACCOUNTS = _entries(_ACCOUNTS)

_LOWER_CASE_WORDS = """
    số tỉnh thành phố huyện quận thị xã phường trấn đặc khu ngành các cụm công nghiệp chế xuất kinh tế và
    cơ sở viên chức lao động đoàn doanh giáo dục y thể thao du lịch thông tin truyền văn hóa hoá tuyên
    nữ chính sách pháp luật quan hệ kiểm tra tài phòng điện tử giao tiếp tiếng nói việt nam xây dựng
    nông phát triển thôn môi trường nguyên khoa học nghệ vận tải thương nội vụ tư dân tộc tôn ngoại quân
    sự biên nhân phụ thanh niên cựu chiến binh thường trực chấp hành tập quản trị phóng cộng tác đại cao
    đẳng trung phổ tiểu mầm non nghề tổng hợp đào tạo ảnh trang cổng báo đài hình chi nhánh ty cổ phần
    tnhh một may mặc dệt lực xăng dầu than khoáng sản su bệnh viện đa tâm nhà an toàn vệ sinh bảo hiểm
    hội liên hiệp quốc đảng ủy uỷ ban lý dự án kỹ thuật tổ nhóm thư tạp chí thủ đô trẻ em gia đình
    nước gang thép đường giấy bia rượu thuốc lá vật liệu xi măng gạch chè phân bón hóa hoá chất nhựa gỗ da
    giày giầy cơ khí ô tô đầu chế biến thực phẩm thủy thuỷ hải lâm cà phê mía cấp thoát đô thị dịch vụ chiếu
    sáng cây xanh khách sạn vàng bạc đá quý thuế hải quan kho mặt trận
"""
# The words that an organisation's name may write in lower case; with any other it is a headline or sentence.
LOWER_CASE_WORDS = frozenset(_LOWER_CASE_WORDS.split())
