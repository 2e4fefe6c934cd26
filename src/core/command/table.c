/* The table of commands: what reads, checks, helps and documents them. */
#include "core/command/command.h"

#include <string.h>

#include "base/mem.h"

#define ROW(v, k, n, en) [VERB_##v] = { .verb = VERB_##v, .key = (k), .name = (n), .name_en = (en)
#define READ(v, k, n, en) ROW(v, k, n, en), .right = ROLE_VIEWER
#define WRITE(v, k, n, en) ROW(v, k, n, en), .right = ROLE_OFFICER, .writes = true

const struct command_rule command_rules[VERBS] = {
    READ(STATUS, "status", "TÌNH HÌNH", "STATUS"), .owed = true,
        .words = "*tinh hinh|tong hop tinh hinh|trang thai|thong ke|bang tinh hinh|status|overview|tien do|*da nop bao nhieu|*ket qua nop",
        .takes = ARG_REPORT | ARG_UNITS,
        .usage = "TÌNH HÌNH [loại] [kỳ]", .usage_en = "STATUS [report] [period]",
        .help = "bảng tình hình của mọi đơn vị; không ghi loại: mọi báo cáo đang mở",
        .help_en = "the table of all units; without a report, of every report that is open" },
    READ(MISSING, "missing", "CHƯA NỘP", "MISSING"), .owed = true,
        .words = "*chua nop|no bao cao|*ai chua gui|*ai chua nop|*don vi nao chua bao cao|*don vi nao chua nop|*don vi nao chua gui"
                 "|*chua gui|*chua bao cao|*chua nhan duoc|danh sach chua nop|danh sach no|con thieu ai|*con no|*dang no"
                 "|missing|outstanding|*not received|*who has not reported|*has not reported|*not yet reported|*hasn t reported|*not reported|*not submitted",
        .takes = ARG_REPORT | ARG_UNITS,
        .usage = "CHƯA NỘP [loại] [kỳ]",
        .usage_en = "MISSING [report] [period]", .help = "đơn vị còn thiếu, số lần đã nhắc, đầu mối",
        .help_en = "who has not reported, how often reminded, contacts" },
    READ(LATE, "late", "TRỄ HẠN", "LATE"), .owed = true,
        .words = "*tre han|*nop tre|*qua han|*gui tre|*cham nop|*nop cham|late|overdue|*who is late",
        .takes = ARG_REPORT | ARG_UNITS,
        .usage = "TRỄ HẠN [loại] [kỳ]", .usage_en = "LATE [report] [period]",
        .help = "đơn vị nộp trễ hoặc quá hạn, số ngày", .help_en = "who is late, and by how many days" },
    READ(UNIT, "unit", "ĐƠN VỊ", "UNIT"), .owed = true,
        .words = "don vi|dv|unit|*da gui gi|*da nop gi|*da gui nhung gi|*da nop nhung gi|*da gui chua|*da nop chua|*nop chua|*gui chua"
                 "|*nop bao cao chua|*gui bao cao chua|*nop nhung gi",
        .needs = ARG_UNIT, .takes = ARG_YEAR | ARG_REPORT,
        .usage = "ĐƠN VỊ <tên> [loại] [năm]", .usage_en = "UNIT <name> [report] [year]",
        .help = "mọi báo cáo và thư của đơn vị", .help_en = "all that a unit owes and sent" },
    READ(CODE, "show", "TRA CỨU", "SHOW"),
        .words = "tra cuu|xem|chi tiet|xem chi tiet|show|lookup|look up|details",
        .needs = ARG_CODE,
        .usage = "TRA CỨU <mã>",
        .usage_en = "SHOW <code>", .help = "chi tiết một thư: người gửi, tệp, phiên bản, lịch sử",
        .help_en = "all of one mail: sender, files, versions, history" },
    READ(SEARCH, "search", "TÌM", "SEARCH"),
        .words = "tim|tim kiem|tim thu|search|search for|find",
        .needs = ARG_WORDS,
        .usage = "TÌM <từ khóa>", .usage_en = "SEARCH <words>",
        .help = "thư có các từ này (tối đa 20)", .help_en = "mails with these words (at most 20)" },
    READ(QUEUE, "queue", "CHỜ PHÂN LOẠI", "QUEUE"),
        .words = "*cho phan loai|*hang cho|*thu cho|danh sach cho|cho xu ly|queue|review queue|pending|review",
        .usage = "CHỜ PHÂN LOẠI",
        .usage_en = "QUEUE",
        .help = "thư đang chờ và lý do", .help_en = "mails that wait for an officer, and why" },
    READ(OPEN, "todo", "CẦN XỬ LÝ", "TODO"), .owed = true,
        .words = "*can xu ly|*viec can lam|*phai xu ly|*con viec gi|*co viec gi|*viec ton|viec con lai|viec dang cho|ton dong|todo|to do|open|*what is open|*what waits",
        .usage = "CẦN XỬ LÝ",
        .usage_en = "TODO", .help = "mọi việc đang chờ cán bộ, cũ nhất trước, kèm dòng lệnh để trả lời",
        .help_en = "everything that waits for an officer, oldest first, with the line that answers it" },
    READ(DEADLINES, "deadlines", "LỊCH HẠN", "DEADLINES"),
        .words = "*lich han|*han sap toi|*han nop|lich nop|lich bao cao|*khi nao den han|*bao gio den han|deadlines|deadline"
                 "|calendar|*upcoming deadlines",
        .takes = ARG_YEAR,
        .usage = "LỊCH HẠN [năm]", .usage_en = "DEADLINES [year]",
        .help = "các thời hạn, ngày cuối, lịch nhắc", .help_en = "deadlines, last days, reminder days" },
    READ(SELECTED, "selected", "DANH SÁCH ĐIỂN HÌNH", "SELECTED"),
        .words = "danh sach dien hinh|dien hinh|don vi dien hinh|selected|models|selected units",
        .takes = ARG_YEAR,
        .usage = "DANH SÁCH ĐIỂN HÌNH [năm]",
        .usage_en = "SELECTED [year]", .help = "các điển hình đã chọn theo từng đơn vị, so chỉ tiêu",
        .help_en = "selected units by who selected them, against quotas" },
    READ(REGISTER, "register", "SỔ ĐẾN", "REGISTER"),
        .words = "so den|xuat so|so van ban den|so thu den|register|incoming register",
        .takes = ARG_RANGE | ARG_YEAR,
        .usage = "SỔ ĐẾN [từ dd/mm/yyyy] [đến dd/mm/yyyy]",
        .usage_en = "REGISTER [from dd/mm/yyyy] [to dd/mm/yyyy]",
        .help = "sổ thư đến, tệp XLSX", .help_en = "register of mails received, XLSX" },
    READ(CONSOLIDATE, "consolidate", "TỔNG HỢP", "CONSOLIDATE"), .owed = true,
        .words = "tong hop|bao cao tong hop|consolidate|consolidated|summary|workbook",
        .needs = ARG_REPORT,
        .usage = "TỔNG HỢP <loại> <kỳ>", .usage_en = "CONSOLIDATE <report> <period>",
        .help = "tệp tổng hợp để báo cáo cấp trên", .help_en = "the consolidated workbook" },
    WRITE(UPWARD, "upward", "GỬI CẤP TRÊN", "SEND UPWARD"), .dangerous = true, .owed = true,
        .words = "gui cap tren|bao cao cap tren|gui len tren|gui len cap tren|gui bao cao cap tren|gui tong hop cap tren|trinh cap tren"
                 "|upward|send upward|send up",
        .needs = ARG_REPORT,
        .usage = "GỬI CẤP TRÊN <loại> <kỳ>", .usage_en = "SEND UPWARD <report> <period>",
        .help = "gửi báo cáo tổng hợp lên cơ quan cấp trên: thư, tệp tổng hợp, dữ liệu; hệ thống hỏi lại trước",
        .help_en = "send the consolidated report to the office above: letter, workbook, data; to be confirmed" },
    WRITE(CLASSIFY, "classify", "PHÂN LOẠI", "CLASSIFY"),
        .words = "phan loai|xep loai thu|gan|classify|file|assign",
        .needs = ARG_CODE | ARG_UNIT | ARG_REPORT,
        .usage = "PHÂN LOẠI <mã> <đơn vị> <loại> <kỳ>",
        .usage_en = "CLASSIFY <code> <unit> <report> <period>",
        .help = "gán thư cho đơn vị, báo nhận; PHÂN LOẠI THÊM: tính thêm cho báo cáo này; PHÂN LOẠI RIÊNG: chỉ tính cho báo cáo này",
        .help_en = "file a mail for a unit, acknowledge it; CLASSIFY ALSO: for this report too; CLASSIFY ALONE: for this one alone" },
    WRITE(ACCEPT, "accept", "ĐẠT", "ACCEPT"),
        .words = "dat|dat yeu cau|chap nhan|ok|okay|duyet|accept|accepted|approve",
        .needs = ARG_CODE, .takes = ARG_UNIT | ARG_REPORT,
        .usage = "ĐẠT <mã>",
        .usage_en = "ACCEPT <code>", .help = "chấp nhận báo cáo", .help_en = "accept a report" },
    WRITE(ACCEPT_ALL, "accept-all", "ĐẠT TẤT CẢ", "ACCEPT ALL"), .dangerous = true,
        .words = "dat tat ca|duyet tat ca|chap nhan tat ca|dong y tat ca|ok tat ca|dat het|duyet het|dat toan bo|duyet toan bo"
                 "|*tat ca dat|*tat ca deu dat|*deu dat|accept all|approve all",
        .needs = ARG_REPORT, .takes = ARG_UNITS | ARG_LIST,
        .usage = "ĐẠT TẤT CẢ <loại> <kỳ>", .usage_en = "ACCEPT ALL <report> <period>",
        .help = "chấp nhận mọi báo cáo đang chờ kiểm tra; hệ thống liệt kê và hỏi lại",
        .help_en = "accept every report that waits for its examination; they are listed and asked about first" },
    WRITE(INCOMPLETE, "incomplete", "THIẾU", "INCOMPLETE"),
        .words = "thieu|thieu thanh phan|con thieu|bo sung|yeu cau bo sung|de nghi bo sung|incomplete",
        .needs = ARG_CODE | ARG_REASON, .takes = ARG_CURE | ARG_UNIT | ARG_REPORT,
        .usage = "THIẾU <mã>: <nội dung> [hạn dd/mm]",
        .usage_en = "INCOMPLETE <code>: <what is missing> [by dd/mm]",
        .help = "yêu cầu bổ sung", .help_en = "ask the sender to complete it" },
    WRITE(RETURN, "return", "TRẢ LẠI", "RETURN"),
        .words = "tra lai|tra ve|yeu cau chinh sua|de nghi chinh sua|yeu cau sua|return|reject|send back",
        .needs = ARG_CODE | ARG_REASON, .takes = ARG_CURE | ARG_UNIT | ARG_REPORT,
        .usage = "TRẢ LẠI <mã>: <lý do> [hạn dd/mm]", .usage_en = "RETURN <code>: <reason> [by dd/mm]",
        .help = "trả lại để chỉnh sửa", .help_en = "return a report for correction" },
    WRITE(PAPER, "paper", "GHI NHẬN", "RECORD"),
        .words = "ghi nhan|da nhan giay|da nhan ban giay|nhan giay|nhan ban giay|record|received on paper|paper",
        .needs = ARG_UNIT | ARG_REPORT | ARG_DAY, .takes = ARG_CHANNEL | ARG_REASON | ARG_CODE,
        .usage = "GHI NHẬN <đơn vị> <loại> <kỳ> ngày dd/mm/yyyy qua <giấy, trục liên thông, trực tiếp> [số ...]",
        .usage_en = "RECORD <unit> <report> <period> on dd/mm/yyyy by <paper, by hand, post> [number ...]",
        .help = "ghi nhận báo cáo nộp qua kênh khác, dừng nhắc", .help_en = "record a report that came by another channel" },
    WRITE(EXTEND, "extend", "GIA HẠN", "EXTEND"),
        .words = "gia han|cho gia han|dong y gia han|*lui han|keo dai han|extend|extension|extend deadline|*lui den|*lui sang|*lui toi"
                 "|*nop cham den|*nop muon den|*gui cham den|*gui muon den|*cham den het|*them han den",
        .needs = ARG_UNITS | ARG_REPORT | ARG_DAY | ARG_REASON, .takes = ARG_CODE,
        .usage = "GIA HẠN <đơn vị, hoặc mã thư xin gia hạn> <loại> <kỳ> đến dd/mm/yyyy [HH:MM]: <lý do>",
        .usage_en = "EXTEND <unit, or code of the mail that asks> <report> <period> until dd/mm/yyyy [HH:MM]: <reason>",
        .help = "hạn riêng; ngày ghi là ngày cuối còn hợp lệ, ngày đã qua thì chỉ cho báo cáo đã nhận đến ngày đó",
        .help_en = "a deadline of its own; the day named still counts, one that is past only for what came by then" },
    WRITE(WAIVE, "waive", "MIỄN", "WAIVE"), .dangerous = true,
        .words = "mien|mien bao cao|mien nop|khong tinh|waive|exempt",
        .needs = ARG_UNITS | ARG_REPORT | ARG_REASON,
        .usage = "MIỄN <đơn vị> <loại> <kỳ>: <lý do>", .usage_en = "WAIVE <unit> <report> <period>: <reason>",
        .help = "không phải nộp, không tính", .help_en = "the unit need not report" },
    WRITE(REMIND, "remind", "NHẮC", "REMIND"), .owed = true,
        .words = "nhac|nhac lai|nhac tiep|don doc|nhac nop|nhac han|nhac nho|remind|urge",
        .needs = ARG_UNITS | ARG_REPORT,
        .usage = "NHẮC <đơn vị hoặc TẤT CẢ> <loại> <kỳ>",
        .usage_en = "REMIND <unit or ALL> <report> <period>",
        .help = "gửi thư nhắc ngay (tất cả: phải xác nhận)",
        .help_en = "remind now (all: to be confirmed)" },
    WRITE(REQUEST, "request", "ĐỘT XUẤT", "REQUEST"), .dangerous = true,
        .words = "dot xuat|bao cao dot xuat|yeu cau dot xuat|yeu cau bao cao dot xuat|request|ad hoc|ad hoc request",
        .needs = ARG_TITLE | ARG_DAY | ARG_UNITS,
        .usage = "ĐỘT XUẤT \"<tên>\" hạn dd/mm/yyyy HH:MM cho <đơn vị, ... hoặc TẤT CẢ>",
        .usage_en = "REQUEST \"<name>\" by dd/mm/yyyy HH:MM for <unit, ... or ALL>",
        .help = "mở yêu cầu báo cáo, gửi thông báo",
        .help_en = "ask for a report out of turn" },
    WRITE(PAUSE, "pause", "DỪNG NHẮC", "PAUSE"),
        .words = "dung nhac|tam dung nhac|ngung nhac|thoi nhac|pause|pause reminders|stop reminders|hold reminders",
        .takes = ARG_UNITS,
        .usage = "DỪNG NHẮC [đơn vị]", .usage_en = "PAUSE [unit]",
        .help = "không nhắc đơn vị này (hoặc mọi đơn vị) nữa", .help_en = "no reminders to this unit, or to any" },
    WRITE(RESUME, "resume", "TIẾP TỤC NHẮC", "RESUME"),
        .words = "tiep tuc nhac|resume|resume reminders|continue reminders",
        .takes = ARG_UNITS,
        .usage = "TIẾP TỤC NHẮC [đơn vị]",
        .usage_en = "RESUME [unit]", .help = "nhắc trở lại", .help_en = "reminders again" },
    WRITE(HALT, "halt", "TẠM DỪNG GỬI", "HALT SENDING"),
        .words = "tam dung gui|dung gui|ngung gui|tam dung gui thu|dung gui thu|halt|halt sending|pause sending|stop sending",
        .usage = "TẠM DỪNG GỬI", .usage_en = "HALT SENDING",
        .help = "không gửi thư nào nữa, cho đến TIẾP TỤC GỬI", .help_en = "no letter goes out until told otherwise" },
    WRITE(GO, "go", "TIẾP TỤC GỬI", "RESUME SENDING"),
        .words = "tiep tuc gui|gui tiep|tiep tuc gui thu|cho gui|go|go on sending|resume sending|continue sending",
        .usage = "TIẾP TỤC GỬI", .usage_en = "RESUME SENDING",
        .help = "gửi thư trở lại; sau khi khôi phục từ bản sao, thư có thể đã gửi thì không gửi lại",
        .help_en = "letters go out again; after a restore none that may have gone out before" },
    WRITE(CONTACT, "contact", "ĐẦU MỐI", "CONTACT"), .dangerous = true, .second = true,
        .words = "dau moi|them dau moi|doi dau moi|dia chi dau moi|contact|add contact",
        .needs = ARG_UNIT | ARG_ADDRESS,
        .usage = "ĐẦU MỐI <đơn vị> <địa chỉ>", .usage_en = "CONTACT <unit> <address>",
        .help = "thêm địa chỉ của đơn vị, từ lúc này", .help_en = "a further address of a unit, from now on" },
    WRITE(DUPLICATE, "duplicate", "TRÙNG", "DUPLICATE"),
        .words = "trung|trung lap|duplicate",
        .needs = ARG_CODES,
        .usage = "TRÙNG <mã> VỚI <mã>", .usage_en = "DUPLICATE <code> of <code>",
        .help = "thư thứ nhất lặp lại thư thứ hai", .help_en = "the first mail repeats the second" },
    WRITE(WRONG_ROUTE, "wrong-route", "SAI TUYẾN", "WRONG ROUTE"),
        .words = "sai tuyen|khong dung tuyen|gui sai tuyen|wrong route|misrouted",
        .needs = ARG_CODE, .takes = ARG_UNIT,
        .usage = "SAI TUYẾN <mã> [đơn vị phải gửi qua]",
        .usage_en = "WRONG ROUTE <code> [unit it should go through]",
        .help = "báo người gửi phải nộp qua đơn vị nào", .help_en = "tell the sender the proper route" },
    WRITE(VOUCH, "vouch", "XÁC NHẬN THƯ", "VOUCH"),
        .words = "xac nhan thu|xac nhan dung|vouch|vouch for",
        .needs = ARG_CODE,
        .usage = "XÁC NHẬN <mã>",
        .usage_en = "VOUCH <code>",
        .help = "thư của người gửi chưa đăng ký đúng là của đơn vị: tính là báo cáo; thư bị cách ly: cho ra, xem xét như mọi thư",
        .help_en = "what a stranger sent is the unit's: it counts; a mail in quarantine comes out and is judged as any" },
    WRITE(REJECT, "disown", "TỪ CHỐI", "DENY"),
        .words = "tu choi|tu choi thu|khong phai cua don vi|tu choi gia han|khong gia han|khong cho gia han|khong dong y gia han|disown|deny|refuse",
        .needs = ARG_CODE, .takes = ARG_REASON,
        .usage = "TỪ CHỐI <mã>[: <lý do>]", .usage_en = "DENY <code>[: <reason>]",
        .help = "thư xin gia hạn: không đồng ý, báo đơn vị lý do; thư của người gửi chưa đăng ký: không phải của đơn vị, không tính",
        .help_en = "a request for more time is refused, the unit hears why; what a stranger sent is not the unit's and counts for nothing" },
    WRITE(TELL, "reply", "TRẢ LỜI", "REPLY"),
        .words = "tra loi|tra loi thu|phan hoi|phuc dap|nhan lai|reply|answer",
        .needs = ARG_CODE | ARG_REASON,
        .usage = "TRẢ LỜI <mã>: <nội dung>",
        .usage_en = "REPLY <code>: <words>", .help = "gửi nội dung này cho người gửi thư",
        .help_en = "send these words to the sender of the mail" },
    WRITE(CLOSE, "close", "XONG", "CLOSE"),
        .words = "xong|da xong|xong roi|da xu ly|da xu ly xong|da giai quyet|khong can xu ly|dong thu|close|done",
        .needs = ARG_CODE,
        .usage = "XONG <mã>", .usage_en = "CLOSE <code>",
        .help = "thư không cần xử lý gì thêm, không phải báo cáo", .help_en = "nothing more is to be done about the mail, which is no report" },
    READ(FILES, "files", "GỬI TỆP", "FILES"),
        .words = "gui tep|gui file|gui cac tep|gui tap tin|tai tep|xem tep|xem file|cho xin tep|cho xin file|cho xem tep|lay tep|files|send files|get files",
        .needs = ARG_CODE,
        .usage = "GỬI TỆP <mã>", .usage_en = "FILES <code>",
        .help = "gửi các tệp của thư cho đồng chí", .help_en = "send you the files of the mail" },
    READ(VALUES, "values", "SỐ LIỆU", "FIGURES"),
        .words = "so lieu|xem so lieu|cho xem so lieu|gui so lieu|figures|values|data",
        .needs = ARG_CODE,
        .usage = "SỐ LIỆU <mã>", .usage_en = "FIGURES <code>",
        .help = "số liệu đọc được, bên cạnh kỳ trước", .help_en = "the values that were read, beside those of the period before" },
    READ(DOSSIER, "dossier", "HỒ SƠ", "DOSSIER"),
        .words = "ho so|tinh hinh ho so|xem ho so|danh sach ho so|da cong nhan|danh sach cong nhan|don vi da cong nhan|dossier|dossiers|recognised",
        .takes = ARG_DOSSIER | ARG_YEAR,
        .usage = "HỒ SƠ [mã hồ sơ | năm]", .usage_en = "DOSSIER [code of a dossier | year]",
        .help = "hồ sơ theo tình trạng, đơn vị đã công nhận; có mã thì từng thành phần",
        .help_en = "dossiers by state, those recognised; with a code part by part" },
    WRITE(APPRAISE, "appraise", "THẨM ĐỊNH", "APPRAISE"),
        .words = "tham dinh|dua vao tham dinh|appraise",
        .needs = ARG_DOSSIER | ARG_SEEN,
        .usage = "THẨM ĐỊNH <mã hồ sơ> <dấu>", .usage_en = "APPRAISE <code of a dossier> <mark>",
        .help = "đưa hồ sơ vào thẩm định; dấu in trong thư hỏi",
        .help_en = "take up a dossier for appraisal; the mark stands in the letter that asked" },
    WRITE(RECOGNISE, "recognise", "CÔNG NHẬN", "RECOGNISE"),
        .words = "cong nhan|quyet dinh cong nhan|recognise|recognize",
        .needs = ARG_DOSSIER | ARG_SEEN | ARG_NUMBER | ARG_DAY,
        .usage = "CÔNG NHẬN <mã hồ sơ> <dấu> số <số quyết định> ngày dd/mm/yyyy",
        .usage_en = "RECOGNISE <code of a dossier> <mark> number <of the decision> on dd/mm/yyyy",
        .help = "ghi quyết định công nhận, báo đơn vị",
        .help_en = "record the decision to recognise, tell the unit" },
    WRITE(NOT_RECOGNISE, "refuse", "KHÔNG CÔNG NHẬN", "NOT RECOGNISE"),
        .words = "khong cong nhan|not recognise|not recognize",
        .needs = ARG_DOSSIER | ARG_SEEN | ARG_REASON,
        .usage = "KHÔNG CÔNG NHẬN <mã hồ sơ> <dấu>: <lý do>",
        .usage_en = "NOT RECOGNISE <code of a dossier> <mark>: <reason>",
        .help = "ghi quyết định không công nhận, báo đơn vị",
        .help_en = "record the decision not to recognise, tell the unit" },
    WRITE(DEFER, "defer", "HOÃN", "DEFER"),
        .words = "hoan|tam hoan|hoan xet|defer",
        .needs = ARG_DOSSIER | ARG_SEEN | ARG_DAY | ARG_REASON,
        .usage = "HOÃN <mã hồ sơ> <dấu> đến dd/mm/yyyy: <lý do>",
        .usage_en = "DEFER <code of a dossier> <mark> until dd/mm/yyyy: <reason>",
        .help = "hoãn xét đến ngày đó, rồi nhắc lại cán bộ",
        .help_en = "put off until that day, then ask the officers again" },
    WRITE(COMMEND, "commend", "KHEN THƯỞNG", "COMMEND"),
        .words = "khen thuong|da khen thuong|commend",
        .needs = ARG_DOSSIER | ARG_SEEN | ARG_NUMBER | ARG_DAY,
        .usage = "KHEN THƯỞNG <mã hồ sơ> <dấu> số <số quyết định> ngày dd/mm/yyyy",
        .usage_en = "COMMEND <code of a dossier> <mark> number <of the decision> on dd/mm/yyyy",
        .help = "ghi quyết định khen thưởng đơn vị đã công nhận",
        .help_en = "record the commendation of a recognised candidate" },
    WRITE(LACK, "lack", "HỒ SƠ THIẾU", "PART INVALID"),
        .words = "ho so thieu|ho so chua dat|thanh phan chua dat|part invalid",
        .needs = ARG_DOSSIER | ARG_PARTS | ARG_REASON, .takes = ARG_CURE,
        .usage = "HỒ SƠ THIẾU <mã hồ sơ> <số thành phần>: <nội dung> [hạn dd/mm]",
        .usage_en = "PART INVALID <code of a dossier> <number of the part>: <what is wrong> [by dd/mm]",
        .help = "văn bản của thành phần này chưa dùng được, báo đơn vị bổ sung",
        .help_en = "the document of this part is of no use yet; the unit is asked for another" },
    WRITE(PLACE, "place", "XẾP", "PLACE"),
        .words = "xep|xep vao|xep tep|xep ho so|place",
        .needs = ARG_CODE | ARG_DOSSIER, .takes = ARG_PARTS,
        .usage = "XẾP <mã thư> VÀO <mã hồ sơ> [số thành phần, ...]",
        .usage_en = "PLACE <code of a mail> in <code of a dossier> [number of a part, ...]",
        .help = "tệp chưa rõ của thư thuộc hồ sơ này, là thành phần này",
        .help_en = "files of a mail that nobody could place belong to this dossier, as these parts" },
    WRITE(REOPEN, "reopen", "MỞ LẠI", "REOPEN"),
        .words = "mo lai|mo lai ho so|xet lai|reopen",
        .needs = ARG_DOSSIER | ARG_REASON,
        .usage = "MỞ LẠI <mã hồ sơ>: <lý do>", .usage_en = "REOPEN <code of a dossier>: <reason>",
        .help = "xét lại hồ sơ đã quyết định, báo đơn vị", .help_en = "take up again what was decided, tell the unit" },
    WRITE(DROP, "drop", "THÔI", "DROP"),
        .words = "thoi|thoi xay dung|dua ra khoi danh sach|drop",
        .needs = ARG_DOSSIER | ARG_REASON,
        .usage = "THÔI <mã hồ sơ>: <lý do>", .usage_en = "DROP <code of a dossier>: <reason>",
        .help = "không xây dựng đơn vị này nữa, báo đơn vị", .help_en = "no longer a candidate, tell the unit" },
    WRITE(ROUTE, "route", "THẨM QUYỀN", "ROUTE"),
        .words = "tham quyen|co quan tham quyen|route",
        .needs = ARG_DOSSIER | ARG_REASON,
        .usage = "THẨM QUYỀN <mã hồ sơ>: <cơ quan đánh giá> -> <cơ quan quyết định>",
        .usage_en = "ROUTE <code of a dossier>: <who assesses> -> <who decides>",
        .help = "ghi ai đánh giá, ai quyết định hồ sơ này",
        .help_en = "say who assesses and who decides this dossier" },
    WRITE(SELECT, "select", "CHỌN", "SELECT"),
        .words = "chon|chon dien hinh|chon don vi|select",
        .needs = ARG_UNIT | ARG_YEAR | ARG_TITLE | ARG_REASON,
        .usage = "CHỌN <đơn vị> năm <năm> \"<tên đơn vị được chọn>\": <loại>, <cấp quản lý>[, <địa bàn>]",
        .usage_en = "SELECT <unit> year <year> \"<name of the candidate>\": <kind>, <level>[, <place>]",
        .help = "thêm đơn vị được chọn không qua danh sách điện tử", .help_en = "add a candidate that no list by mail named" },
    READ(LINK, "link-chat", "KẾT NỐI CHAT", "LINK CHAT"),
        .words = "ket noi chat|ket noi zalo|ket noi telegram|lien ket chat|lien ket zalo|link chat|connect chat|link zalo|link telegram",
        .usage = "KẾT NỐI CHAT",
        .usage_en = "LINK CHAT", .help = "mã dùng một lần, gõ cho bot để nhận thông báo qua chat của mình",
        .help_en = "a code for one use; typed to the bot, it brings your notices into your chat" },
    READ(UNLINK, "unlink-chat", "NGẮT KẾT NỐI CHAT", "UNLINK CHAT"),
        .words = "ngat ket noi chat|ngat chat|ngat zalo|ngat ket noi zalo|huy ket noi chat|huy ket noi zalo|bo ket noi chat|bo lien ket chat"
                 "|unlink chat|disconnect chat|unlink zalo|unlink telegram",
        .usage = "NGẮT KẾT NỐI CHAT", .usage_en = "UNLINK CHAT",
        .help = "không gửi gì vào chat của mình nữa", .help_en = "nothing goes into your chat any more" },
    WRITE(UNDO, "undo", "HỦY", "UNDO"),
        .words = "huy|huy lenh|huy bo|huy thao tac|huy ghi nhan|huy gia han|huy dat|huy thieu|huy tra lai|huy phan loai|huy mien"
                 "|huy dot xuat|huy dau moi|huy trung|huy sai tuyen|huy dung nhac|hoan tac|thu hoi|undo|cancel|revert",
        .needs = ARG_ACT,
        .usage = "HỦY <mã thao tác>", .usage_en = "UNDO <code of the order>",
        .help = "hoàn tác đúng một lệnh; bản ghi cũ vẫn lưu. Không nhớ mã: HỦY GIA HẠN <đơn vị> (hoặc <mã thư>) trả lại các lệnh có thể là lệnh đó",
        .help_en = "undo one command; its record stays. Without its code: UNDO EXTEND <unit> (or <code of the mail>) answers which it may be" },
    READ(CONFIRM, "confirm", "ĐỒNG Ý", "CONFIRM"),
        .words = "dong y|xac nhan|confirm|agree|yes",
        .needs = ARG_TOKEN,
        .usage = "ĐỒNG Ý <mã xác nhận>", .usage_en = "CONFIRM <code of the confirmation>",
        .help = "xác nhận một lệnh đang chờ, trong 24 giờ", .help_en = "confirm a waiting command, within 24 hours" },
    READ(HELP, "help", "TRỢ GIÚP", "HELP"),
        .words = "tro giup|huong dan|danh sach lenh|lenh gi|help|commands",
        .usage = "TRỢ GIÚP",
        .usage_en = "HELP", .help = "danh sách lệnh", .help_en = "the list of commands" },
};

