"""Vietnamese surnames, in lower case: they separate names of persons from names of provinces."""

_SURNAMES = """
    cầm bế lộc lèo vì hoàng sùng mùi chẻo phu nịnh chíu tằng lã rahlan rcom rmah hbia mlô niê êban
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh đinh lâm
    phùng mai tô trương cao hà tạ châu thái la lưu lương đồng ông thạch kim sơn chu quách tăng giàng
    vàng lò quàng lường cà nông ma triệu bàn đàm hứa vi lèng sùng thào mùa hạng tráng cư ksor rơ siu nay
    kpă y điểu thị danh kiều từ tống văn ninh khuất nghiêm phí thân tôn cù doãn bạch âu mạc hàn đường
    lục khổng giáp viên lại lã chử cung đậu hầu kha mẫn nhâm ngụy ngọ ong quan thiều tiêu tưởng ung uông
    vòng xa hờ cứ lầu lỳ sền phàn tẩn chảo vừ mã lù giáng hoa sầm hoả hỏa
"""
# Of the Kinh and of other peoples. A surname confirms a name; its absence does not rule one out.
SURNAMES = frozenset(_SURNAMES.split())
