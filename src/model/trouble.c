/* Words of refusal and their meaning, the particular before the general. */
#include "model/trouble.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define GOOGLE_APP "myaccount.google.com/apppasswords"
#define LOGIN "docketctl login"

static const struct trouble troubles[] = {
    /* ---- Google: login by password (IMAP and SMTP) ---- */
    { "application-specific password required",
      "Google đòi mật khẩu ứng dụng: vào " GOOGLE_APP ", tạo một mật khẩu 16 chữ và dùng nó thay cho mật khẩu thường.",
      "Google wants an app password: open " GOOGLE_APP ", make one of 16 letters and use it instead of the usual password." },
    { "web login required",
      "Google muốn thấy người thật đăng nhập: mở mail.google.com bằng trình duyệt, đăng nhập hộp thư này và xác nhận, rồi thử lại.",
      "Google wants to see a person: open mail.google.com in a browser, log in to this mailbox and confirm, then try again." },
    { "log in via your web browser",
      "Google chặn lần đăng nhập này: mở mail.google.com bằng trình duyệt, đăng nhập, rồi vào accounts.google.com/DisplayUnlockCaptcha bấm Tiếp tục.",
      "Google blocks this login: log in at mail.google.com in a browser, then open accounts.google.com/DisplayUnlockCaptcha and press Continue." },
    { "not enabled for imap",
      "Hộp thư Gmail chưa bật IMAP: vào Gmail, Cài đặt, Chuyển tiếp và POP/IMAP, chọn Bật IMAP, Lưu thay đổi.",
      "IMAP is off in this Gmail account: Gmail, Settings, Forwarding and POP/IMAP, Enable IMAP, Save Changes." },
    { "too many simultaneous connections",
      "Quá nhiều chương trình mở hộp thư này cùng lúc (Gmail cho 15): tắt bớt điện thoại hoặc máy khác; docketd tự thử lại.",
      "Too many programs have this mailbox open at once (Gmail allows 15): close some; docketd tries again by itself." },
    { "command or bandwidth limits",
      "Hộp thư đã vượt mức tải trong ngày của Google (2.500 MB): Google mở lại trong 24 giờ; không cần làm gì.",
      "The mailbox is over Google's daily download limit (2,500 MB): Google opens it again within 24 hours; nothing need be done." },
    { "daily user sending|limit",
      "Hộp thư đã gửi đủ số thư Google cho một ngày (Gmail 500, Workspace 2.000): thư chờ đến hôm sau; đặt sending.per_day thấp hơn.",
      "The mailbox has sent what Google allows a day (Gmail 500, Workspace 2,000): letters wait until tomorrow; lower sending.per_day." },
    { "daily|sending quota exceeded",
      "Hộp thư đã gửi đủ số thư cho một ngày: thư chờ đến hôm sau; đặt sending.per_day thấp hơn mức của máy chủ.",
      "The mailbox has sent what the server allows a day: letters wait until tomorrow; set sending.per_day below the server's limit." },
    { "unusual rate of|mail",
      "Google thấy thư gửi ra nhiều bất thường nên tạm chặn: chờ vài giờ; đặt sending.per_hour thấp hơn.",
      "Google sees unusually many mails and holds them back for now: wait some hours; lower sending.per_hour." },
    { "too many login attempts",
      "Đăng nhập quá nhiều lần trong thời gian ngắn: máy chủ tự mở lại sau ít phút đến một giờ.",
      "Too many logins in a short time: the server opens again in minutes to an hour." },
    { "username and password not accepted",
      "Google không nhận tên hoặc mật khẩu: với Gmail phải dùng mật khẩu ứng dụng (" GOOGLE_APP "), và tạo lại sau mỗi lần đổi mật khẩu chính.",
      "Google does not accept name or password: Gmail needs an app password (" GOOGLE_APP "), a new one after each change of the main password." },

    /* ---- Microsoft ---- */
    { "smtpclientauthentication is disabled for the tenant",
      "Cả tổ chức đang tắt SMTP AUTH: quản trị viên vào admin.exchange.microsoft.com, Settings, Mail flow, bỏ chọn Turn off SMTP AUTH protocol.",
      "SMTP AUTH is off for the organisation: an administrator opens admin.exchange.microsoft.com, Settings, Mail flow, and clears \"Turn off SMTP AUTH protocol\"." },
    { "smtpclientauthentication is disabled",
      "Hộp thư này đang tắt SMTP AUTH: quản trị viên vào admin.microsoft.com, Users, Active users, chọn người dùng, Mail, Manage email apps, chọn Authenticated SMTP.",
      "SMTP AUTH is off for this mailbox: an administrator opens admin.microsoft.com, Users, Active users, the user, Mail, Manage email apps, and ticks Authenticated SMTP." },
    { "authenticated but not connected",
      "Microsoft nhận đăng nhập nhưng không mở hộp thư: quản trị viên vào admin.microsoft.com, người dùng, Mail, Manage email apps, chọn IMAP; và kiểm tra tên đăng nhập là của chính hộp thư này.",
      "Microsoft takes the login but does not open the mailbox: an administrator opens admin.microsoft.com, the user, Mail, Manage email apps, ticks IMAP; and the login name must be this mailbox's own." },
    { "basic authentication is disabled",
      "Microsoft không nhận mật khẩu nữa: chạy " LOGIN " để đăng nhập bằng OAuth2.",
      "Microsoft takes no passwords any more: run " LOGIN " to log in by OAuth2." },
    { "request is throttled",
      "Microsoft đang hạn chế hộp thư này vì quá nhiều lệnh: docketd nghỉ rồi tự thử lại; không cần làm gì.",
      "Microsoft throttles this mailbox because of too many commands: docketd rests and tries again; nothing need be done." },
    { "thread limit exceeded",
      "Microsoft nhận tối đa ba thư cùng lúc từ một hộp thư: có chương trình khác đang gửi; docketd tự thử lại.",
      "Microsoft takes three mails at once from a mailbox: another program is sending; docketd tries again." },
    { "daily limit for message recipients",
      "Hộp thư đã gửi đủ số người nhận Microsoft cho một ngày: thư chờ đến hôm sau; đặt sending.per_day thấp hơn.",
      "The mailbox has reached Microsoft's recipients a day: letters wait until tomorrow; lower sending.per_day." },
    { "permissions to send as",
      "Tài khoản đăng nhập không được gửi thay địa chỉ của cơ quan: quản trị viên vào admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, thêm tài khoản này.",
      "The login may not send as the office's address: an administrator opens admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, and adds it." },
    { "sendasdenied",
      "Tài khoản đăng nhập không được gửi thay địa chỉ của cơ quan: quản trị viên vào admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, thêm tài khoản này.",
      "The login may not send as the office's address: an administrator opens admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, and adds it." },
    { "bad outbound sender",
      "Microsoft nghi hộp thư này bị lộ và chặn gửi: quản trị viên vào security.microsoft.com, Restricted entities, chọn hộp thư, Unblock.",
      "Microsoft thinks this mailbox is abused and blocks it: an administrator opens security.microsoft.com, Restricted entities, the mailbox, Unblock." },

    /* ---- login servers (OAuth 2.0); codes of Microsoft are AADSTS... ---- */
    { "invalid_grant|granted 7 days ago",
      "Google chỉ cho ứng dụng đang thử (Testing) 7 ngày: vào console.cloud.google.com, Google Auth Platform, Audience, bấm Publish app, rồi " LOGIN ".",
      "Google gives a client in testing mode 7 days: console.cloud.google.com, Google Auth Platform, Audience, Publish app; then " LOGIN "." },
    { "clocks differ", "Đồng hồ máy này sai: bật tự chỉnh giờ (timedatectl set-ntp true), rồi " LOGIN ".",
      "This machine's clock is wrong: timedatectl set-ntp true, then " LOGIN "." },
    { "invalid_rapt",
      "Tổ chức bắt đăng nhập lại theo giờ: quản trị vào admin.google.com, Security, Google Cloud session control, chọn Exempt trusted apps; rồi " LOGIN ".",
      "The organisation asks for a new login every so many hours: admin.google.com, Security, Google Cloud session control, Exempt trusted apps; then " LOGIN "." },
    { "admin_policy_enforced",
      "Tổ chức chặn ứng dụng này: quản trị vào admin.google.com, Security, API controls, Manage third-party app access, chọn Trusted.",
      "The organisation blocks this client: admin.google.com, Security, API controls, Manage third-party app access, Trusted." },
    { "org_internal", "Ứng dụng chỉ dành cho người trong tổ chức: đăng nhập bằng hộp thư của tổ chức, hoặc đổi Audience thành External.",
      "The client is for its own organisation: log in with one of its mailboxes, or set its Audience to External." },
    { "invalid_grant|expired or revoked",
      "Google đã rút phép (đổi mật khẩu, gỡ quyền, hoặc 6 tháng không dùng): chạy " LOGIN ".",
      "Google took the grant back (password changed, access removed, or 6 months unused): run " LOGIN "." },
    { "disabled_client", "Ứng dụng đã bị tắt: vào console.cloud.google.com, Clients, bật lại hoặc tạo cái mới, rồi " LOGIN ".",
      "The client is disabled: console.cloud.google.com, Clients, enable it or make another; then " LOGIN "." },
    { "redirect_uri_mismatch", "Ứng dụng phải thuộc loại Desktop app: vào console.cloud.google.com, Clients, tạo lại, rồi " LOGIN ".",
      "The client must be of the kind Desktop app: console.cloud.google.com, Clients, make another; then " LOGIN "." },
    { "aadsts50011", "Ứng dụng thiếu địa chỉ trả về: vào entra.microsoft.com, App registrations, Authentication, thêm http://localhost loại Mobile and desktop.",
      "The client lacks its redirect address: entra.microsoft.com, App registrations, Authentication, add http://localhost under Mobile and desktop." },
    { "aadsts7000215", "Bí mật của ứng dụng sai: vào entra.microsoft.com, App registrations, Certificates & secrets, chép đúng cột Value vào client_secret_file.",
      "The client's secret is wrong: entra.microsoft.com, App registrations, Certificates & secrets, copy the Value into client_secret_file." },
    { "aadsts7000222", "Bí mật của ứng dụng đã hết hạn: vào entra.microsoft.com, App registrations, Certificates & secrets, tạo cái mới.",
      "The client's secret has expired: entra.microsoft.com, App registrations, Certificates & secrets, make another." },
    { "aadsts7000218", "Ứng dụng chưa cho đăng nhập kiểu này: vào entra.microsoft.com, App registrations, Authentication, bật Allow public client flows.",
      "The client does not allow this login: entra.microsoft.com, App registrations, Authentication, turn on Allow public client flows." },
    { "aadsts700016", "Không có ứng dụng này trong tổ chức: kiểm tra client_id và tenant trong docketd.conf.",
      "There is no such client in the directory: check client_id and tenant in docketd.conf." },
    { "aadsts54005", "Mã đăng nhập đã dùng rồi: chạy lại " LOGIN " và chỉ mở địa chỉ một lần.",
      "The login code was used before: run " LOGIN " again and open its address once." },
    { "aadsts70043", "Tổ chức bắt đăng nhập lại định kỳ (sign-in frequency): chạy " LOGIN ", và nhờ quản trị trừ hộp thư này trong Conditional Access.",
      "The organisation asks for a new login from time to time (sign-in frequency): run " LOGIN ", and have Conditional Access except this mailbox." },
    { "aadsts700082", "Phép đã hết vì 90 ngày không dùng: chạy " LOGIN ".", "The grant ended after 90 days unused: run " LOGIN "." },
    { "aadsts70008", "Phép đăng nhập đã hết hạn: chạy " LOGIN ".", "The grant has expired: run " LOGIN "." },
    { "aadsts50173", "Mật khẩu của hộp thư đã đổi: chạy " LOGIN ".", "The mailbox's password was changed: run " LOGIN "." },
    { "aadsts50076", "Tổ chức đòi xác thực nhiều bước: chạy " LOGIN " và xác nhận trên điện thoại.",
      "The organisation wants a second factor: run " LOGIN " and confirm on the telephone." },
    { "aadsts50079", "Hộp thư phải đăng ký xác thực nhiều bước: vào aka.ms/mfasetup, rồi " LOGIN ".",
      "The mailbox must enrol a second factor: open aka.ms/mfasetup, then " LOGIN "." },
    { "aadsts53003", "Conditional Access của tổ chức chặn máy này: nhờ quản trị vào entra.microsoft.com, Conditional Access, trừ hộp thư này.",
      "The organisation's Conditional Access blocks this machine: entra.microsoft.com, Conditional Access, except this mailbox." },
    { "aadsts90094", "Quản trị viên phải đồng ý trước: vào entra.microsoft.com, Enterprise applications, Permissions, Grant admin consent.",
      "An administrator must consent: entra.microsoft.com, Enterprise applications, Permissions, Grant admin consent." },
    { "aadsts65001", "Chưa ai đồng ý cho ứng dụng: chạy " LOGIN " và bấm Accept.", "Nobody has consented to the client: run " LOGIN " and press Accept." },
    { "aadsts50057", "Tài khoản đã bị khóa: quản trị vào admin.microsoft.com, Active users, Unblock sign-in.",
      "The account is blocked: admin.microsoft.com, Active users, Unblock sign-in." },
    { "aadsts50034", "Không có tài khoản này trong tổ chức: kiểm tra user và tenant trong docketd.conf.",
      "There is no such account in the directory: check user and tenant in docketd.conf." },
    { "aadsts70011", "Phạm vi (scope) sai: vào entra.microsoft.com, App registrations, API permissions, thêm IMAP.AccessAsUser.All và SMTP.Send.",
      "The scope is wrong: entra.microsoft.com, App registrations, API permissions, add IMAP.AccessAsUser.All and SMTP.Send." },
    { "invalid_scope", "Phạm vi (scope) sai: bỏ dòng scope trong docketd.conf, bật Gmail API hoặc quyền thư cho ứng dụng, rồi " LOGIN ".",
      "The scope is wrong: take scope out of docketd.conf, give the client the mail permission, then " LOGIN "." },
    { "invalid_client", "Mã hoặc bí mật của ứng dụng sai: chép lại client_id và client_secret_file từ trang của nhà cung cấp.",
      "The client's id or secret is wrong: copy client_id and client_secret_file again from the provider's page." },
    { "unauthorized_client", "Ứng dụng không được phép dùng cách đăng nhập này: kiểm tra loại ứng dụng ở trang của nhà cung cấp.",
      "The client may not log in this way: check its kind on the provider's page." },
    { "consent_required", "Chưa ai đồng ý cho ứng dụng: chạy " LOGIN " và bấm đồng ý.", "Nobody has consented to the client: run " LOGIN " and consent." },
    { "access_denied", "Người đăng nhập đã từ chối: chạy lại " LOGIN " và bấm Cho phép.", "The person refused: run " LOGIN " again and press Allow." },
    { "expired_token", "Mã đã hết hạn trước khi nhập: chạy lại " LOGIN ".", "The code expired before it was entered: run " LOGIN " again." },
    { "answers another login", "Địa chỉ này là của lần đăng nhập khác: mở địa chỉ in ra sau cùng.", "This address answers another login: open the one printed last." },
    { "nobody has logged in yet", "Chưa đăng nhập: chạy " LOGIN ".", "Nobody has logged in: run " LOGIN "." },
    { "no refresh token", "Máy chủ không cho phép lâu dài: gỡ quyền ở myaccount.google.com/connections rồi " LOGIN " lại.",
      "The server gave no lasting grant: remove the access at myaccount.google.com/connections and " LOGIN " again." },
    { "invalid_grant", "Phép đăng nhập không còn giá trị: chạy " LOGIN ".", "The grant is void: run " LOGIN "." },
    { "login with an access token: the server refused", "Máy chủ thư không nhận phép đăng nhập: kiểm tra user là chính hộp thư này, IMAP được bật, rồi " LOGIN ".",
      "The mail server does not take the grant: user must be this very mailbox, with IMAP on; then " LOGIN "." },
    { "login server", "Máy chủ đăng nhập không trả lời được: docketd tự thử lại.", "The login server cannot answer now: docketd tries again." },

    /* ---- the mailbox itself (daemon/drain) ---- */
    { "not read to its end: ", "Có thư mục hoặc thư mà máy chủ thư không giao.", "There is a folder or message that the mail server does not give." },

    /* ---- any mail server ---- */
    { "login: the server cannot take it now", "Máy chủ thư tạm thời không nhận đăng nhập: docketd tự thử lại; không cần làm gì.",
      "The mail server takes no login for the moment: docketd tries again by itself; nothing need be done." },
    { "authenticationfailed", "Máy chủ không nhận tên hoặc mật khẩu: gõ lại; với Gmail dùng mật khẩu ứng dụng (" GOOGLE_APP ").",
      "The server does not accept name or password: type them again; with Gmail use an app password (" GOOGLE_APP ")." },
    { "login: the server refused", "Máy chủ không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The server does not accept name or password: type them again." },
    { "login denied", "Máy chủ không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The server does not accept name or password: type them again." },
    { "535 ", "Máy chủ gửi thư không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The sending server does not accept name or password: type them again." },
    { "no way to log in that we know", "Máy chủ không cho đăng nhập bằng mật khẩu ở cổng này: dùng cổng có TLS, hoặc " LOGIN ".",
      "The server offers no login by password on this port: use one with TLS, or " LOGIN "." },

    /* ---- our own connection ---- */
    /* GnuTLS says of each of them, too, that it does "NOT trust" it */
    { "certificate|not match", "Chứng thư của máy chủ là của tên khác: ghi đúng tên máy chủ như trong chứng thư.",
      "The server's certificate is for another name: write the server's name as the certificate has it." },
    { "certificate|not yet activated", "Chứng thư của máy chủ chưa đến ngày hiệu lực: xem lại đồng hồ máy này (timedatectl).",
      "The server's certificate is not yet valid: look at this machine's clock (timedatectl)." },
    { "certificate|expired", "Chứng thư của máy chủ đã hết hạn: báo người quản trị máy chủ, và xem lại đồng hồ máy này.",
      "The server's certificate has expired: tell who runs the server, and look at this machine's clock." },
    { "certificate|not trusted", "Chứng thư của máy chủ không đáng tin: hỏi người quản trị máy chủ, hoặc ghi tệp chứng thư gốc vào ca_file.",
      "The server's certificate is not trusted: ask who runs the server, or name its root in ca_file." },
    { "certificate refused", "Chứng thư của máy chủ không được chấp nhận.", "The server's certificate is refused." },
    { "port waits for tls at once", "Cổng này đòi TLS ngay khi nối: tls = \"implicit\" trong docketd.conf, tên:cổng/implicit khi cài đặt (thường là 993 hoặc 465).",
      "This port wants TLS at once: tls = \"implicit\" in docketd.conf, name:port/implicit in setup (mostly 993 or 465)." },
    { "port greets before tls", "Cổng này chào trước rồi mới lập TLS: tls = \"starttls\" trong docketd.conf, tên:cổng/starttls khi cài đặt (thường là 143 hoặc 587).",
      "This port greets first and starts TLS after: tls = \"starttls\" in docketd.conf, name:port/starttls in setup (mostly 143 or 587)." },
    { "port speaks smtp", "Cổng này là cổng gửi thư (SMTP), không phải cổng nhận thư (IMAP): IMAP thường là 993 hoặc 143.",
      "This port sends mail (SMTP) and gives none out (IMAP): IMAP is mostly 993 or 143." },
    { "port speaks imap", "Cổng này là cổng nhận thư (IMAP), không phải cổng gửi thư (SMTP): SMTP thường là 587 hoặc 465.",
      "This port gives mail out (IMAP) and sends none (SMTP): SMTP is mostly 587 or 465." },
    { "port speaks pop3", "Cổng này nói POP3, docketd không dùng: IMAP thường là 993 hoặc 143, SMTP là 587 hoặc 465.",
      "This port speaks POP3, which docketd does not: IMAP is mostly 993 or 143, SMTP 587 or 465." },
    { "port greets as no mail server", "Ở cổng này không phải máy chủ thư: kiểm tra số cổng.",
      "No mail server is on this port: check its number." },
    { "unexpected tls packet", "Máy chủ không nói TLS ở cổng này: 993 và 465 là TLS ngay (implicit), 143 và 587 là STARTTLS.",
      "The server speaks no TLS on this port: 993 and 465 are TLS at once (implicit), 143 and 587 are STARTTLS." },
    { "no tls", "Không lập được kết nối TLS với máy chủ: thử lại, và kiểm tra tường lửa.",
      "TLS could not be agreed with the server: try again, and look at the firewall." },
    { "name or service not known", "Không có máy chủ nào tên này: kiểm tra chính tả tên máy chủ.",
      "There is no server of this name: check its spelling." },
    { "could not resolve host", "Không có máy chủ nào tên này: kiểm tra chính tả tên máy chủ.",
      "There is no server of this name: check its spelling." },
    { "name resolution", "Không hỏi được tên máy chủ (DNS): kiểm tra mạng của máy này.",
      "Names cannot be looked up (DNS): check this machine's network." },
    { "refused to connect", "Máy chủ không mở cổng này: kiểm tra số cổng.", "The server does not listen on this port: check the number." },
    { "connection refused", "Máy chủ không mở cổng này: kiểm tra số cổng.", "The server does not listen on this port: check the number." },
    { "failed to connect", "Không nối được máy chủ: kiểm tra số cổng và tường lửa.", "The server cannot be reached: check port and firewall." },
    { "timed out", "Máy chủ không trả lời kịp: kiểm tra số cổng và tường lửa.", "The server did not answer in time: check port and firewall." },
    { "did not answer in time", "Máy chủ không trả lời kịp: kiểm tra số cổng và tường lửa.",
      "The server did not answer in time: check port and firewall." },
    { "without tls only", "Không TLS thì chỉ nói với máy chủ trên chính máy này.", "Without TLS only a server on this machine is spoken to." },
    { "cannot connect", "Không nối được máy chủ: kiểm tra số cổng và tường lửa.", "The server cannot be reached: check port and firewall." },
};

static bool
says(const char *said, const char *words)
{
    char *copy = xstrdup(words), *rest = copy, *word;
    bool all = true;

    while (all && (word = strsep(&rest, "|")) != NULL)
        all = strcasestr(said, word) != NULL;
    free(copy);
    return all;
}

const struct trouble *
trouble_of(const char *said)
{
    for (size_t i = 0; said != NULL && i < ARRAY_LEN(troubles); i++)
        if (says(said, troubles[i].words))
            return &troubles[i];
    return NULL;
}

char *
trouble_say(const char *said, bool english)
{
    const struct trouble *t = trouble_of(said);

    if (t == NULL)
        return xstrdup(said != NULL ? said : "?");
    return xasprintf("%s [%s]", english ? t->en : t->vi, said);
}

int
trouble_pause(const char *said)
{
    const char *at = said != NULL ? strcasestr(said, "backoff time:") : NULL;
    long ms = at != NULL ? strtol(strchr(at, ':') + 1, NULL, 10) : 0;

    return ms <= 0 ? 0 : ms >= 3600 * 1000L ? 3600 : (int)((ms + 999) / 1000);
}
