/* Who may be believed and who may be answered: Authentication-Results
 * (RFC 8601), marks of machines (RFC 3834), marks of secrecy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/language/draft.h"
#include "core/language/marks.h"
#include "core/language/secret.h"
#include "core/match/authres.h"
#include "core/match/machine.h"
#include "core/match/match.h"

static struct strings trusted;

static const struct { enum authres want; const char *body; } results[] = {
    {AUTHRES_PASS, "mx.pv05.example; dmarc=pass header.from=dongthap.example"},
    {AUTHRES_PASS, "MX.pv05.example 1; dmarc=pass (p=none dis=none) header.from=dongthap.example"},
    {AUTHRES_PASS, "\"mx.pv05.example\"; spf=none; dkim=pass (2048-bit; ok) header.d=dongthap.example header.s=s1"},
    {AUTHRES_PASS, "mx.pv05.example;\r\n\tdkim=pass header.i=@dongthap.example; spf=fail smtp.mailfrom=x.example"},
    {AUTHRES_PASS, "mx.pv05.example; dkim=pass reason=\"good; dmarc=fail\" header.d=dongthap.example"},
    {AUTHRES_PASS, "mx.pv05.example; spf=pass smtp.mailfrom=bcd138@dongthap.example"},
    {AUTHRES_PASS, "mx.pv05.example; dmarc/1 = pass header.from = dongthap.example;"},
    /* nobody's word */
    {AUTHRES_FAIL, "mx.pv05.example.evil.example; dmarc=pass header.from=dongthap.example"},
    {AUTHRES_FAIL, "xmx.pv05.example; dmarc=pass header.from=dongthap.example"},
    {AUTHRES_FAIL, "(mx.pv05.example;) evil.example; dmarc=pass header.from=dongthap.example"},
    {AUTHRES_FAIL, "evil.example (mx.pv05.example); dmarc=pass"},
    {AUTHRES_FAIL, "\"mx.pv05.example; x\"; dmarc=pass"},
    {AUTHRES_FAIL, "mx.pv05.example 2; dmarc=pass"},
    /* a trusted word, but no pass for this domain */
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=fail header.from=dongthap.example; dkim=pass header.d=dongthap.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=pass header.from=evil.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=pass header.d=evil.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=pass header.d=example"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=pass header.d=x.dongthap.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=pass header.d=ongthap.example"},
    {AUTHRES_FAIL, "mx.pv05.example; spf=pass smtp.mailfrom=evil.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=permerror; spf=none; dmarc=none"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=none; spf=softfail smtp.mailfrom=dongthap.example; dmarc=none"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=none; spf=pass smtp.mailfrom=evil.example; dmarc=none"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=fail; spf=neutral"},
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=temperror; spf=fail smtp.mailfrom=dongthap.example"},
    /* nothing to check, or not just now */
    {AUTHRES_NONE, "mx.pv05.example; none"},
    {AUTHRES_NONE, "mx.pv05.example; dkim=none (dmarc=pass header.from=dongthap.example)"},
    {AUTHRES_NONE, "mx.pv05.example; dkim=none; spf=none smtp.mailfrom=dongthap.example; dmarc=none header.from=dongthap.example"},
    {AUTHRES_NONE, "mx.pv05.example; spf=neutral smtp.mailfrom=dongthap.example"},
    {AUTHRES_NONE, "mx.pv05.example; dkim=temperror (no key) header.d=dongthap.example; dmarc=temperror"},
    {AUTHRES_NONE, "mx.pv05.example; arc=none; iprev=pass policy.iprev=192.0.2.1"},
    {AUTHRES_PASS, "mx.pv05.example; dkim=temperror header.d=dongthap.example; spf=pass smtp.mailfrom=dongthap.example"},
    /* without the name of a server */
    {AUTHRES_NONE, "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=dongthap.example; dkim=pass (signature was verified) "
                   "header.d=dongthap.example;dmarc=pass action=none header.from=dongthap.example;compauth=pass reason=100"},
    {AUTHRES_NONE, "spf=none smtp.mailfrom=dongthap.example; dkim=none (message not signed) header.d=none;dmarc=none action=none "
                   "header.from=dongthap.example;compauth=softpass reason=201"},
    {AUTHRES_FAIL, "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=dongthap.example; dkim=none (message not signed) "
                   "header.d=none;dmarc=fail action=oreject header.from=dongthap.example;compauth=fail reason=000"},
    {AUTHRES_FAIL, "mx.pv05.example; dkim=fail reason=\"; dmarc=pass header.from=dongthap.example\""},
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=pass (unclosed"},
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=pass header.from=\"dongthap.example"},
    {AUTHRES_FAIL, "mx.pv05.example; dmarc=pass;; ="},
    {AUTHRES_FAIL, ""},
};

