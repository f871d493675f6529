"""The topics and their phrases (lexicon: topics; the weights are ours).

Weights: 1 names the topic, 0.5 suggests it, 0.2 occurs in nearly every union text.
"""

TOPICS: tuple[tuple[str, str], ...] = (
    ("nu_cong_binh_dang_gioi", "Nữ công - Bình đẳng giới"),
    ("cham_lo_doi_song", "Chăm lo đời sống đoàn viên"),
    ("phap_luat_quan_he_lao_dong", "Pháp luật - Quan hệ lao động"),
    ("thi_dua_khen_thuong", "Thi đua - Khen thưởng"),
    ("tuyen_giao", "Tuyên giáo - Tuyên truyền"),
    ("to_chuc_dai_hoi", "Tổ chức - Đại hội - Phát triển đoàn viên"),
    ("kiem_tra_tai_chinh", "Kiểm tra - Tài chính"),
    ("an_toan_ve_sinh_lao_dong", "An toàn, vệ sinh lao động"),
    ("van_hoa_the_thao", "Văn hóa - Thể thao"),
    ("xa_hoi_tu_thien", "Xã hội - Từ thiện"),
    ("xay_dung_dang", "Xây dựng Đảng"),
    ("van_ban", "Văn bản"),
)

_PHRASES = {
    "nu_cong_binh_dang_gioi": {
        1.0: "nữ công|bình đẳng giới|vì sự tiến bộ của phụ nữ|vì sự tiến bộ phụ nữ|lao động nữ|nữ cnvclđ"
        "|nữ đoàn viên|nữ công nhân|giỏi việc nước, đảm việc nhà|giỏi việc nước|quốc tế phụ nữ"
        "|phụ nữ việt nam|bạo lực trên cơ sở giới|ban nữ công quần chúng|tuần lễ áo dài"
        "|nữ công nhân lao động|phòng vắt trữ sữa|vắt, trữ sữa mẹ",
        0.5: "ngày gia đình việt nam|bạo lực gia đình|phụ nữ|20/10|8/3|lao động là nữ",
    },
    "cham_lo_doi_song": {
        1.0: "tết sum vầy|xuân ơn đảng|chợ tết công đoàn|chuyến xe công đoàn|chuyến tàu công đoàn"
        "|mái ấm công đoàn|bữa cơm công đoàn|phúc lợi đoàn viên|tháng công nhân|hỗ trợ đoàn viên"
        "|nhà ở công nhân|nhà ở xã hội|thiết chế công đoàn|tổ công nhân tự quản|xóa nhà tạm"
        "|hoàn cảnh khó khăn|chăm lo đời sống|chăm lo đoàn viên|chăm lo tết|phiên chợ công nhân"
        "|chợ công nhân|chuyến bay công đoàn",
        0.5: "tặng quà|suất quà|phần quà|trao quà|nhà trọ|học bổng|tấm lòng vàng|vay vốn|quỹ trợ vốn"
        "|khám sức khỏe|chăm lo|thăm hỏi|vui tết",
    },
    "phap_luat_quan_he_lao_dong": {
        1.0: "thỏa ước lao động tập thể|thỏa ước lao động|thương lượng tập thể|tư vấn pháp luật"
        "|hội nghị người lao động|đối thoại tại nơi làm việc|đối thoại định kỳ|đối thoại với công nhân"
        "|đối thoại với người lao động|quan hệ lao động|quy chế dân chủ|đình công|ngừng việc tập thể"
        "|ngừng việc|tranh chấp lao động|lương tối thiểu|nợ bhxh|nợ bảo hiểm xã hội|bộ luật lao động"
        "|luật công đoàn|phổ biến pháp luật|tuyên truyền pháp luật",
        0.5: "đối thoại|hợp đồng lao động|hội nghị cán bộ, công chức|tiền lương|bảo hiểm xã hội|khởi kiện"
        "|chính sách pháp luật",
    },
    "thi_dua_khen_thuong": {
        1.0: "lao động giỏi|lao động sáng tạo|cờ thi đua|xanh - sạch - đẹp|giải thưởng 28/7"
        "|giải thưởng nguyễn đức cảnh|giải thưởng nguyễn văn linh|triệu sáng kiến|phong trào thi đua"
        "|điển hình tiên tiến|khen thưởng|thi đua yêu nước|công trình chào mừng|gắn biển công trình"
        "|người tốt việc tốt|người tốt, việc tốt",
        0.5: "bằng khen|giấy khen|sáng kiến|tôn vinh|biểu dương|tuyên dương",
        0.2: "thi đua",
    },
    "tuyen_giao": {
        1.0: "tuyên giáo|học tập và làm theo|nghị quyết đại hội|báo cáo viên|dư luận xã hội|văn hóa đọc"
        "|tuyên truyền viên|công tác tuyên truyền|tư tưởng chính trị",
        0.5: "chuyển đổi số|mạng xã hội|truyền thông công đoàn",
        0.2: "tuyên truyền",
    },
    "to_chuc_dai_hoi": {
        1.0: "đại hội công đoàn|hội nghị ban chấp hành|thành lập công đoàn cơ sở|ra mắt công đoàn cơ sở"
        "|kết nạp đoàn viên|phát triển đoàn viên|bầu bổ sung|tập huấn cán bộ công đoàn"
        "|sắp xếp tổ chức bộ máy|kết thúc hoạt động|công đoàn xã|công đoàn phường|nghiệp đoàn|đại hội điểm"
        "|thành lập cđcs|ra mắt cđcs|thành lập công đoàn|ban chấp hành lâm thời|đại hội đại biểu",
        0.5: "kiện toàn|bổ nhiệm|chỉ định|hợp nhất|công tác cán bộ|công tác tổ chức",
        0.2: "nhiệm kỳ|đại hội",
    },
    "kiem_tra_tai_chinh": {
        1.0: "ủy ban kiểm tra|tài chính công đoàn|kinh phí công đoàn|đoàn phí|quyết toán|kiểm toán"
        "|khiếu nại, tố cáo|công tác kiểm tra|kiểm tra tài chính|thu chi tài chính|dự toán",
        0.5: "kiểm tra, giám sát|tài chính|ubkt",
    },
    "an_toan_ve_sinh_lao_dong": {
        1.0: "an toàn, vệ sinh lao động|atvslđ"
        "|an toàn vệ sinh viên|an toàn, vệ sinh viên|tai nạn lao động|bệnh nghề nghiệp"
        "|tháng hành động về an toàn|bảo hộ lao động|an toàn lao động|huấn luyện an toàn",
        0.5: "phòng cháy|bếp ăn tập thể|an toàn thực phẩm|bữa ăn ca|môi trường lao động",
    },
    "van_hoa_the_thao": {
        1.0: "hội thao|giải bóng đá|giải cầu lông|giải bóng chuyền|bóng chuyền|cầu lông|hội diễn|tiếng hát"
        "|giải việt dã|giải chạy|kéo co|văn hóa, thể thao|văn hóa - thể thao|hội khỏe|pickleball|quần vợt"
        "|giải thể thao|liên hoan văn nghệ",
        0.5: "văn nghệ|liên hoan|thể dục|bóng đá|hội thi|hội trại",
        0.2: "thể thao|cuộc thi",
    },
    "xa_hoi_tu_thien": {
        1.0: "bão lũ|thiên tai|hiến máu|đền ơn đáp nghĩa|biển đảo|trường sa|mưa lũ|từ thiện|thiện nguyện"
        "|cứu trợ|tình nguyện|mẹ việt nam anh hùng|thương binh, liệt sĩ|thương binh liệt sĩ|vùng lũ",
        0.5: "ủng hộ đồng bào|quyên góp|ủng hộ|bão số|an sinh xã hội",
        0.2: "covid-19",
    },
    "xay_dung_dang": {
        1.0: "kết nạp đảng viên|kết nạp đảng|đoàn viên ưu tú|đảng đoàn|xây dựng đảng|phát triển đảng viên"
        "|bồi dưỡng kết nạp|nhận thức về đảng|học nghị quyết|sinh hoạt chi bộ",
        0.5: "chi bộ|đảng ủy|đảng bộ|đảng viên",
    },
}

WEIGHTS: dict[str, tuple[str, float]] = {
    phrase: (slug, weight)
    for slug, groups in _PHRASES.items()
    for weight, phrases in groups.items()
    for phrase in phrases.split("|")
}
