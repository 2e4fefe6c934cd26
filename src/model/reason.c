/* The sentences, and telling them apart again once they are stored. */
#include "model/reason.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const struct reason_text reason_words[REASONS] = {
    [REASON_CERTAIN] = {
        "unit, report and period are certain",
        "đã rõ đơn vị, loại và kỳ báo cáo" },
    [REASON_UNKNOWN] = {
        "nothing says what it is",
        "không có gì cho biết đây là văn bản gì" },
    [REASON_SAME_FILES] = {
        "the same files were received before (A24)",
        "các tệp này đã được nhận trước đó" },
    [REASON_SAME_BYTES] = {
        "the same mail, byte for byte, is in the docket already",
        "chính thư này đã có trong sổ" },
    [REASON_SAME_REPORT] = {
        "the same report, with the same content, was filed before",
        "báo cáo có cùng nội dung đã được ghi nhận trước đó" },
    [REASON_HISTORIC] = {
        "it is older than the day the docket went into service",
        "thư có trước ngày sổ bắt đầu hoạt động" },
    [REASON_TOO_LARGE] = {
        "larger than the limit: it stays in the mailbox for an officer to open",
        "vượt giới hạn dung lượng: thư còn nguyên trong hộp thư, chờ cán bộ mở" },
    [REASON_UNREADABLE] = {
        "its content could not be read",
        "không đọc được nội dung thư" },
    [REASON_SECRET] = {
        "it bears a mark of state secrecy (A26)",
        "có dấu hiệu chứa tài liệu thuộc danh mục bí mật nhà nước" },
    [REASON_DANGEROUS] = {
        "an attachment is encrypted or dangerous",
        "có tệp đặt mật khẩu hoặc có thể gây hại" },

    /* what is no report */
    [REASON_OWN_LETTER] = {
        "it is a letter of the office itself",
        "đây là thư của chính hệ thống" },
    [REASON_UNDELIVERED] = {
        "it is a report that a mail could not be delivered",
        "đây là thông báo một thư không gửi được" },
    [REASON_AUTO_SUBJECT] = {
        "its subject is that of an automatic reply",
        "tiêu đề là của thư trả lời tự động" },
    [REASON_AUTO_FILES] = {
        "a program sent it, but it has files",
        "thư do máy gửi, nhưng có tệp kèm theo" },
    [REASON_AUTO_SUBMITTED] = {
        "it is marked Auto-Submitted",
        "thư được đánh dấu là do máy gửi" },
    [REASON_MAIL_SYSTEM] = {
        "it is a report of a mail system",
        "đây là thông báo của hệ thống thư" },
    [REASON_EMPTY_PATH] = {
        "its return path is empty",
        "thư không có địa chỉ hoàn trả" },
    [REASON_PRECEDENCE] = {
        "its Precedence is that of bulk or automatic mail",
        "thư được đánh dấu là thư hàng loạt hoặc tự động" },
    [REASON_LIST] = {
        "it comes from a mailing list",
        "thư gửi qua danh sách thư" },
    [REASON_BULK] = {
        "it is bulk mail",
        "đây là thư gửi hàng loạt" },
    [REASON_AUTO_SENDER] = {
        "it carries the mark of an automatic sender",
        "thư mang dấu hiệu của bên gửi tự động" },
    [REASON_MACHINE_ADDRESS] = {
        "its sender is a machine's address",
        "người gửi là địa chỉ của máy" },
    [REASON_NO_ANSWERS] = {
        "its sender asks for no automatic answers",
        "người gửi yêu cầu không trả lời tự động" },
    [REASON_OWN_ADDRESS] = {
        "it comes from the office's own address",
        "thư gửi từ chính địa chỉ của hệ thống" },
    [REASON_OFFICER] = {
        "it comes from an officer's address",
        "thư của cán bộ" },
    [REASON_UNIT_ASKS] = {
        "a unit asks about its own reports",
        "đơn vị hỏi về báo cáo của mình" },
    [REASON_ANSWER] = {
        "it answers what was unclear about an earlier mail",
        "trả lời điều chưa rõ của một thư trước" },
    [REASON_EXTENSION] = {
        "it asks for more time; the deadline stands until an officer decides",
        "xin gia hạn; thời hạn không đổi khi cán bộ chưa quyết định" },
    [REASON_QUESTION] = {
        "it is a question to the office",
        "đây là câu hỏi gửi cơ quan" },
    [REASON_THANKS] = {
        "it is a word of thanks",
        "đây là lời cảm ơn" },
    [REASON_WORDS] = {
        "it is an answer in words, without a file",
        "thư trả lời bằng lời, không có tệp" },
    [REASON_GESTURE] = {
        "it holds a reaction or an answer to an invitation, as mail programs send them, and no file",
        "thư chỉ có biểu tượng cảm xúc hoặc trả lời lời mời do phần mềm thư gửi, không có tệp" },

    /* whose it is */
    [REASON_NO_UNIT] = {
        "nothing names exactly one unit",
        "không có gì chỉ rõ đúng một đơn vị" },
    [REASON_UNITS_DISAGREE] = {
        "strong pieces of evidence name different units",
        "các căn cứ chính chỉ các đơn vị khác nhau" },
    [REASON_SEVERAL_UNITS] = {
        "it names more than one unit",
        "thư nêu nhiều đơn vị" },
    [REASON_SUBJECT_AND_REST] = {
        "the subject and the rest name different units",
        "tiêu đề và phần còn lại nêu các đơn vị khác nhau" },
    [REASON_FILE_OTHER_UNIT] = {
        "a file name names another unit",
        "tên tệp nêu đơn vị khác" },
    [REASON_SUBJECT_OTHER_UNIT] = {
        "the subject names another unit",
        "tiêu đề nêu đơn vị khác" },
    [REASON_DOCUMENT_OTHER_UNIT] = {
        "the document names another unit",
        "văn bản nêu đơn vị khác" },
    [REASON_TEXT_OTHER_UNIT] = {
        "the text of the mail names another unit",
        "nội dung thư nêu đơn vị khác" },
    [REASON_FILE_NAME_ONLY] = {
        "the unit stands only in the name of a file that cannot be read",
        "đơn vị chỉ có trong tên tệp, mà tệp không đọc được" },
    [REASON_ELSEWHERE] = {
        "the subject names another province",
        "tiêu đề nêu tỉnh khác" },
    [REASON_NOT_THERE] = {
        "the unit does not exist on the day the report is due (A25)",
        "đơn vị không còn tồn tại vào ngày đến hạn báo cáo" },
    [REASON_NOT_OWED] = {
        "the plan does not ask this report of the unit",
        "Kế hoạch không yêu cầu đơn vị này nộp báo cáo này" },
    [REASON_KIND] = {
        "the unit has no candidates of this kind (A16)",
        "đơn vị không có loại đối tượng này" },
    [REASON_LOCAL] = {
        "it comes from a commune, school or firm, which reports through its district (A23)",
        "thư của cấp xã, trường hoặc doanh nghiệp, phải gửi qua cấp huyện" },
    [REASON_LOCAL_DOCUMENT] = {
        "the document comes from a commune or school",
        "văn bản do cấp xã hoặc trường ban hành" },
    [REASON_ABOUT_LOCAL] = {
        "it is about a commune, school or firm, not about the unit itself",
        "thư nói về cấp xã, trường hoặc doanh nghiệp, không phải về chính đơn vị" },
    [REASON_ONE_SENDER] = {
        "it does not name exactly one sender",
        "thư không ghi đúng một người gửi" },
    [REASON_TWO_WAYS] = {
        "its structure can be read in two ways",
        "cấu trúc thư có thể hiểu theo hai cách" },
    [REASON_NOT_AUTHENTICATED] = {
        "the sender's address is a registered one, but the mail is not authenticated",
        "địa chỉ gửi có đăng ký, nhưng thư không được xác thực" },

    /* what it is */
    [REASON_NO_REPORT] = {
        "nothing names the report",
        "không có gì cho biết loại báo cáo" },
    [REASON_TWO_KINDS] = {
        "it is a covering letter to another report: either may be meant",
        "tờ trình kèm loại báo cáo khác, chưa rõ loại nào" },
    [REASON_PERIOD] = {
        "the period is not certain",
        "chưa chắc chắn kỳ báo cáo" },
    [REASON_NO_REQUEST] = {
        "there is no open request that it answers (A13)",
        "không có yêu cầu đột xuất nào đang mở mà thư này trả lời" },
    [REASON_OUTSIDE] = {
        "it names a report that the plan does not have (A20)",
        "thư nêu loại báo cáo không có trong Kế hoạch" },
    [REASON_ONLY_PERIOD] = {
        "it names a period, but nothing says that it is a report",
        "thư nêu kỳ, nhưng không có gì cho biết là báo cáo" },
    [REASON_TWO_FORMS] = {
        "it holds two forms of the same report",
        "thư có hai biểu mẫu của cùng một báo cáo" },
    [REASON_FORM_NOT_DUE] = {
        "the form is of a period that is not due now",
        "biểu mẫu thuộc kỳ chưa đến hoặc không còn trong hạn" },
    [REASON_FORM_AND_SUBJECT] = {
        "subject and form name different reports",
        "tiêu đề và biểu mẫu nêu các báo cáo khác nhau" },
    [REASON_FORM_AND_YEAR] = {
        "subject and form name different periods",
        "tiêu đề và biểu mẫu nêu các kỳ khác nhau" },
    [REASON_FORM_AND_THREAD] = {
        "the form is not of the report that our letter was about",
        "biểu mẫu không phải của báo cáo nêu trong thư của hệ thống" },
    [REASON_FILE_AND_THREAD] = {
        "the file names another report than our letter",
        "tệp nêu báo cáo khác với thư của hệ thống" },
    [REASON_DOCUMENT_AND_SUBJECT] = {
        "the document is another report than the subject says",
        "văn bản là báo cáo khác với tiêu đề" },
    [REASON_FILE_AND_SUBJECT] = {
        "the file names another report than the subject",
        "tệp nêu báo cáo khác với tiêu đề" },
    [REASON_FILES_MISSING] = {
        "it names several reports, and not every one has its file",
        "thư nêu nhiều báo cáo, nhưng không phải báo cáo nào cũng có tệp" },
    [REASON_FORM_OUTSIDE] = {
        "the subject names a report that the plan does not have",
        "tiêu đề nêu loại báo cáo không có trong Kế hoạch" },
    [REASON_NO_FILE] = {
        "it has no file, and its sender is not registered",
        "thư không có tệp, người gửi chưa đăng ký" },
    [REASON_DRAFT] = {
        "it is a draft or a question, not the report",
        "đây là bản thảo hoặc câu hỏi, chưa phải báo cáo" },
    [REASON_CANDIDATES] = {
        "it names a kind of candidate that the unit cannot have (A16)",
        "danh sách có loại đơn vị mà địa phương không thể lựa chọn" },
    [REASON_NIL] = {
        "the list says that no unit is eligible: it counts, and an officer looks (A18)",
        "danh sách báo không có đơn vị đủ điều kiện: được tính, cán bộ xem lại" },

    /* what somebody said */
    [REASON_SENDER_SAID] = {
        "its sender said whose and what it is",
        "người gửi đã cho biết đơn vị, loại và kỳ báo cáo" },
    [REASON_OFFICER_SAID] = {
        "an officer said whose and what it is",
        "cán bộ đã phân loại" },
    [REASON_OFFICER_REPEATS] = {
        "an officer said that it repeats %s",
        "cán bộ xác định là bản trùng của %s" },
    [REASON_OFFICER_ROUTE] = {
        "an officer said that it goes through its district",
        "cán bộ xác định phải gửi qua cấp huyện" },
    [REASON_UNIT_OWNS] = {
        "the unit confirms that a stranger's mail is its own",
        "đơn vị xác nhận thư của người gửi chưa đăng ký" },
    [REASON_UNIT_REJECTS] = {
        "the unit says that a stranger's mail is not its own",
        "đơn vị từ chối thư của người gửi chưa đăng ký" },
    [REASON_OWN] = {
        "a stranger sent it, and it was confirmed",
        "người gửi chưa đăng ký, đã được xác nhận" },
    [REASON_NOT_OWN] = {
        "a stranger sent it, and it was rejected",
        "người gửi chưa đăng ký, đã bị từ chối" },

    /* why an order is not carried out */
    [REASON_NO_RIGHT] = {
        "the officer has no right to this command",
        "cán bộ không có quyền dùng lệnh này" },
    [REASON_FORGED_ORDER] = {
        "the sender is not authenticated",
        "máy chủ thư xác định người gửi không thật" },
    [REASON_MANY_ORDERS] = {
        "too many unproven orders",
        "quá nhiều lệnh không rõ người gửi" },
    [REASON_WRONG_CODE] = {
        "a wrong confirmation code",
        "mã xác nhận không đúng" },
};

