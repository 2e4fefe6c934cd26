"""What the bench's plan and form ask for: three reports of 700 units for one month."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

UNITS = 700
REPORTS, PERIOD = ("MONTHLY_A", "MONTHLY_B", "MONTHLY_C"), "2024-01"
TABLE, ROWS = "chi_tiet", 70
PLAN_CODE = "bench"
FIELDS = {"nguoi_lap": "text", "dien_thoai": "text", "ngay_lap": "date", "tong_ca": "integer", "ca_nang": "integer",
          "tu_vong": "integer", "tiem_chung": "integer", "kinh_phi": "integer", "thiet_hai": "integer",
          "muc_do": "choice", "de_nghi": "text", "ghi_chu": "text"}
LABELS = ["Người lập", "Số điện thoại", "Ngày lập", "Tổng số ca", "Số ca nặng", "Số ca tử vong", "Số người tiêm chủng",
          "Kinh phí (đồng)", "Thiệt hại (đồng)", "Mức độ", "Đề nghị hỗ trợ", "Ghi chú"]
COLUMNS = {"dia_diem": "text", "noi_dung": "text", "so_luong": "integer", "gia_tri": "decimal"}
COLUMN_LABELS = ["Địa điểm", "Nội dung", "Số lượng", "Giá trị"]
REQUIRED = {"nguoi_lap", "ngay_lap", "tong_ca", "kinh_phi", "dia_diem"}
LEVELS = ["Thấp", "Trung bình", "Cao"]


def unit_code(n):
    return "dv-%04d" % n


def unit_name(n):
    return "Đơn vị %04d" % n


def unit_address(n):
    return "dv-%04d@donvi.example" % n


def report(i):
    """What mail i reports: every unit the first report, then the second, the third."""
    return REPORTS[i // UNITS]


def report_name(code):
    return "Báo cáo tháng loại " + code[-1]