const char *
command_name(const struct command *c)
{
    return c->english ? c->rule->name_en : c->rule->name;
}

const char *
command_usage(const struct command_rule *r, bool english)
{
    return english ? r->usage_en : r->usage;
}

static void
mdoc_words(const char *words, struct buf *out)
{
    for (size_t shown = 0; *words != '\0' && shown < 6; shown++) {
        size_t n = strcspn(words, "|"), star = *words == '*';

        buf_addf(out, "%s%.*s", shown > 0 ? ", " : "", (int)(n - star), words + star);
        words += n + (words[n] == '|');
    }
    buf_adds(out, *words != '\0' ? ", ...\n" : "\n");
}

void
command_mdoc(struct buf *out)
{
    static const char *const marks[] = { "", " \\(dg", " \\(dd" };

    buf_adds(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < VERBS; i++) {
        const struct command_rule *r = &command_rules[i];

        buf_adds(out, ".It Li ");
        for (const char *c = r->usage; *c != '\0'; c++)
            if (*c == '"')
                buf_adds(out, "\\(dq");         /* mdoc(7) takes the mark itself for its own */
            else
                buf_addc(out, *c);
        buf_addf(out, "%s\n", marks[r->dangerous ? 2 : r->writes]);
        buf_addf(out, "%c%s%s.\n",
                 r->help_en[0] - ('a' - 'A') * (r->help_en[0] >= 'a' && r->help_en[0] <= 'z'),
                 r->help_en + 1, r->second ? "; another officer must agree" : "");
        buf_addf(out, "Right: %s.\nAlso: ", role_names[r->right]);
        mdoc_words(r->words, out);
    }
    buf_adds(out, ".El\n");
}

void
command_help(enum role role, bool english, struct strings *usage, struct strings *help)
{
    for (size_t i = 0; i < VERBS; i++) {
        if (command_rules[i].right > role)
            continue;
        strings_add(usage, command_usage(&command_rules[i], english));
        strings_add(help, english ? command_rules[i].help_en : command_rules[i].help);
    }
}