/* What stands in a stored sentence for the "%s" of this one; NULL if it is another sentence. */
static char *
name_in(const char *sentence, const char *stored)
{
    size_t before = strcspn(sentence, "%"), length = strlen(stored);
    const char *after = sentence[before] == '\0' ? "" : sentence + before + 2;
    size_t tail = strlen(after);

    if (length < before + tail || strncmp(stored, sentence, before) != 0 || strcmp(stored + length - tail, after) != 0 ||
        (sentence[before] == '\0' && length != before))
        return NULL;
    return xstrndup(stored + before, length - before - tail);
}

static char *
fill(const char *sentence, const char *name)
{
    size_t before = strcspn(sentence, "%");

    return sentence[before] == '\0' ? xstrdup(sentence) : xasprintf("%.*s%s%s", (int)before, sentence, name, sentence + before + 2);
}

char *
reason_about(enum reason reason, const char *name)
{
    return fill(reason_words[reason].en, name);
}

char *
reason_in(const char *stored, const char *language)
{
    for (size_t i = 1; stored != NULL && i < REASONS && strcmp(language, "vi") == 0; i++) {
        char *name = name_in(reason_words[i].en, stored), *said;

        if (name == NULL)
            continue;
        said = fill(reason_words[i].vi, name);
        free(name);
        return said;
    }
    return xstrdup(stored);
}
