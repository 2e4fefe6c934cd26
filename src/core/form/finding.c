/* The sentences that tell a sender what is wrong. */
#include "core/form/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define VALUE_SHOWN 40      /* code points of a cell's text that are quoted back */

/* {label} {value} {limit} are filled in. */
static const struct { const char *code, *vi, *en; } sentences[FINDING_KINDS] = {
    [FINDING_NOT_INTEGER] = {"type", "“{label}” phải là số nguyên, đang ghi “{value}”.",
                             "“{label}” must be a whole number, it says “{value}”."},
    [FINDING_NOT_DECIMAL] = {"type", "“{label}” phải là số, đang ghi “{value}”.",
                             "“{label}” must be a number, it says “{value}”."},
    [FINDING_NOT_DATE] = {"type", "“{label}” phải là ngày dạng ngày/tháng/năm, đang ghi “{value}”.",
                          "“{label}” must be a date (day/month/year), it says “{value}”."},
    [FINDING_NOT_YESNO] = {"type", "“{label}” phải ghi “có” hoặc “không”, đang ghi “{value}”.",
                           "“{label}” must be “có” (yes) or “không” (no), it says “{value}”."},
    [FINDING_NOT_CHOICE] = {"choice", "“{label}” phải là một trong: {limit}; đang ghi “{value}”.",
                            "“{label}” must be one of: {limit}; it says “{value}”."},
    [FINDING_CELL_ERROR] = {"type", "“{label}” là ô có công thức bị lỗi ({value}).",
                            "“{label}” holds a formula error ({value})."},
    [FINDING_NO_RESULT] = {"type", "“{label}” là ô công thức chưa có kết quả: đề nghị mở tệp, tính lại (F9), lưu rồi gửi lại.",
                           "“{label}” holds a formula without a result: please open the file, recalculate (F9), save and send it again."},
    [FINDING_ZERO] = {"zero", "“{label}” ghi “{value}”, được hiểu là 0.", "“{label}” says “{value}”, taken for 0."},
    [FINDING_SCALED] = {"type", "“{label}” ghi {value} theo đơn vị tính “{limit}”; đề nghị ghi đủ số, không tính theo nghìn, triệu.",
                        "“{label}” says {value} in “{limit}”; please write the whole number, not thousands or millions."},
    [FINDING_YEAR] = {"year", "“{label}” ghi {value}, nhưng báo cáo này là của kỳ {limit}; đề nghị kiểm tra có dùng nhầm biểu mẫu không.",
                      "“{label}” says {value}, but this report is of {limit}; please check that it is the right form."},
    [FINDING_NOT_FOUND] = {"not-found", "Không tìm thấy mục “{label}” trong tệp, nên mục này chưa có số liệu; đề nghị giữ nguyên tên mục như biểu mẫu.",
                           "No item “{label}” was found in the file, so it has no figure; please keep its name as the form has it."},
    [FINDING_SAID_OTHERWISE] = {"said-otherwise", "Lời thư nói “{label}” là {limit}, tệp ghi {value}; số trong tệp được dùng. Nếu cần sửa, đề nghị sửa trong tệp rồi gửi lại.",
                                "The mail says “{label}” is {limit}, the file says {value}; the file's figure is used. To change it, please correct the file and send it again."},
    [FINDING_SAID_WRONG] = {"said-otherwise", "Lời thư nói có số trong tệp chưa đúng: “{label}”; số trong tệp được dùng. Nếu cần sửa, đề nghị sửa trong tệp rồi gửi lại.",
                            "The mail says that a figure of the file is not right: “{label}”; the file's figure is used. To change it, please correct the file and send it again."},
    [FINDING_SAID_CHANGED] = {"said-otherwise", "Lời thư nói đã sửa: “{label}”, nhưng trong các số đọc được của tệp không thấy số mới; số trong tệp được dùng. Nếu gửi nhầm tệp cũ, đề nghị gửi lại tệp đã sửa.",
                              "The mail says that this was corrected: “{label}”, but no figure read of the file is the new one; the file's figures are used. If it is the old file, please send the corrected one."},
    [FINDING_SAME_FIGURES] = {"same-figures", "Thư nói đã sửa, nhưng mọi số liệu của biểu mẫu vẫn như bản gửi trước (thư mã {value}). Nếu số liệu có sửa, có thể đã gửi nhầm tệp cũ: đề nghị gửi lại tệp đã sửa.",
                              "The mail says that it is corrected, but every figure of the form is as in the version before (mail {value}). If figures were changed, this may be the old file: please send the corrected one."},
    [FINDING_ALL_ZERO] = {"all-zero", "Mọi số liệu trong biểu mẫu đều ghi 0, ngoài ra không ghi gì; nếu biểu mẫu chưa được điền, đề nghị điền rồi gửi lại.",
                          "All figures of the form are 0, and nothing else is filled in; if it has not been filled in yet, please fill it in and send it again."},
    [FINDING_NOTHING_READ] = {"nothing-read", "Nhận ra biểu mẫu “{label}” nhưng không đọc được ô nào; đề nghị điền vào biểu mẫu gốc rồi gửi lại.",
                              "The form “{label}” was recognised, but none of its cells could be read; please fill in the original form and send it again."},
    [FINDING_FROM_WORDS] = {"from-words", "Số liệu của {value} mục được đọc từ câu văn, không phải từ biểu mẫu, như “{label}”: {limit}; đề nghị đối chiếu.",
                            "The figures of {value} field(s) were read from sentences and not from a form, as “{label}”: {limit}; please compare them."},
    [FINDING_WRAPPED] = {"wrapped", "“{label}” trong tệp PDF bị cắt hoặc ngắt dòng nên không đọc được; đề nghị gửi thêm tệp Word hoặc Excel.",
                         "“{label}” is cut or runs over several lines of the PDF and was not read; please send the Word or Excel file, too."},
    [FINDING_ROWS_WRAPPED] = {"wrapped", "“{label}”: dòng số {limit} trong tệp PDF bị cắt, chồng chữ hoặc ngắt dòng nên không đọc được; đề nghị gửi thêm tệp Word hoặc Excel.",
                              "“{label}”: row {limit} is cut, printed over others or runs over several lines of the PDF and was not read; please send the Word or Excel file, too."},
    [FINDING_PASTED] = {"wrapped", "“{label}” được dán vào thư, mỗi ô một dòng, nên không đọc được; đề nghị gửi tệp biểu mẫu (Excel hoặc Word).",
                        "“{label}” was pasted into the mail with each cell in a line of its own and was not read; please send the form as a file (Excel or Word)."},
    [FINDING_MERGED] = {"wrapped", "“{label}” của dòng này trong tệp PDF để trống hoặc là ô gộp với dòng khác nên không đọc được; đề nghị gửi thêm tệp Word hoặc Excel.",
                        "“{label}” of this row of the PDF is blank, or merged with that of another row, and was not read; please send the Word or Excel file, too."},
    [FINDING_REQUIRED] = {"required", "“{label}” chưa được điền.", "“{label}” is not filled in."},
    [FINDING_BELOW] = {"range", "“{label}” không được nhỏ hơn {limit}, đang ghi {value}.",
                       "“{label}” must not be less than {limit}, it says {value}."},
    [FINDING_ABOVE] = {"range", "“{label}” không được lớn hơn {limit}, đang ghi {value}.",
                       "“{label}” must not be more than {limit}, it says {value}."},
    [FINDING_TOO_LONG] = {"length", "“{label}” dài quá {limit} ký tự.", "“{label}” is longer than {limit} characters."},
    [FINDING_TOO_FEW_ROWS] = {"rows", "Bảng “{label}” phải có ít nhất {limit} dòng, đang có {value}.",
                              "Table “{label}” needs at least {limit} row(s), it has {value}."},
    [FINDING_TOO_MANY_ROWS] = {"rows", "Bảng “{label}” chỉ được có nhiều nhất {limit} dòng, đang có {value}.",
                               "Table “{label}” may have at most {limit} row(s), it has {value}."},
    [FINDING_NONE_BUT_ROWS] = {"rows", "Đã đánh dấu “{limit}” nhưng bảng “{label}” vẫn có {value} dòng.",
                               "“{limit}” is ticked, but table “{label}” has {value} row(s)."},
    [FINDING_SUM] = {"sum", "“{label}” ghi {value}, không khớp với phép cộng các mục liên quan ({limit}).",
                     "“{label}” says {value}, but its parts add up to {limit}."},
    [FINDING_AT_MOST] = {"at_most", "“{label}” ({value}) không được lớn hơn {limit}.",
                         "“{label}” ({value}) must not exceed {limit}."},
    [FINDING_ROWS] = {"rows", "“{label}” ghi {value}, nhưng bảng có {limit} dòng.",
                      "“{label}” says {value}, but the table has {limit} row(s)."},
    [FINDING_TWO_READINGS] = {"two-readings", "“{label}” được ghi hai nơi khác nhau: “{value}” và “{limit}”.",
                              "“{label}” stands in two places and they differ: “{value}” and “{limit}”."},
    [FINDING_TWO_COLUMNS] = {"two-readings", "“{label}” có số liệu ở hai phần, hai cột hoặc hai dòng ({limit}), chưa rõ số nào là số liệu của kỳ báo cáo; đề nghị chỉ để số liệu của kỳ.",
                             "“{label}” has figures in two parts, columns or lines ({limit}), and nothing tells which is the period's; please leave the period's alone."},
    [FINDING_SHARED] = {"shared-figure", "“{label}”: số {value} nằm trong ô gộp chung với “{limit}”, chưa rõ là số của mục nào nên không được ghi; đề nghị tách ô, ghi riêng từng mục.",
                        "“{label}”: the figure {value} stands in a cell merged with that of “{limit}”, and nothing tells whose it is, so it was not entered; please split the cell and give each its own."},
    [FINDING_AHEAD] = {"ahead", "Số liệu của {value} mục chỉ có dưới tiêu đề “{limit}”, như “{label}”; đó là chỉ tiêu, nhiệm vụ của thời gian tới nên không được ghi là kết quả. "
                       "Nếu là kết quả của kỳ báo cáo, đề nghị sửa tiêu đề rồi gửi lại.",
                       "The figures of {value} field(s) stand only under the title “{limit}”, as “{label}”; they are targets of a time to come and were not entered as results. "
                       "If they are the results of the period, please change the title and send it again."},
    [FINDING_HIDDEN] = {"hidden-figure", "“{label}” chỉ có số liệu ở ô bị ẩn (đang ghi “{value}”) nên không được tính; đề nghị cho hiện dòng, cột, trang hoặc chữ đó rồi gửi lại.",
                        "“{label}” stands only in a hidden cell (it says “{value}”), which does not count; please show its row, column, sheet or letters and send it again."},
    [FINDING_HIDDEN_CELLS] = {"hidden-figure", "Bảng “{label}” có {value} ô bị ẩn nên không được tính; đề nghị cho hiện dòng, cột, trang hoặc chữ đó rồi gửi lại.",
                              "Table “{label}” has {value} hidden cell(s), which do not count; please show the rows, columns, sheet or letters and send it again."},
    [FINDING_OTHER_SHEET] = {"other-sheet", "Trang “{label}” có số liệu khác trang “{value}” ở cùng mục; số liệu của trang “{value}” được dùng, trang còn lại được coi là phụ lục.",
                             "Sheet “{label}” has other figures than sheet “{value}” for the same items; those of “{value}” are used, the other is taken for an annex."},
    [FINDING_OTHER_ROWS] = {"other-sheet", "Trang “{value}” được dùng và không có các dòng {label}; các dòng đó không được tính, đề nghị bổ sung nếu thiếu.",
                            "Sheet “{value}” is used and lacks the rows {label}; they do not count, please add them if they are missing."},
    [FINDING_OTHER_FIELDS] = {"other-sheet", "Trang “{value}” không có số liệu của mục {label}; số liệu ở trang đó được dùng, đề nghị kiểm tra có đúng là số liệu chung không.",
                              "Sheet “{value}” has no figure of {label}; that of the other sheet is used, please check that it is the whole."},
    [FINDING_OTHER_LIST] = {"other-list", "Các dòng dưới tiêu đề “{label}” không được tính vào bảng “{value}”; nếu phải tính, đề nghị ghi các dòng đó ngoài phần này.",
                            "The rows under the title “{label}” do not count in the table “{value}”; if they shall, please write them outside that part."},
    [FINDING_NO_ATTACHMENT] = {"no-attachment", "Chưa có tệp đính kèm.", "There is no attached file."},
    [FINDING_LINK_ONLY] = {"no-attachment", "Chưa có tệp đính kèm. Hệ thống không mở liên kết và không lấy tệp để ở nơi khác (Drive, Zalo, ...): đề nghị gửi tệp đính kèm trong thư.",
                           "There is no attached file. Links are not opened, and files left elsewhere (Drive, Zalo, ...) are not fetched: please attach the file to a mail."},
    [FINDING_NIL_WORDS] = {"no-attachment", "Thư báo không có đơn vị nào đủ điều kiện, nhưng chưa có văn bản kèm theo: đề nghị gửi danh sách hoặc văn bản ghi rõ như vậy.",
                           "The mail says that no unit is eligible, but no paper came with it: please send the list, or a paper that says so."},
    [FINDING_EMPTY] = {"no-attachment", "Tệp «{value}» không có nội dung; đề nghị kiểm tra và gửi lại tệp báo cáo.",
                       "Nothing stands in the file “{value}”; please check and send the report again."},
    [FINDING_COVER_ONLY] = {"no-attachment", "Tệp «{value}» chỉ là văn bản gửi kèm; chưa thấy báo cáo trong các tệp của thư, đề nghị gửi tệp báo cáo.",
                            "The file “{value}” is only a covering letter; no file of the mail is the report itself, please send it."},
    [FINDING_SAID_OTHER] = {"no-attachment", "Theo lời thư, tệp «{value}» không phải là báo cáo; chưa thấy báo cáo trong các tệp của thư, đề nghị gửi tệp báo cáo.",
                            "By the words of the mail, the file “{value}” is not the report; no file of the mail is, please send it."},
    [FINDING_BARE_PICTURE] = {"no-attachment", "Tệp «{value}» là ảnh, thư không nói đó là trang nào của báo cáo, nên báo cáo đã trả lại vẫn chờ bản chỉnh sửa; "
                              "nếu đây là bản chụp báo cáo, đề nghị gửi lại và ghi rõ.",
                              "The file “{value}” is a picture, and the mail does not say that it shows a page of the report, so the report that was returned is still awaited; "
                              "if it does, please send it again and say so."},
    [FINDING_ANNEX_ONLY] = {"no-attachment", "Tệp «{value}» chỉ là phụ lục hoặc danh sách kèm theo; chưa thấy báo cáo, đề nghị gửi tệp báo cáo.",
                            "The file “{value}” is only an annex or a list; the report itself is not there, please send it."},
    [FINDING_ANNEX_FIRST] = {"annex", "Tệp «{value}» là phụ lục và thư không có tệp nào khác; nếu đây chưa phải là báo cáo, đề nghị gửi tệp báo cáo.",
                             "The file “{value}” is an annex, and no other came with it; if it is not the report itself, please send that."},
    [FINDING_ANNEX_BESIDE] = {"annex", "Tệp trong thư này chỉ là phụ lục hoặc danh sách kèm theo, được lưu cùng báo cáo đã nhận tại thư mã {value}; những điểm đã đề nghị của báo cáo đó vẫn chưa có.",
                              "This mail holds only an annex or a list, kept with the report of the mail {value}; what that one was asked for is still wanting."},
    [FINDING_NO_FORM] = {"no-form", "Chưa có biểu mẫu của cơ quan tiếp nhận kèm theo.",
                         "The form of the receiving office is not attached."},
    [FINDING_FIGURES_KEPT] = {"figures-kept", "Không đọc được số liệu theo biểu mẫu trong thư này; số liệu của bản đã nhận tại thư mã {value} vẫn được dùng. "
                              "Nếu số liệu có thay đổi, đề nghị gửi lại biểu mẫu.",
                              "No figures of the form were read in this mail; those of the mail {value} stay in use. If they have changed, please send the form again."},
    [FINDING_FIGURES_LEFT] = {"figures-left", "Bản gửi trước (thư mã {value}) có số liệu của {limit} mục bắt buộc mà bản này để trống, như “{label}”. "
                              "Bản này thay bản trước, số liệu của hai bản không được ghép lại: nếu đây là phần còn lại, đề nghị gửi một biểu mẫu có đủ các mục.",
                              "The version before (mail {value}) had {limit} required field(s) that this one leaves empty, as “{label}”. This version takes its place and "
                              "the two are not put together: if this is the other part, please send one form with all of it."},
    [FINDING_STILL_BLANK] = {"nothing-read", "Biểu mẫu đã nhận tại thư mã {value} chưa được điền, và trong thư này không đọc được số liệu nào của biểu mẫu; đề nghị gửi biểu mẫu đã điền.",
                             "The form of the mail {value} was not filled in, and no figure of it was read in this mail; please send the form filled in."},
    [FINDING_ELSEWHERE] = {"elsewhere", "Tệp «{value}» giống hệt một tệp mà đơn vị khác đã gửi cho cùng báo cáo; đề nghị kiểm tra có gửi nhầm tệp không.",
                           "The file “{value}” is the same as one that another unit sent for the same report; please check that it is yours."},
    [FINDING_NO_SIGNED] = {"no-signed-copy", "Chưa có bản ký, đóng dấu (PDF).", "The signed and stamped copy (PDF) is missing."},
    [FINDING_COPY_LATER] = {"copy-later", "Còn chờ bản ký, đóng dấu mà quý đơn vị báo sẽ gửi sau.",
                            "The signed and stamped copy, which you say will follow, is awaited."},
    [FINDING_BLANK_NUMBER] = {"blank-head", "Văn bản «{value}» chưa ghi số ở đầu văn bản; nếu văn bản đã được phát hành, đề nghị gửi bổ sung bản có số.",
                              "The paper “{value}” has no number at its head yet; if it has been issued, please send the copy that has it."},
    [FINDING_BLANK_DAY] = {"blank-head", "Văn bản «{value}» chưa ghi ngày ở đầu văn bản; nếu văn bản đã được phát hành, đề nghị gửi bổ sung bản có ngày.",
                           "The paper “{value}” has no day at its head yet; if it has been issued, please send the copy that has it."},
    [FINDING_BLANK_HEAD] = {"blank-head", "Văn bản «{value}» chưa ghi số và ngày ở đầu văn bản; nếu văn bản đã được phát hành, đề nghị gửi bổ sung bản có số, ngày.",
                            "The paper “{value}” has no number and day at its head yet; if it has been issued, please send the copy that has them."},
    [FINDING_TOWARD] = {"toward", "Báo cáo hoặc thư gửi kèm ghi kính gửi “{value}”; nếu gửi nhầm hộp thư, đề nghị trả lời thư này để cán bộ hủy ghi nhận.",
                        "The report, or the letter with it, is addressed to “{value}”; if it came here by mistake, please answer this mail."},
    [FINDING_NO_EDITABLE] = {"no-editable-copy", "Chưa có bản điện tử chỉnh sửa được (Word, Excel).",
                             "The editable copy (Word, Excel) is missing."},
    [FINDING_NO_EVIDENCE] = {"evidence", "Chưa kèm minh chứng: “{label}” chưa được điền.",
                             "Evidence is missing: “{label}” is not filled in."},
    [FINDING_NO_EVIDENCE_COLUMN] = {"evidence", "Chưa thấy minh chứng: không tìm thấy cột “{label}” trong bảng.",
                                    "Evidence is not seen: the table has no column “{label}”."},
    [FINDING_NO_COLUMN] = {"not-found", "Không tìm thấy cột “{label}” trong bảng, nên cột này chưa được đọc; đề nghị giữ nguyên tên cột như biểu mẫu.",
                           "The table has no column “{label}”, so it was not read; please keep the columns' names as the form has them."},
    [FINDING_CANDIDATE_KIND] = {"candidate-kind", "{label} không có “{value}”; loại đơn vị có thể lựa chọn: {limit}.",
                                "{label} has no “{value}”; the kinds it may choose from: {limit}."},
    [FINDING_QUOTA] = {"quota", "Chỉ tiêu của quý đơn vị là {limit}, danh sách có {value}.",
                       "Your quota is {limit}, the list has {value}."},
    [FINDING_NO_PART] = {"part", "Chưa thấy thành phần “{label}” trong các tệp kèm theo.",
                         "No attached file is seen to be “{label}”."},
    [FINDING_NO_SIGNER] = {"signer", "Chưa thấy người ký “{label}”.", "Nobody is seen to have signed “{label}”."},
    [FINDING_OTHER_SIGNER] = {"signer-level", "“{label}” do “{value}” ban hành; thành phần này do {limit} ký. Cán bộ sẽ xem.",
                              "“{label}” was issued by “{value}”; it is signed by {limit}. An officer will look."},
    [FINDING_TWICE] = {"candidate-twice", "“{value}” có hai dòng trong danh sách; tính là một đơn vị.",
                       "“{value}” stands in the list twice; it counts once."},
    [FINDING_COVERAGE] = {"coverage", "Báo cáo tổng hợp mới có số liệu của {value} đơn vị (chưa đủ {value}); chưa có: {limit}.",
                          "The consolidated report has figures of {value} units (incomplete, {value}); missing: {limit}."},
    [FINDING_STRANGE_FIELD] = {"strange-field", "Dữ liệu có mục “{value}” mà biểu của cơ quan tiếp nhận không có; mục này không được cộng.",
                               "The data hold a field “{value}” that the receiving office's form does not have; it is not added up."},
    [FINDING_BESIDE] = {"beside", "Tệp này được lưu cùng thư, chưa được tính là báo cáo nào; nếu là một báo cáo hoặc kế hoạch riêng, đề nghị gửi riêng và ghi rõ ở tiêu đề thư.",
                        "This file is kept with the mail and counts for no report; if it is a report or plan of its own, please send it by itself and name it in the subject."},
    [FINDING_NOT_AMONG] = {"not-among", "Thư nêu cả “{label}”, nhưng chưa nhận ra tệp nào là văn bản này nên văn bản này chưa được ghi nhận; đề nghị gửi bổ sung.",
                           "The mail names “{label}”, too, but no file shows itself to be it, so it has not been entered; please send it."},
    [FINDING_ADDITION] = {"addition", "Tệp trong thư này được ghi nhận là phần bổ sung cho báo cáo đã nhận tại thư mã {value}; báo cáo đó vẫn có hiệu lực và số liệu vẫn lấy theo đó. "
                          "Nếu đây là báo cáo thay thế, đề nghị gửi lại và ghi “thay thế” ở tiêu đề thư.",
                          "The files of this mail are kept as an addition to the report of the mail {value}; that report stays in force, with its figures. "
                          "If this one is to take its place, please send it again with “thay thế” (replaces) in the subject."},
    [FINDING_TITLE] = {"title-row", "Dòng “{value}” chỉ có chữ ở một ô nên được coi là tiêu đề nhóm, không tính vào “{label}”; nếu đó là một đơn vị, đề nghị điền đủ các cột của dòng và gửi lại.",
                       "The row “{value}” has words in one cell only and was taken for the title of a group, not as a row of “{label}”; if it is a unit, please fill in its other columns and send it again."},
    [FINDING_ROWS_LEFT] = {"rows-left", "Bảng bắt đầu từ đây có vẻ tiếp theo “{label}” nhưng không có dòng tiêu đề và khác cột nên chưa được đọc; đề nghị gửi lại, mỗi bảng có đủ tiêu đề cột.",
                           "The table that begins here seems to go on with “{label}”, but has no head and other columns, so it was not read; please send it again with a head over each table."},
    [FINDING_LIST_ADDED] = {"list-added", "Danh sách này được ghi nhận là danh sách bổ sung: các đơn vị trong danh sách đã nhận tại thư mã {value} vẫn giữ nguyên. "
                            "Nếu đây là danh sách thay thế, đề nghị gửi lại và ghi “thay thế” ở tiêu đề thư.",
                            "This list is entered as one that adds: the units on the list of the mail {value} stay selected. "
                            "If it is to take that one's place, please send it again with “thay thế” (replaces) in the subject."},
    [FINDING_STILL_WANTING] = {"still-wanting", "Tệp gửi lại giống hệt tệp đã nhận tại thư mã {value} mà cán bộ đã đề nghị bổ sung, chỉnh sửa{limit}; "
                               "đề nghị đó vẫn còn hiệu lực, đề nghị gửi tệp đã sửa.",
                               "The file is the same as that of the mail {value}, which an officer asked to complete or correct{limit}; "
                               "that still stands, please send the corrected file."},
    [FINDING_WANTING_BEFORE] = {"wanting-before", "Tệp này giống hệt tệp của thư mã {value} mà cán bộ đã đề nghị bổ sung, chỉnh sửa{limit}; "
                                "lần này được ghi nhận là bản mới nhất, cán bộ sẽ xem.",
                                "This file is the same as that of the mail {value}, which an officer asked to complete or correct{limit}; "
                                "it is entered as the latest version, an officer will look."},
    [FINDING_REFUSED_BEFORE] = {"refused-before", "Tệp này giống hệt tệp của thư mã {value}, thư đó không được tính cho báo cáo này; "
                                "lần này được ghi nhận là bản mới, cán bộ sẽ xem.",
                                "This file is the same as that of the mail {value}, which was not counted for this report; "
                                "it is entered as a new version, an officer will look."},
    [FINDING_WAIVED] = {"waived", "Quý đơn vị đã được miễn báo cáo kỳ này; báo cáo gửi đến vẫn được ghi nhận, không tính thời hạn.",
                        "You are exempted from this report; what you sent is entered all the same, and no day is held against it."},
    [FINDING_OUTSIDE] = {"candidate-outside", "“{value}” không thuộc địa bàn của quý đơn vị (có ở: {limit}); đề nghị kiểm tra lại, cán bộ sẽ xem.",
                         "“{value}” is not in your area (there is one in: {limit}); please check, an officer will look."},
    [FINDING_EXCLUDED] = {"candidate-excluded", "“{value}” có thể không thuộc đối tượng xét ({limit}); cán bộ sẽ xem.",
                          "“{value}” may not be eligible ({limit}); an officer will look."},
};