static void
test_authentication_results(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(results); i++) {
        enum authres got = authres_read(results[i].body, &trusted, "dongthap.example");
        if (got != results[i].want)
            print_error("%s: %d\n", results[i].body, got);
        assert_int_equal(got, results[i].want);
    }
}

static void
from(struct message *m, const char *address)
{
    ARRAY_MORE(m->from.v, m->from.n)->addr = xstrdup(address);
}

/* A forged field below the server's own changes nothing, one above it hides it. */
static void
test_only_the_topmost_counts(void **state)
{
    struct office_settings office = {.authserv_ids = trusted};
    struct message *m = message_new();

    (void)state;
    from(m, "h-tan-hong@dongthap.example");
    assert_int_equal(authres_of(m, &office), AUTHRES_NONE);
    strings_add(&m->authentication_results, "mx.pv05.example; dmarc=fail header.from=dongthap.example");
    strings_add(&m->authentication_results, "mx.pv05.example; dmarc=pass header.from=dongthap.example");
    assert_int_equal(authres_of(m, &office), AUTHRES_FAIL);
    from(m, "second@dongthap.example");
    strings_free(&m->authentication_results);
    strings_add(&m->authentication_results, "mx.pv05.example; dmarc=pass header.from=dongthap.example");
    assert_int_equal(authres_of(m, &office), AUTHRES_FAIL);
    message_free(m);
}

/* ---- whom not to answer --------------------------------------------------------------- */

static void
set(char **slot, const char *text)
{
    *slot = xstrdup(text);
}

static void auto_submitted(struct message *m) { set(&m->auto_submitted, "auto-replied"); }
static void auto_generated(struct message *m) { set(&m->auto_submitted, "auto-generated"); }
static void precedence_bulk(struct message *m) { set(&m->precedence, "Bulk"); }
static void precedence_list(struct message *m) { set(&m->precedence, "list"); }
static void precedence_junk(struct message *m) { set(&m->precedence, "junk"); }
static void precedence_reply(struct message *m) { set(&m->precedence, "auto_reply"); }
static void null_path(struct message *m) { set(&m->return_path, ""); }
static void list_id(struct message *m) { strings_add(&m->list_headers, "List-Id"); }
static void autoreply(struct message *m) { strings_add(&m->auto_headers, "X-Autoreply"); }
static void suppress_all(struct message *m) { set(&m->x_auto_response_suppress, "All"); }
static void suppress_some(struct message *m) { set(&m->x_auto_response_suppress, "DR, OOF, AutoReply"); }
static void report(struct message *m) { set(&m->content_type, "multipart/report"); }
static void two_senders(struct message *m) { from(m, "b@mail.example"); }

static void (*const machines[])(struct message *) = {
    auto_submitted, auto_generated, precedence_bulk, precedence_list, precedence_junk, precedence_reply, null_path, list_id,
    autoreply, suppress_all, suppress_some, report, two_senders,
};
static const char *const machine_senders[] = {
    "MAILER-DAEMON@mail.example", "postmaster@mail.example", "no-reply@mail.example", "noreply@mail.example",
    "owner-list@mail.example", "list-request@mail.example", "bounces+17@mail.example", "baocao@pv05.example",
};

static bool
may_answer(struct message *m)
{
    struct office_settings office = {.address = "baocao@pv05.example"};
    enum reason why;
    bool may = match_answerable(m, &office, &why);

    assert_int_equal(may, why == REASON_NONE);
    return may;
}

static void
test_machines_get_no_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(machines); i++) {
        struct message *m = message_new();
        from(m, "nguoi@mail.example");
        assert_true(may_answer(m));
        machines[i](m);
        assert_false(may_answer(m));
        message_free(m);
    }
    for (size_t i = 0; i < ARRAY_LEN(machine_senders); i++) {
        struct message *m = message_new();
        from(m, machine_senders[i]);
        assert_false(may_answer(m));
        message_free(m);
    }
}

