"""Invented Vietnamese text for assembled pages: titles, sentences, names and sections."""

from __future__ import annotations

import random
from typing import Final

SECTIONS: Final = (
    "Hoạt động công đoàn",
    "Tin cơ sở",
    "Nữ công",
    "Thi đua - Khen thưởng",
    "Chính sách pháp luật",
    "Văn hóa - Thể thao",
    "Gương người tốt việc tốt",
)
WRITERS: Final = (
    "Thu Hà",
    "Minh Anh",
    "Lèng Văn Tám",
    "Giàng Thị Súa",
    "Hoàng Yến",
    "Vàng A Dế",
    "H'Lan Niê",
)
SITES: Final = (
    "Công đoàn ngành Xây dựng tỉnh",
    "Liên đoàn Lao động tỉnh Bình Giang",
    "Công đoàn Viên chức tỉnh",
)
PLACES: Final = (
    "xã Nậm Cắt",
    "thị trấn Bản Khoang",
    "khu công nghiệp Suối Trắng",
    "phường Cầu Mây",
    "huyện Tả Van",
)
WORKS: Final = ("nhà máy gạch Nậm Cắt", "trạm bơm Cầu Mây", "xưởng may Suối Trắng", "lâm trường Tả Van")

TITLES: Final = (
    "Bữa cơm cuối năm ở {work}",
    "{place}: trao mười hai ngôi nhà cho đoàn viên khó khăn",
    "Người giữ lửa ở {work}",
    "HƠN BA TRĂM NGƯỜI LAO ĐỘNG Ở {PLACE} ĐƯỢC KHÁM SỨC KHỎE",
    "Vì sao công nhân {place} chưa muốn thuê nhà ở xã hội?",
    "Công đoàn cơ sở {work} ký thỏa ước lao động tập thể lần thứ tư",
    "Giấy phép xây nhà cho công nhân {place}: gỡ từ đâu?",
    "Chịu trách nhiệm đến cùng với người lao động ở {work}",
    "Chào mừng hai mươi đoàn viên mới của {work}",
    "Chi tiết lịch nghỉ Tết của người lao động {place}",
    "Công đoàn ngành sơ kết năm năm chăm lo đời sống đoàn viên tại {place}. Nhiều tổ sản xuất của {work} "
    "được "
    "biểu dương",
    "Lửa nghề",
)
OPENINGS: Final = (
    "Sáng {day}, tại {place}, công đoàn ngành đã gặp mặt những người lao động của {work} ở lại trực Tết, "
    "chia sẻ với "
    "họ bữa cơm cuối năm.",
    "Nhiều năm nay, mỗi khi tan ca, người lao động {work} lại hẹn nhau ở thư viện nhỏ do công đoàn cơ sở "
    "dựng lên.",
    "Ngày {day}, đoàn công tác của công đoàn ngành đã đến thăm và tặng quà người lao động đang làm việc "
    "tại {work}.",
    "Giấy phép xây dựng khu nhà lưu trú ở {place} vừa được cấp, mở đường cho sáu trăm gia đình có chỗ ở "
    "ổn định.",
    "Bản quyền phần mềm chấm công do hai thợ trẻ của {work} viết ra đã được đăng ký, và cả ngành sẽ được "
    "dùng chung.",
    "Điện thoại của tổ tư vấn ở {place} reo suốt từ sáng, vì hôm nay là hạn cuối đăng ký hỗ trợ tiền "
    "thuê nhà.",
)
SENTENCES: Final = (
    "Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
    "nhiều nhất là ở "
    "các trạm bơm và trạm điện.",
    "Mỗi người được nhận một phần quà gồm bánh chưng, gạo nếp và một khoản tiền nhỏ trích từ quỹ đóng "
    "góp của đoàn "
    "viên.",
    "Chị Lò Thị Sẩy, hai mươi năm đứng ở lò gạch, kể rằng mùa đông chị thấy thiếu cái nóng ấy.",
    "Lửa non thì gạch sống, lửa già thì gạch nứt; người trông lò nhìn màu khói mà biết, không cần đồng hồ.",
    "Từ đầu năm đến nay, tổ hòa giải đã giúp bốn vụ việc kết thúc mà không ai phải ra tòa.",
    "Bếp ăn công khai thực đơn từ thứ hai, ai chê món nào cứ ghi vào cuốn sổ treo cạnh cửa.",
    "Trong số ấy có 34 người là lao động nữ đang nuôi con nhỏ, được bố trí làm ca ngày.",
    "Đại diện chính quyền {place} cho biết quỹ đất đã có, chỉ còn chờ đường nước kéo đến chân công trình.",
    "Anh Tráng A Sử nói gọn: “Có chỗ gửi con gần xưởng thì vợ chồng tôi mới yên tâm tăng ca”.",
    "Năm ngoái, vào dịp này, cả khu trọ còn chung nhau một vòi nước.",
    "Quỹ tương trợ quay vòng mỗi quý một lần, ai khó trước thì vay trước, không tính lãi.",
    "Những bức tranh các cháu vẽ được treo dọc hành lang, cao vừa tầm mắt trẻ con.",
    "Ban chấp hành sẽ trả lời bằng văn bản những kiến nghị chưa giải quyết được trước ngày {later}.",
    "Thỏa ước mới thêm hai ngày nghỉ có lương và tiền xăng xe cho người ở xa.",
    "Mô hình này đã được sáu đơn vị xin về làm theo.",
    "Không khí buổi gặp mặt ấm cúng mà chân tình.",
    "Tin này làm nhiều người phấn khởi, bởi họ chờ đã ba năm.",
)
CLOSINGS: Final = (
    "Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp lửa, khi sương đã xuống kín mặt hồ.",
    "Thời gian tới, công đoàn ngành sẽ nhân rộng cách làm ấy ra các đơn vị ở {place}.",
    "Mọi thắc mắc, người lao động gọi về văn phòng công đoàn ngành để được hướng dẫn.",
    "Ai nấy ra về, tay xách nách mang.",
)
SUBHEADINGS: Final = (
    "Từ một ý tưởng nhỏ",
    "Gỡ khó cho tổ sản xuất",
    "Kết quả bước đầu",
    "Còn nhiều trăn trở",
)
CAPTIONS: Final = (
    "Bà con quây quần bên bếp lửa",
    "Các cháu nhận vở mới ở nhà văn hóa",
    "Quang cảnh buổi gặp mặt tại {place}",
)
OTHERS: Final = (
    "Đại hội điểm ở trường mầm non Hoa Ban",
    "Đêm hội trăng rằm của con em thợ lò Suối Trắng",
    "Ký kết chương trình phúc lợi cho đoàn viên vùng cao",
    "Tập huấn an toàn điện cho thợ trạm bơm mùa mưa",
    "Ra mắt nghiệp đoàn xe ôm thị trấn Bản Khoang",
)
ABSTRACTS: Final = (
    "Ngôi trường nhỏ bên suối vừa chọn xong ban chấp hành mới với bảy phần mười là cô giáo trẻ.",
    "Hơn hai trăm chiếc đèn lồng do chính tay các bố mẹ thợ lò làm đã thắp sáng sân bóng.",
    "Ba cửa hàng và một phòng khám nhận giảm giá cho người có thẻ đoàn viên.",
)


class Words:
    """Text with one place and one workplace through a page."""

    def __init__(self, dice: random.Random, day: str, later: str) -> None:
        self.dice = dice
        place = dice.choice(PLACES)
        self._slots = {
            "place": place,
            "PLACE": place.upper(),
            "work": dice.choice(WORKS),
            "day": day,
            "later": later,
        }

    def fill(self, text: str) -> str:
        filled = text.format(**self._slots)
        return filled[0].upper() + filled[1:]

    def paragraphs(self, size: int) -> list[str]:
        """An opening, a close and paragraphs between, about ``size`` characters together; none twice."""
        made = [self.fill(self.dice.choice(OPENINGS))]
        close = self.fill(self.dice.choice(CLOSINGS))
        number = 0
        while sum(map(len, made)) + len(close) < size:
            number += 1
            some = self.dice.sample(SENTENCES, self.dice.choice((1, 1, 2, 3)))
            paragraph = " ".join(self.fill(sentence) for sentence in some)
            if paragraph in made or (len(made) > len(SENTENCES)):
                paragraph = f"Ở tổ thứ {number}, câu chuyện cũng vậy. {paragraph}"
            made.append(paragraph)
        return [*made, close] if size > len(made[0]) else made