/* "{limit} row(s)" is of the number that it gives. */
static void
fill(struct buf *out, const char *sentence, const char *label, const char *value, const char *limit)
{
    const struct { const char *name, *text; } holes[] = {{"{label}", label}, {"{value}", value}, {"{limit}", limit}};
    const char *last = "";

    while (*sentence != '\0') {
        size_t skip = 0;
        for (size_t i = 0; i < 3 && *sentence == '{' && skip == 0; i++)
            if (strncmp(sentence, holes[i].name, strlen(holes[i].name)) == 0) {
                last = holes[i].text != NULL ? holes[i].text : "";
                buf_adds(out, last);
                skip = strlen(holes[i].name);
            }
        if (skip == 0 && strncmp(sentence, "(s)", 3) == 0) {
            buf_adds(out, strcmp(last, "1") == 0 ? "" : "s");
            skip = 3;
        }
        if (skip == 0)
            buf_addc(out, *sentence);
        sentence += skip > 0 ? skip : 1;
    }
}

void
finding_say(struct findings *list, enum finding_kind kind, enum severity severity,
            const char *place, const struct finding_words *words)
{
    static const struct finding_words none;
    const struct finding_words *w = words != NULL ? words : &none;
    char *value = w->value != NULL ? text_cut(w->value, VALUE_SHOWN) : NULL;
    struct buf vi = {0}, en = {0};

    fill(&vi, sentences[kind].vi, w->label, value, w->limit);
    fill(&en, sentences[kind].en, w->label_en != NULL ? w->label_en : w->label, value,
         w->limit_en != NULL ? w->limit_en : w->limit);
    findings_add(list, severity, sentences[kind].code, place, buf_take(&vi), buf_take(&en));
    free(value);
}