static void
test_people_get_one(void **state)
{
    struct message *m = message_new();

    (void)state;
    from(m, "bcd138.thapmuoi@mail.example");
    m->auto_submitted = xstrdup("no");
    m->return_path = xstrdup("bcd138.thapmuoi@mail.example");
    m->x_auto_response_suppress = xstrdup("none");
    assert_true(may_answer(m));
    message_free(m);
    assert_false(machine_address("replies@mail.example"));
    assert_false(machine_address("daemonic@mail.example"));
}

/* ---- marks ------------------------------------------------------------------------------- */

static struct marks
marked(const char *text)
{
    struct marks found = {0};

    marks_find(text, &found);
    found.secret = found.secret || found.perhaps;
    return found;
}

static const char *const secrets[] = {
    "[MẬT] Báo cáo", "Báo cáo (Mật)", "TỐI MẬT: báo cáo tình hình", "báo cáo tuyệt mật", "Báo cáo - MẬT", "MAT.pdf",
    "[MAT] bao cao", "TUYET MAT - bao cao", "Báo cáo độ mật", "Báo cáo MẬT về an ninh", "BC_(MAT)_2023.docx",
    "[Mat] Bao cao nam", "bao cao (mat)", "tuyet mat - bao cao", "toi mat: bao cao",
    "Báo cáo 6 tháng (tài liệu mật)", "V/v gửi tài liệu mật 6 tháng", "BC 6T-M-2023 văn bản mật", "Báo cáo mật 6 tháng", "Công văn mật số 12", "BÁO CÁO MẬT",
    "Báo cáo 6 tháng kèm tài liệu A mật", "Báo cáo 6T kèm theo độ A", "BC 6T văn bản độ B", "Báo cáo 6 tháng năm 2023 Mật - A", "BC 6T (độ C)",
    "Báo cáo 6T tài liệu loại C mật", "BC 6T văn bản mật độ A", "BC_A-MẬT.docx", "BC 6T công văn \"Mật\"", "BC 6T tài liệu mức Mật", "BC 6T văn bản đóng dấu B",
    "Độ mật: C", "bao cao 6T, ho so do MAT",
    "Bao cao 6 thang (tai lieu mat)", "BC 6T - van ban mat",
    "M Ậ T", "T Ố I  M Ậ T - báo cáo", "M.Ậ.T", "Báo cáo 6T T U Y Ệ T M Ậ T",
    "BC 6T mat", "BC 6T - Mat.docx", "BC 6T MAT.docx", "PL mat.xlsx", "Phu luc 1 mat", "Bao cao 6 thang nam 2026 xa Long Hung_MAT.pdf",
};
static const char *const open_ones[] = {
    "Báo cáo của Mặt trận Tổ quốc", "BAO CAO MAT TRAN TO QUOC", "công tác bảo vệ bí mật nhà nước", "mật khẩu tệp nén",
    "BÁO CÁO CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Báo cáo mất tài sản", "có mặt tại hội nghị", "mat khau file", "mật ong",
    "Độ mật: Không", "Mức độ mật: không mật", "Độ mật: Thường", "độ mật: bình thường", "Báo cáo quản lý tài liệu mật", "Danh mục tài liệu mật", "BC 6T (mật khẩu gửi sau)", "Tài liệu không mật",
    "BC UBMTTQVN", "Mật độ dân số", "toi mat file hom qua, gui lai",
    "BC 6T không có tài liệu mật", "BC 6T, không kèm văn bản độ A", "Thống kê tài liệu A mật, B mật", "Công tác quản lý hồ sơ độ A", "Danh sách trình độ B",
    "Tổ A mật phục", "BC 6T khu A mật độ cao", "BC phong trào đạt mức độ A", "Bảo mật A", "đấu tranh bí mật", "quan hệ mật thiết", "tài liệu đã giải mật",
    "BÁO CÁO TRÌNH ĐỘ C", "bản A mất", "DO MAT TRAN CHU TRI",
    "Bao cao 6 thang bi mat file", "Tai lieu mat trang 3", "Bao cao ket qua ra mat", "Cong van mat nuoc",
    "B Ả O M Ậ T", "B Í M Ậ T", "M Ặ T T R Ậ N",
    "Báo cáo không có độ mật", "Báo cáo chưa có độ mật", "Báo cáo không đóng dấu mật", "BC 6T Mat tran.docx", "BC 6T - mat bang", "BC 6T co mat.docx",
    "BC 6T bi mat", "Bao cao ra mat", "BC 6T Le Thi Mat", "PL co mat.xlsx",
};

