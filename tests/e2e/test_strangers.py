"""Files of an office that are no reports of the plan give no values, whatever the mail's subject claims."""
import json

import docx
import openpyxl
import pytest

from office import Nowhere, Office
from test_files import JUNE, SUBJECT
from test_path import mail
from test_rules import received

LIST = "Danh sách lựa chọn đơn vị điển hình năm 2023 huyện Cao Lãnh"
# Tables: a title, then rows.
TABLES = {
    "bang gia": [["BẢNG BÁO GIÁ VĂN PHÒNG PHẨM"], ["STT", "Tên hàng", "ĐVT", "Số lượng", "Đơn giá"], [1, "Giấy A4", "ram", 20, 75000],
                 [2, "Bút bi", "hộp", 5, 60000], [None, "Tổng cộng", None, None, 1800000]],
    "danh ba": [["DANH BẠ ĐIỆN THOẠI"], ["STT", "Tên đơn vị", "Địa chỉ", "Điện thoại"], [1, "Xã Mỹ Thọ", "Ấp 1", "0277 3000 001"]],
    "danh sach truong": [["DANH SÁCH TRƯỜNG HỌC"], ["TT", "Tên đơn vị", "Loại", "Số học sinh"], [1, "Trường THPT Cao Lãnh 1", "Công lập", 1200],
                         [2, "Trường Mầm non Sen Hồng", "Tư thục", 90]],
    "trich ngang": [["DANH SÁCH TRÍCH NGANG CÁN BỘ"], ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị"], [1, "Nguyễn Văn A", 1980, "Phó Trưởng CA", "CAH"]],
    "lich truc": [["LỊCH TRỰC THÁNG 6"], ["Ngày", "Trực chỉ huy", "Trực ban", "Ghi chú"], ["01/6", "Đ/c An", "Đ/c Bình", None]],
    "lich cong tac": [["LỊCH CÔNG TÁC TUẦN 23"], ["Thứ", "Buổi", "Nội dung", "Thành phần", "Địa điểm"], ["Hai", "Sáng", "Giao ban", "BCH", "Hội trường"]],
    "du toan": [["DỰ TOÁN KINH PHÍ"], ["STT", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền"], [1, "Nước uống", 100, 10000, 1000000], [None, "Cộng", None, None, 1000000]],
    "cham cong": [["BẢNG CHẤM CÔNG"], ["STT", "Họ tên", *range(1, 11), "Cộng"], [1, "Trần B", *"xxxx0xxxxx", 9]],
    "luong": [["BẢNG LƯƠNG THÁNG 5"], ["STT", "Họ tên", "Hệ số", "Phụ cấp", "Thực lĩnh"], [1, "Lê C", 3.66, 0.3, 7120000]],
    "thi dua": [["ĐĂNG KÝ THI ĐUA"], ["STT", "Tập thể", "Cá nhân", "Danh hiệu"], [1, "Đội 1", "Nguyễn D", "CSTĐ"], [2, "Đội 2", "Trần E", "LĐTT"]],
    "khen thuong khac": [["KHEN THƯỞNG PHONG TRÀO HIẾN MÁU"], ["STT", "Đơn vị", "Tập thể", "Cá nhân"], [1, "Huyện đoàn", 2, 5], [2, "Hội LHPN", 1, 3]],
    "hien mau": [["KẾT QUẢ HIẾN MÁU"], ["STT", "Đơn vị", "Số người đăng ký", "Số đơn vị máu"], [1, "Xã Mỹ Hội", 30, 25]],
    "giao thong": [["KẾT QUẢ XỬ LÝ VI PHẠM GIAO THÔNG"], ["STT", "Nội dung", "Số vụ", "Số tiền"], [1, "Nồng độ cồn", 12, 60000000]],
    "toi pham": [["TÌNH HÌNH TỘI PHẠM"], ["Loại tội", "Số vụ", "Khám phá", "Tỷ lệ"], ["Trộm cắp", 12, 10, "83%"]],
    "pccc": [["KIỂM TRA PCCC"], ["STT", "Tên cơ sở", "Loại hình", "Ngày kiểm tra", "Kết quả"], [1, "Chợ Mỹ Thọ", "Chợ", "12/5/2023", "Đạt"]],
    "ho khau": [["CẤP CCCD"], ["Xã", "Chỉ tiêu", "Kết quả", "Tỷ lệ"], ["Mỹ Thọ", 500, 480, "96%"], ["Mỹ Hội", 300, 300, "100%"]],
    "tiem chung": [["KẾT QUẢ TIÊM CHỦNG"], ["Xã", "Mũi 1", "Mũi 2", "Mũi 3"], ["Mỹ Thọ", 1000, 950, 700]],
    "nong nghiep": [["TIẾN ĐỘ XUỐNG GIỐNG"], ["Xã", "Diện tích (ha)", "Đã xuống giống", "Còn lại"], ["Gáo Giồng", 1200, 1000, 200]],
    "thu chi": [["THU CHI QUỸ"], ["Ngày", "Nội dung", "Thu", "Chi", "Tồn"], ["1/6/2023", "Ủng hộ", 500000, None, 500000]],
    "tai san": [["KIỂM KÊ TÀI SẢN"], ["STT", "Tên tài sản", "Số lượng", "Năm sử dụng", "Tình trạng"], [1, "Máy tính", 4, 2019, "Tốt"]],
    "cong van den": [["SỔ CÔNG VĂN ĐẾN"], ["Số đến", "Ngày đến", "Số ký hiệu", "Trích yếu", "Người nhận"], [12, "1/6/2023", "45/CV", "V/v họp", "An"]],
    "ho ngheo": [["HỘ NGHÈO"], ["STT", "Xã", "Số hộ", "Số khẩu"], [1, "Phong Mỹ", 40, 133]],
    "xe": [["PHƯƠNG TIỆN"], ["STT", "Biển số", "Loại", "Năm"], [1, "66A-00123", "Xe con", 2018]],
    "dang vien": [["DANH SÁCH ĐẢNG VIÊN"], ["STT", "Họ tên", "Ngày vào Đảng", "Chi bộ"], [1, "Phạm F", "3/2/2010", "Chi bộ 1"]],
    "cau hoi": [["PHIẾU KHẢO SÁT"], ["Câu 1", "Anh chị có hài lòng?", "Có", "Không"], ["Câu 2", "Kiến nghị khác?", None, None]],
    "diem thi": [["KẾT QUẢ HỘI THI"], ["SBD", "Đội", "Điểm", "Xếp loại"], [1, "Mỹ Thọ", 88, "Xuất sắc"]],
    "bao hiem": [["THẺ BHYT"], ["STT", "Loại", "Tên đơn vị", "Số thẻ"], [1, "Hộ gia đình", "Xã Mỹ Long", 3000], [2, "Học sinh", "Xã Mỹ Hiệp", 900]],
    "chi so": [["CHỈ SỐ ĐIỆN NƯỚC"], ["Tháng", "Điện (kWh)", "Nước (m3)"], [1, 1200, 30], [2, 1100, 28]],
    "tau thuyen": [["TÀU THUYỀN"], ["STT", "Chủ phương tiện", "Trọng tải", "Ghi chú"], [1, "Ông G", 20, None]],
    "van ban": [["DANH MỤC VĂN BẢN"], ["STT", "Số văn bản", "Ngày văn bản", "Trích yếu"], [1, "12/KH-UBND", "2/3/2023", "Kế hoạch"], [2, "15/CV", "5/3/2023", "Công văn"]],
    "mo hinh khac": [["MÔ HÌNH KINH TẾ"], ["STT", "Tên mô hình", "Địa điểm", "Thu nhập"], [1, "Nuôi lươn", "Mỹ Xương", 120]],
}
# Letters: lines.
LETTERS = {
    "giay moi": "GIẤY MỜI\nKính gửi: các xã, thị trấn\nThời gian: 08 giờ 00, ngày 12/6/2023\nĐịa điểm: Hội trường\nNội dung: họp giao ban\n",
    "bien ban": "BIÊN BẢN HỌP\nThành phần: 12 người\nKiến nghị: không\nCuộc họp kết thúc lúc 11 giờ.\n",
    "thong bao": "THÔNG BÁO\nVề việc nghỉ lễ 30/4\nNăm: 2023\nCác đơn vị phân công trực.\n",
    "don xin": "ĐƠN XIN NGHỈ PHÉP\nTôi tên: Nguyễn Văn A\nNăm sinh: 1980\nLý do: việc gia đình\n",
    "hop dong": "HỢP ĐỒNG\nSố: 12/HĐ\nBên A: UBND xã\nGiá trị: 12.000.000 đồng\n",
    "ke hoach": "KẾ HOẠCH\nTổ chức hội thao năm 2023\nSố đội: 12\nKinh phí: 30 triệu đồng\n",
    "bao cao khac": "BÁO CÁO\nTình hình sản xuất nông nghiệp\nDiện tích: 1.200 ha\nKhó khăn, vướng mắc: giá phân bón tăng\n",
    "phat bieu": "BÀI PHÁT BIỂU\nKính thưa các đồng chí, 6 tháng qua chúng ta đã đạt nhiều kết quả.\n",
    "quy che": "QUY CHẾ\nĐiều 1. Phạm vi\nĐiều 2. Nguyên tắc\n1. Tập trung\n2. Dân chủ\n",
    "thu cam on": "THƯ CẢM ƠN\nTrân trọng cảm ơn các đơn vị đã hỗ trợ 12 phần quà.\n",
}


def write(folder):
    for name, rows in TABLES.items():
        book, paper = openpyxl.Workbook(), docx.Document()
        table = paper.add_table(len(rows), max(map(len, rows)))
        for i, row in enumerate(rows):
            book.active.append(row)
            for cell, value in zip(table.rows[i].cells, row):
                cell.text = "" if value is None else str(value)
        book.save(folder / f"{name}.xlsx")
        paper.save(folder / f"{name}.docx")
    for name, text in LETTERS.items():
        paper = docx.Document()
        for line in text.splitlines():
            paper.add_paragraph(line)
        paper.save(folder / f"{name}.docx")
    return sorted(folder.glob("*.xlsx")) + sorted(folder.glob("*.docx"))


@pytest.mark.parametrize("subject", [SUBJECT, LIST, "Báo cáo năm 2023 huyện Cao Lãnh"])
def test_no_figure_is_taken_from_what_is_no_report(tmp_path, subject):
    desk = Office(Nowhere, tmp_path / "office")
    (tmp_path / "files").mkdir()
    mails = []
    for i, file in enumerate(write(tmp_path / "files")):
        mails.append(tmp_path / f"{i:03}.eml")
        mails[-1].write_bytes(mail(desk, "h-cao-lanh", subject, file))
    moment = f"{JUNE:%Y-%m-%dT%H:%M:%S}"
    desk.ctl("--now", moment, "import", *mails, "--received", moment)
    taken = desk.rows("SELECT a.name, s.form_values FROM submission s JOIN attachment a ON a.message = s.message WHERE s.form_values <> '[]'")
    assert [(name, [v[:4:3] for v in json.loads(values)]) for name, values in taken] == []
