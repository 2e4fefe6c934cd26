/* What servers say, and what a person is told to do. The words are those that
 * the providers document or were seen to send. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/trouble.h"

static const struct { const char *said, *part; } cases[] = {
    { "imap.gmail.com:993: login: the server refused: [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
      "myaccount.google.com/apppasswords" },
    { "[WEBALERT https://accounts.google.com/signin/continue] Web login required. (Failure)", "mail.google.com" },
    { "[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "DisplayUnlockCaptcha" },
    { "[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page", "Bật IMAP" },
    { "[ALERT] Too many simultaneous connections. (Failure)", "15" },
    { "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", "24 giờ" },
    { "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to", "500" },
    { "550 5.4.5 Daily sending quota exceeded", "per_day" },
    { "535 5.7.8 Username and Password not accepted. For more information, go to", "mật khẩu ứng dụng" },
    { "454 4.7.0 Too many login attempts, please try again later.", "tự mở lại" },
    { "421 4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address", "per_hour" },
    { "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled",
      "Cả tổ chức" },
    { "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "Authenticated SMTP" },
    { "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "docketctl login" },
    { "User is authenticated but not connected.", "Manage email apps" },
    { "Request is throttled. Suggested Backoff Time: 61230 milliseconds", "hạn chế" },
    { "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "ba thư cùng lúc" },
    { "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "Send as" },
    { "mail.x:993: login: the server refused: [AUTHENTICATIONFAILED] Authentication failed.", "không nhận tên hoặc mật khẩu" },
    { "mail.x port 993: certificate refused: The certificate is NOT trusted. The certificate chain uses expired certificate. ", "hết hạn" },
    { "mail.x port 993: certificate refused: The certificate is NOT trusted. The certificate issuer is unknown. ", "không đáng tin" },
    { "mail.x port 993: cannot connect: Connection refused", "không mở cổng này" },
};

static void each_is_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct trouble *t = trouble_of(cases[i].said);
        char *vi = trouble_say(cases[i].said, false), *en = trouble_say(cases[i].said, true);

        assert_non_null(t);
        assert_non_null(strstr(t->vi, cases[i].part));
        assert_true(text_is_utf8(vi, strlen(vi)) && strcmp(vi, en) != 0);
        assert_non_null(strstr(vi, cases[i].said));             /* what was said stands beside it */
        assert_null(strchr(vi, '\n'));
        free(vi);
        free(en);
    }
}

static void what_is_not_known_is_shown_as_it_came(void **state)
{
    char *text = trouble_say("451 something else", false);

    (void)state;
    assert_null(trouble_of("451 something else"));
    assert_null(trouble_of(NULL));
    assert_string_equal(text, "451 something else");
    free(text);
}

static void a_server_says_how_long_it_wants_to_be_left_alone(void **state)
{
    (void)state;
    assert_int_equal(trouble_pause("BAD Request is throttled. Suggested Backoff Time: 61230 milliseconds"), 62);
    assert_int_equal(trouble_pause("Suggested Backoff Time: 999999999999 milliseconds"), 3600);
    assert_int_equal(trouble_pause("Suggested Backoff Time: -5"), 0);
    assert_int_equal(trouble_pause("Too many simultaneous connections."), 0);
    assert_int_equal(trouble_pause(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_understood),
        cmocka_unit_test(a_server_says_how_long_it_wants_to_be_left_alone),
        cmocka_unit_test(what_is_not_known_is_shown_as_it_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
