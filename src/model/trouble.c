/* Words of refusal and their meaning, the particular before the general. */
#include "model/trouble.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define GOOGLE_APP "myaccount.google.com/apppasswords"
#define LOGIN "docketctl login"

static const struct trouble troubles[] = {
    /* ---- Google: login by password (IMAP and SMTP) ---- */
    { "application-specific password required", true,
      "Google đòi mật khẩu ứng dụng: vào " GOOGLE_APP ", tạo một mật khẩu 16 chữ và dùng nó thay cho mật khẩu thường.",
      "Google wants an app password: open " GOOGLE_APP ", make one of 16 letters and use it instead of the usual password." },
    { "web login required", true,
      "Google muốn thấy người thật đăng nhập: mở mail.google.com bằng trình duyệt, đăng nhập hộp thư này và xác nhận, rồi thử lại.",
      "Google wants to see a person: open mail.google.com in a browser, log in to this mailbox and confirm, then try again." },
    { "log in via your web browser", true,
      "Google chặn lần đăng nhập này: mở mail.google.com bằng trình duyệt, đăng nhập, rồi vào accounts.google.com/DisplayUnlockCaptcha bấm Tiếp tục.",
      "Google blocks this login: log in at mail.google.com in a browser, then open accounts.google.com/DisplayUnlockCaptcha and press Continue." },
    { "not enabled for imap", true,
      "Hộp thư Gmail chưa bật IMAP: vào Gmail, Cài đặt, Chuyển tiếp và POP/IMAP, chọn Bật IMAP, Lưu thay đổi.",
      "IMAP is off in this Gmail account: Gmail, Settings, Forwarding and POP/IMAP, Enable IMAP, Save Changes." },
    { "too many simultaneous connections", false,
      "Quá nhiều chương trình mở hộp thư này cùng lúc (Gmail cho 15): tắt bớt điện thoại hoặc máy khác; docketd tự thử lại.",
      "Too many programs have this mailbox open at once (Gmail allows 15): close some; docketd tries again by itself." },
    { "command or bandwidth limits", false,
      "Hộp thư đã vượt mức tải trong ngày của Google (2.500 MB): Google mở lại trong 24 giờ; không cần làm gì.",
      "The mailbox is over Google's daily download limit (2,500 MB): Google opens it again within 24 hours; nothing need be done." },
    { "daily user sending|limit", false,
      "Hộp thư đã gửi đủ số thư Google cho một ngày (Gmail 500, Workspace 2.000): thư chờ đến hôm sau; đặt sending.per_day thấp hơn.",
      "The mailbox has sent what Google allows a day (Gmail 500, Workspace 2,000): letters wait until tomorrow; lower sending.per_day." },
    { "daily|sending quota exceeded", false,
      "Hộp thư đã gửi đủ số thư cho một ngày: thư chờ đến hôm sau; đặt sending.per_day thấp hơn mức của máy chủ.",
      "The mailbox has sent what the server allows a day: letters wait until tomorrow; set sending.per_day below the server's limit." },
    { "unusual rate of|mail", false,
      "Google thấy thư gửi ra nhiều bất thường nên tạm chặn: chờ vài giờ; đặt sending.per_hour thấp hơn.",
      "Google sees unusually many mails and holds them back for now: wait some hours; lower sending.per_hour." },
    { "too many login attempts", false,
      "Đăng nhập quá nhiều lần trong thời gian ngắn: máy chủ tự mở lại sau ít phút đến một giờ.",
      "Too many logins in a short time: the server opens again in minutes to an hour." },
    { "username and password not accepted", true,
      "Google không nhận tên hoặc mật khẩu: với Gmail phải dùng mật khẩu ứng dụng (" GOOGLE_APP "), và tạo lại sau mỗi lần đổi mật khẩu chính.",
      "Google does not accept name or password: Gmail needs an app password (" GOOGLE_APP "), a new one after each change of the main password." },

    /* ---- Microsoft ---- */
    { "smtpclientauthentication is disabled for the tenant", true,
      "Cả tổ chức đang tắt SMTP AUTH: quản trị viên vào admin.exchange.microsoft.com, Settings, Mail flow, bỏ chọn Turn off SMTP AUTH protocol.",
      "SMTP AUTH is off for the organisation: an administrator opens admin.exchange.microsoft.com, Settings, Mail flow, and clears \"Turn off SMTP AUTH protocol\"." },
    { "smtpclientauthentication is disabled", true,
      "Hộp thư này đang tắt SMTP AUTH: quản trị viên vào admin.microsoft.com, Users, Active users, chọn người dùng, Mail, Manage email apps, chọn Authenticated SMTP.",
      "SMTP AUTH is off for this mailbox: an administrator opens admin.microsoft.com, Users, Active users, the user, Mail, Manage email apps, and ticks Authenticated SMTP." },
    { "authenticated but not connected", true,
      "Microsoft nhận đăng nhập nhưng không mở hộp thư: quản trị viên vào admin.microsoft.com, người dùng, Mail, Manage email apps, chọn IMAP; và kiểm tra tên đăng nhập là của chính hộp thư này.",
      "Microsoft takes the login but does not open the mailbox: an administrator opens admin.microsoft.com, the user, Mail, Manage email apps, ticks IMAP; and the login name must be this mailbox's own." },
    { "basic authentication is disabled", true,
      "Microsoft không nhận mật khẩu nữa: chạy " LOGIN " để đăng nhập bằng OAuth2.",
      "Microsoft takes no passwords any more: run " LOGIN " to log in by OAuth2." },
    { "request is throttled", false,
      "Microsoft đang hạn chế hộp thư này vì quá nhiều lệnh: docketd nghỉ rồi tự thử lại; không cần làm gì.",
      "Microsoft throttles this mailbox because of too many commands: docketd rests and tries again; nothing need be done." },
    { "thread limit exceeded", false,
      "Microsoft nhận tối đa ba thư cùng lúc từ một hộp thư: có chương trình khác đang gửi; docketd tự thử lại.",
      "Microsoft takes three mails at once from a mailbox: another program is sending; docketd tries again." },
    { "daily limit for message recipients", false,
      "Hộp thư đã gửi đủ số người nhận Microsoft cho một ngày: thư chờ đến hôm sau; đặt sending.per_day thấp hơn.",
      "The mailbox has reached Microsoft's recipients a day: letters wait until tomorrow; lower sending.per_day." },
    { "permissions to send as", true,
      "Tài khoản đăng nhập không được gửi thay địa chỉ của cơ quan: quản trị viên vào admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, thêm tài khoản này.",
      "The login may not send as the office's address: an administrator opens admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, and adds it." },
    { "sendasdenied", true,
      "Tài khoản đăng nhập không được gửi thay địa chỉ của cơ quan: quản trị viên vào admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, thêm tài khoản này.",
      "The login may not send as the office's address: an administrator opens admin.exchange.microsoft.com, Mailboxes, Delegation, Send as, and adds it." },
    { "bad outbound sender", true,
      "Microsoft nghi hộp thư này bị lộ và chặn gửi: quản trị viên vào security.microsoft.com, Restricted entities, chọn hộp thư, Unblock.",
      "Microsoft thinks this mailbox is abused and blocks it: an administrator opens security.microsoft.com, Restricted entities, the mailbox, Unblock." },

    /* ---- any mail server ---- */
    { "authenticationfailed", true, "Máy chủ không nhận tên hoặc mật khẩu: gõ lại; với Gmail dùng mật khẩu ứng dụng (" GOOGLE_APP ").",
      "The server does not accept name or password: type them again; with Gmail use an app password (" GOOGLE_APP ")." },
    { "login: the server refused", true, "Máy chủ không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The server does not accept name or password: type them again." },
    { "login denied", true, "Máy chủ không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The server does not accept name or password: type them again." },
    { "535 ", true, "Máy chủ gửi thư không nhận tên hoặc mật khẩu: gõ lại cho đúng.",
      "The sending server does not accept name or password: type them again." },
    { "no way to log in that we know", true, "Máy chủ không cho đăng nhập bằng mật khẩu ở cổng này: dùng cổng có TLS, hoặc " LOGIN ".",
      "The server offers no login by password on this port: use one with TLS, or " LOGIN "." },

    /* ---- our own connection ---- */
    /* GnuTLS says of each of them, too, that it does "NOT trust" it */
    { "certificate|not match", true, "Chứng thư của máy chủ là của tên khác: ghi đúng tên máy chủ như trong chứng thư.",
      "The server's certificate is for another name: write the server's name as the certificate has it." },
    { "certificate|not yet activated", true, "Chứng thư của máy chủ chưa đến ngày hiệu lực: xem lại đồng hồ máy này (timedatectl).",
      "The server's certificate is not yet valid: look at this machine's clock (timedatectl)." },
    { "certificate|expired", true, "Chứng thư của máy chủ đã hết hạn: báo người quản trị máy chủ, và xem lại đồng hồ máy này.",
      "The server's certificate has expired: tell who runs the server, and look at this machine's clock." },
    { "certificate|not trusted", true, "Chứng thư của máy chủ không đáng tin: hỏi người quản trị máy chủ, hoặc ghi tệp chứng thư gốc vào ca_file.",
      "The server's certificate is not trusted: ask who runs the server, or name its root in ca_file." },
    { "certificate refused", true, "Chứng thư của máy chủ không được chấp nhận.", "The server's certificate is refused." },
    { "unexpected tls packet", true, "Máy chủ không nói TLS ở cổng này: 993 và 465 là TLS ngay (implicit), 143 và 587 là STARTTLS.",
      "The server speaks no TLS on this port: 993 and 465 are TLS at once (implicit), 143 and 587 are STARTTLS." },
    { "no tls", false, "Không lập được kết nối TLS với máy chủ: thử lại, và kiểm tra tường lửa.",
      "TLS could not be agreed with the server: try again, and look at the firewall." },
    { "name or service not known", true, "Không có máy chủ nào tên này: kiểm tra chính tả tên máy chủ.",
      "There is no server of this name: check its spelling." },
    { "could not resolve host", true, "Không có máy chủ nào tên này: kiểm tra chính tả tên máy chủ.",
      "There is no server of this name: check its spelling." },
    { "name resolution", false, "Không hỏi được tên máy chủ (DNS): kiểm tra mạng của máy này.",
      "Names cannot be looked up (DNS): check this machine's network." },
    { "refused to connect", false, "Máy chủ không mở cổng này: kiểm tra số cổng.", "The server does not listen on this port: check the number." },
    { "connection refused", false, "Máy chủ không mở cổng này: kiểm tra số cổng.", "The server does not listen on this port: check the number." },
    { "failed to connect", false, "Không nối được máy chủ: kiểm tra số cổng và tường lửa.", "The server cannot be reached: check port and firewall." },
    { "timed out", false, "Máy chủ không trả lời kịp: kiểm tra số cổng và tường lửa.", "The server did not answer in time: check port and firewall." },
    { "did not answer in time", false, "Máy chủ không trả lời kịp: kiểm tra số cổng và tường lửa.",
      "The server did not answer in time: check port and firewall." },
    { "without tls only", true, "Không TLS thì chỉ nói với máy chủ trên chính máy này.", "Without TLS only a server on this machine is spoken to." },
    { "cannot connect", false, "Không nối được máy chủ: kiểm tra số cổng và tường lửa.", "The server cannot be reached: check port and firewall." },
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
