"""Surnames, for the rules of names and those of places: a province may be called as a person is."""

_SURNAMES = """
    cầm bế lộc lèo vì hoàng sùng mùi chẻo phu nịnh chíu tằng lã rahlan rcom rmah hbia mlô niê êban
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh đinh lâm
    phùng mai tô trương cao hà tạ châu thái la lưu lương đồng ông thạch kim sơn chu quách tăng giàng
    vàng lò quàng lường cà nông ma triệu bàn đàm hứa vi lèng sùng thào mùa hạng tráng cư ksor rơ siu nay
    kpă y điểu thị danh kiều từ tống văn ninh khuất nghiêm phí thân tôn cù doãn bạch âu mạc hàn đường
    lục khổng giáp viên lại lã chử cung đậu hầu kha mẫn nhâm ngụy ngọ ong quan thiều tiêu tưởng ung uông
    vòng xa hờ cứ lầu lỳ sền phàn tẩn chảo vừ mã lù giáng hoa sầm hoả hỏa
"""
# Surnames of the Kinh and of other peoples; they confirm a name, their absence refuses none.
SURNAMES = frozenset(_SURNAMES.split())