static const char *const told[] = {
    "Tài liệu mật, đề nghị không chuyển.", "Em gửi báo cáo tối mật ạ.", "Văn bản kèm theo là tài liệu mật",
    "Đây là hồ sơ thuộc danh mục bí mật nhà nước, không sao chụp.", "Báo cáo có độ mật: Tuyệt mật", "Tài liệu này Mật.", "Đơn vị gửi báo cáo mật số 12/BC.",
    "Trong file có 1 trang mật, Phòng lưu ý.", "Trong báo cáo có 2 trang mật, đề nghị bảo quản.", "File có phần mật ở trang 3.",
    "Phụ lục 2 có nội dung mật.", "Đơn vị gửi kèm theo văn bản độ B, đề nghị Phòng không chuyển tiếp cho nơi khác.", "Em gửi tài liệu loại A mật của đơn vị ạ.", "Trang 5 là trang mật, đề nghị không sao chép.", "Kèm theo có 01 phụ lục mật.",
    "Day la tai lieu mat", "tai lieu mat, khong chuyen cho nguoi khac", "Bao cao nay thuoc do mat, de nghi bao quan", "File nay la tai lieu mat a",
    "Phòng giữ kín giùm, số liệu này là bí mật nhà nước.", "Báo cáo này thuộc danh mục bí mật", "bao cao co noi dung bi mat nha nuoc", "Em goi phong tai lieu mat",
    "Đây là bí mật nhà nước, đề nghị không chuyển tiếp", "tai lieu nay dong dau mat", "bao cao do mat: toi mat", "Báo cáo có chứa bí mật nhà nước độ Mật",
    "Phần III là bí mật nhà nước", "so lieu nay thuoc bi mat nha nuoc, phong dung gui cho ai", "Dạ cái này là tài liệu mật nghen anh", "Cái này mật nghen, phòng đừng chuyển",
    "Đề nghị phòng giữ bí mật, đây là tài liệu Mật", "Kính gửi phòng, báo cáo này có chứa bí mật nhà nước",
    "file nay dong dau mat nen anh giu kin dum", "dong dau mat", "van ban mat, anh nhan xong xoa mail", "tai lieu mat, doc xong huy", "cong van mat, doc xong xoa gium",
    "Kèm phụ lục MẬT về đối tượng cơ bản.", "Có phụ lục số liệu mật kèm theo.", "Báo cáo số 12-BC/ĐU (độ Mật) xã gửi kèm.", "Báo cáo (đóng dấu Mật) em gửi anh",
    "Số liệu trong báo cáo chưa giải mật, đề nghị quản lý theo chế độ mật.", "de nghi phong quan ly theo che do mat",
    "Lưu ý: file thuộc diện bảo mật của ngành, danh mục bí mật nhà nước.", "Thuộc phạm vi bí mật nhà nước, đề nghị không sao chụp.",
    "Phòng lưu ý có nội dung bí mật nhà nước trong mục III.", "Phần III của báo cáo thuộc bí mật nhà nước.", "Theo quy định đây là tài liệu \"Mật\".",
    "Văn bản mật, gửi riêng anh", "Đừng chuyển cho ai, văn bản mật đó anh", "van ban nay dong dau Mat nen em gui rieng cho phong",
    "Anh lưu ý phần phụ lục đóng dấu mật đó nghen, đừng in ra.", "Danh sách đối tượng kèm theo là tài liệu mật nhà nước nhé anh.",
    "Do báo cáo có độ mật nên xã gửi qua mail này cho nhanh, bản giấy gửi giao liên.",
    "Mục II là bí mật nhà nước độ Mật (theo Quyết định của Bộ)", "file nay mat, a coi xong del nha",
    "Em gui bao cao 6 thang, tai lieu nay mat.", "gui a ban mat", "so lieu nay la mat a", "Em gửi phòng bản mật.", "Em gửi bản mật của báo cáo.",
    "Tài liệu mật gửi riêng phòng.", "Báo cáo mật em gửi trước qua mail, bản gốc gửi bưu điện sau.", "Em gửi kèm tài liệu mật, xã gửi bản giấy qua cơ yếu.",
    "Không gửi được qua cơ yếu nên em gửi văn bản mật này qua mail.", "Văn bản mật, không gửi qua mail cho người khác.",
    "Đây là tài liệu mật, bản giấy em gửi cơ yếu.", "Văn bản mật này không gửi cho ai khác.", "Tài liệu này mật, không gửi qua zalo.", "Gửi phòng báo cáo mật 6 tháng.",
};
static const char *const not_told[] = {
    "Không có tài liệu mật.", "Soạn thảo, quản lý tài liệu mật.", "Số tài liệu mật: 0", "Tài liệu không mật.", "tài liệu bảo mật.",
    "Số vụ lộ mật: 0", "Báo cáo công tác bảo vệ bí mật nhà nước.", "Gửi báo cáo về mật ong.", "Tài liệu này không thuộc bí mật nhà nước.",
    "Phụ lục có đóng dấu TUYỆT MẬT, đơn vị gửi riêng bằng đường giao liên.",
    "Mật khẩu file là 123.", "Trang mật độ dân số em bổ sung sau.", "Trong file không có trang mật.", "Trang 3 nói về công tác bảo mật.",
    "Đơn vị không gửi kèm tài liệu A mật.", "Đồng chí có trình độ B tin học.", "Phụ lục A mật đơn vị gửi riêng qua đường giao liên.", "Phường đạt mức độ A.",
    "Phòng giữ bí mật giúp thông tin người báo tin", "Bảo mật mật khẩu hộp thư", "bao cao mat trat tu", "tai lieu mat bang", "tai lieu bi mat, em gui lai",
    "so lieu mat, em nhap lai", "thu mat roi a", "em gui danh sach co mat", "em gui ke hoach ra mat", "Day khong phai tai lieu mat", "bao cao mat chu ky, em gui lai",
    "Báo cáo không có nội dung bí mật nhà nước", "bao cao nay khong phai bi mat nha nuoc", "Đây là báo cáo công tác bảo vệ bí mật nhà nước", "Danh mục bí mật nhà nước đã được phổ biến",
    "bao cao thiet hai do mat mua", "so lieu do mat tran cung cap", "Cán bộ ký cam kết bảo vệ bí mật nhà nước", "Em lam mat file, phong gui lai",
    "Không gửi tài liệu mật qua thư điện tử", "Tối mật: không",
    "Mục mật ong xuất khẩu ở trang 2.", "Trang mật gửi riêng qua đường giao liên.",
    "dong dau mat 2 ngay nen gui tre", "so lieu mat nen xa gui tre", "tai lieu mat roi, anh giu kin giup", "nhan xong anh xoa mail cu giup, mat file roi",
    "Xã tổ chức đóng dấu mật đúng quy định.", "Thực hiện chế độ mật đúng quy định.", "Quản lý văn bản (độ Mật) tốt.", "Phụ lục (độ Mật) xã gửi riêng qua đường giao liên.",
    "Không thuộc phạm vi bí mật nhà nước.", "Báo cáo không thuộc diện mật, danh mục bí mật nhà nước.", "Phổ biến Luật, danh mục bí mật nhà nước cho cán bộ.",
    "Phần III của báo cáo không thuộc bí mật nhà nước.", "Không có nội dung bí mật nhà nước trong báo cáo.", "Trước đây là tài liệu mật, nay đã giải mật.",
    "Báo cáo có độ mật dân cư: 1200 người.", "Báo cáo kèm phụ lục mật ong.", "Nhờ phòng hướng dẫn chế độ mật.", "em dong dau mat sau roi gui",
    "Không gửi tài liệu có độ mật (Mật, Tối mật, Tuyệt mật) qua hộp thư này.", "Tài liệu này đâu có mật anh.", "Mục II là Luật Bảo vệ bí mật nhà nước",
    "Văn bản mật không gửi qua mail, phòng nhận bản giấy sau.", "Van ban mat khong gui qua mail, phong nhan ban giay sau.", "Nội dung mật không đưa vào báo cáo này.",
    "Phần số liệu mật đã gửi qua cơ yếu.", "Phần nội dung mật xin gửi qua đường cơ yếu, không gửi qua email này.", "Tài liệu mật gửi riêng bằng đường bưu điện.",
    "Văn bản mật số 12 phòng gửi xã đã nhận được.", "Báo cáo có phụ lục mật, phụ lục này xã gửi qua cơ yếu.", "Vì tài liệu mật không được gửi qua mail nên xã gửi bản giấy.",
    "Các tài liệu mật của xã được lưu giữ tại văn thư.", "Tài liệu mật: không.", "file nay mat dinh dang", "gui a ban co mat truoc", "em gui lai ban mat", "bc 6 thang mat",
    "bc cua mat tran", "ve mat so lieu da doi chieu", "tai lieu nay mat tran gui", "so lieu nay mat can doi",
    "Xã phối hợp quản lý tài liệu, văn bản mật đúng quy định.", "Công tác bảo vệ tài liệu, văn bản mật nha anh", "Danh sách kèm theo là danh sách đơn vị, không phải tài liệu mật.",
};