bool
findings_need_eyes(const struct findings *list)
{
    static const char *const codes[] = { "all-zero", "said-otherwise", "not-found", "nothing-read", "wrapped", "rows-left", "unreadable", "encrypted", "not-opened", "read-in-part", "beside", "not-among",
                                         "candidate-outside", "wanting-before", "refused-before", "waived" };
    bool need = false;

    for (size_t i = 0; i < ARRAY_LEN(codes) && !need; i++)
        need = findings_get(list, codes[i]) != NULL;
    return need;
}

/* ---- their order ----------------------------------------------------------------- */

struct cell { size_t sheet, row, column, at; };

/* "Biểu 1!D12" or "D12": how long the name of the sheet is; 0: no cell. */
static size_t
cell_of(const char *place, struct cell *out)
{
    const char *bang = place == NULL ? NULL : strrchr(place, '!'),
               *p = bang == NULL ? place : bang + 1;
    size_t letters = 0;

    for (; p != NULL && *p >= 'A' && *p <= 'Z' && letters < 3; p++, letters++)
        out->column = out->column * 26 + (size_t)(*p - 'A' + 1);
    if (letters == 0 || strspn(p, "0123456789") == 0)
        return 0;
    out->row = strtoul(p, NULL, 10);
    return bang == NULL ? 1 : (size_t)(bang - place) + 1;
}

static int
by_cell(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;

    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

void
findings_order(struct findings *f)
{
    struct cell *cells = xcalloc(f->n + 1, sizeof *cells);
    struct finding *sorted = xcalloc(f->n + 1, sizeof *sorted);

    for (size_t i = 0; i < f->n; i++) {
        size_t n, k = 0;

        cells[i].at = i;
        if ((n = cell_of(f->v[i].place, &cells[i])) == 0) {
            cells[i] = (struct cell){ .at = i };
            continue;
        }
        while (k < i && (cells[k].sheet == 0 || strncmp(f->v[k].place, f->v[i].place, n) != 0))
            k++;
        cells[i].sheet = k < i ? cells[k].sheet : i + 1;
    }
    qsort(cells, f->n, sizeof *cells, by_cell);
    for (size_t i = 0; i < f->n; i++)
        sorted[i] = f->v[cells[i].at];
    free(f->v);
    f->v = sorted;
    free(cells);
}
