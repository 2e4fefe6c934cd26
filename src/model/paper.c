#include "model/paper.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

/* longer: it goes on in the same line, "ĐƠN XIN NGHỈ PHÉP", "CHƯƠNG TRÌNH CÔNG TÁC". */
static const struct { const char *folded, *name; bool longer, reports; } types[] = {
    { "nghi quyet", "Nghị quyết", false, false }, { "quyet dinh", "Quyết định", true, false },
    { "chi thi", "Chỉ thị", false, false }, { "quy che", "Quy chế", false, false },
    { "quy dinh", "Quy định", false, false }, { "thong cao", "Thông cáo", false, false },
    { "thong bao", "Thông báo", false, false }, { "huong dan", "Hướng dẫn", false, false },
    { "chuong trinh", "Chương trình", true, false }, { "ke hoach", "Kế hoạch", false, true },
    { "phuong an", "Phương án", false, false }, { "de an", "Đề án", false, false },
    { "du an", "Dự án", false, false }, { "bao cao", "Báo cáo", false, true },
    { "bien ban", "Biên bản", true, false }, { "to trinh", "Tờ trình", false, true },
    { "hop dong", "Hợp đồng", true, false }, { "cong dien", "Công điện", false, false },
    { "ban ghi nho", "Bản ghi nhớ", false, false },
    { "ban thoa thuan", "Bản thỏa thuận", false, false },
    { "giay uy quyen", "Giấy ủy quyền", false, false }, { "giay moi", "Giấy mời", false, false },
    { "giay gioi thieu", "Giấy giới thiệu", false, false },
    { "giay nghi phep", "Giấy nghỉ phép", false, false }, { "giay", "Giấy", true, false },
    { "phieu gui", "Phiếu gửi", false, false }, { "phieu chuyen", "Phiếu chuyển", false, false },
    { "phieu bao", "Phiếu báo", false, false }, { "phieu", "Phiếu", true, false },
    { "danh sach", "Danh sách", false, false }, { "bai phat bieu", "Bài phát biểu", true, false },
    { "bai tham luan", "Bài tham luận", true, false }, { "dien van", "Diễn văn", true, false },
    { "kich ban", "Kịch bản", true, false }, { "lich", "Lịch", true, false },
    { "bang phan cong", "Bảng phân công", true, false },
    { "bang cham cong", "Bảng chấm công", true, false },
    { "so yeu ly lich", "Sơ yếu lý lịch", true, false }, { "to khai", "Tờ khai", true, false },
    { "quy trinh", "Quy trình", true, false }, { "ban tin", "Bản tin", true, false },
    { "hoa don", "Hóa đơn", true, false }, { "du toan", "Dự toán", true, false },
    { "ban dang ky thi dua", "Bản đăng ký thi đua", true, false },
    { "ban dang ky", "Bản đăng ký", true, false },
    { "ban cam ket", "Bản cam kết", true, false }, { "ban kiem diem", "Bản kiểm điểm", true, false },
    { "the le", "Thể lệ", true, false }, { "noi quy", "Nội quy", true, false },
    { "quy uoc", "Quy ước", true, false }, { "thu ngo", "Thư ngỏ", true, false },
    { "loi keu goi", "Lời kêu gọi", true, false },
    { "don xin", "Đơn", true, false }, { "don de nghi", "Đơn", true, false },
    { "cong van", "Công văn", false, true }, { "dinh chinh", PAPER_CORRECTION, true, true },
    { "ban dinh chinh", PAPER_CORRECTION, true, true }, { "van ban dinh chinh", PAPER_CORRECTION, true, true },
    { "cong van dinh chinh", PAPER_CORRECTION, true, true }, { "thong bao dinh chinh", PAPER_CORRECTION, true, true },
};

const char *
paper_type(const char *folded)
{
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        size_t n = strlen(types[i].folded);

        if (strncmp(folded, types[i].folded, n) == 0 &&
            (folded[n] == '\0' || (types[i].longer && folded[n] == ' ')))
            return types[i].name;
    }
    return NULL;
}

bool
paper_reports(const char *type)
{
    bool reports = type == NULL;

    for (size_t i = 0; i < ARRAY_LEN(types) && !reports; i++)
        reports = types[i].reports && strcmp(types[i].name, type) == 0;
    return reports;
}