static void
test_secret_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
        if (!marked(secrets[i]).secret)
            print_error("not seen: %s\n", secrets[i]);
        assert_true(marked(secrets[i]).secret);
    }
    for (size_t i = 0; i < ARRAY_LEN(open_ones); i++) {
        if (marked(open_ones[i]).secret)
            print_error("wrongly seen: %s\n", open_ones[i]);
        assert_false(marked(open_ones[i]).secret);
    }
    for (size_t i = 0; i < ARRAY_LEN(told); i++)
        if (!secret_told(told[i]))
            fail_msg("not believed: %s", told[i]);
    for (size_t i = 0; i < ARRAY_LEN(not_told); i++)
        if (secret_told(not_told[i]))
            fail_msg("wrongly believed: %s", not_told[i]);
    assert_false(secret_told(NULL));
}

static void
test_urgent_marks(void **state)
{
    (void)state;
    assert_true(marked("KHẨN: báo cáo").urgent);
    assert_true(marked("[Hỏa tốc] công văn").urgent);
    assert_true(marked("HOẢ TỐC").urgent);
    assert_true(marked("thượng khẩn").urgent);
    assert_false(marked("khẩn trương báo cáo").urgent);
    assert_false(marked("khó khăn, vướng mắc").urgent);
    assert_false(marked("BÁO CÁO KHÓ KHĂN").urgent);
    assert_false(marked(NULL).urgent);
    assert_true(marked("DỰ THẢO lần 2").draft && marked("(Dự thảo)").draft);
    assert_false(marked("V/v góp ý dự thảo").draft || marked("Dự thảo Luật Căn cước.").draft);
    assert_true(marks_draft_line("Dự thảo lần 2 ngày 01/6/2023") && marks_draft_line("BÁO CÁO (Dự thảo)") &&
                marks_draft_line("Số:   /BC-UBND (Dự thảo)") && marks_draft_line("BẢN NHÁP - chưa phát hành"));
    assert_false(marks_draft_line("Dự thảo Luật Căn cước") || marks_draft_line("Đã góp ý (dự thảo Luật)") ||
                 marks_draft_line("Tờ trình và dự thảo") || marks_draft_line("(Số liệu đến 25/5)") || marks_draft_line("") ||
                 marks_draft_line("(%)") || marks_draft_line("()") || marks_draft_line("[…]"));
    assert_true(draft_name("BC nam 2023 draft v3") && draft_name("BC6T-duthao") && draft_name("Bản dự thảo báo cáo"));
    assert_false(draft_name("gop y du thao luat"));
    assert_true(draft_name("BC-6T-DT-lan-2") && draft_name("BC 6T_DT2") && draft_name("BC 6T ban gop y"));
    assert_false(draft_name("12BC-DT 6T") || draft_name("BC 6T Cong an DT") || draft_name("12-BC-DT2"));
}

static int
set_up(void **state)
{
    (void)state;
    strings_add(&trusted, "mx.pv05.example");
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    strings_free(&trusted);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_authentication_results), cmocka_unit_test(test_only_the_topmost_counts),
        cmocka_unit_test(test_machines_get_no_answer), cmocka_unit_test(test_people_get_one),
        cmocka_unit_test(test_secret_marks), cmocka_unit_test(test_urgent_marks),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
