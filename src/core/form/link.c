/* A file that is left somewhere else, and the words that lead to it. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/document.h"
#include "core/language/tokens.h"

#define LINE_MOST 400           /* bytes of a line beside an address */
#define FAR 6                   /* words between sharing and the place */

/* Wherever they stand: files are all that they are for. */
static bool
names_cloud(const char *text)
{
    static const char *const hosts[] = { "drive.google", "docs.google", "1drv.ms", "onedrive", "sharepoint", "dropbox.com", "mega.nz",
                                         "fshare.vn", "wetransfer", "we.tl/", "icloud.com", "mediafire", "bit.ly/", "tinyurl.com/", "forms.gle" };

    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        if (strcasestr(text, hosts[i]) != NULL)
            return true;
    return false;
}

/* The line says that something is to be had there; not "Website: ...", no question after it. */
static bool
line_sends(const struct tokens *t)
{
    static const char *const sends[] = { "link", "lien ket", "duong dan", "tai ve", "tai tai",
                                         "tai xuong", "tai file", "tai day", "tai bao cao", "gui",
                                         "goi", "nop", "file", "tep", "chia se", "dinh kem", "kem theo",
                                         "o day", "bao cao", "xem tai", "share", "download" },
                             *const sites[] = { "website", "web", "trang web", "trang thong tin",
                                                "cong thong tin", "dia chi", "facebook", "fanpage",
                                                "zalo", "youtube" },
                             *const asks[] = { "o link nao", "link nao", "o dau", "mau" };

    for (size_t i = 0; i < ARRAY_LEN(sites); i++)
        if (tokens_are(t, 0, sites[i]))
            return false;
    return tokens_within(t, 0, t->n, sends, ARRAY_LEN(sends)) &&
           !tokens_within(t, 0, t->n, asks, ARRAY_LEN(asks));
}

/* Some way behind the host: a page of its own, not the front door of an office. */
static bool
leads_on(const char *address)
{
    const char *host = strstr(address, "://"), *end = host != NULL ? host + 3 : address, *path;
    static const char *const persons[] = { "facebook.com", "zalo.me", "youtube.com", "fb.com" };

    for (size_t i = 0; i < ARRAY_LEN(persons); i++)
        if (strncasecmp(end, persons[i], strlen(persons[i])) == 0 ||
            (strncasecmp(end, "www.", 4) == 0 && strncasecmp(end + 4, persons[i], strlen(persons[i])) == 0))
            return false;
    path = end + strcspn(end, "/ \t\r\n>");
    return *path == '/' && isalnum((unsigned char)path[1]);
}

/* The line of this address says so, or there is nothing on it but the address. */
static bool
address_sends(const char *text, const char *at)
{
    const char *first = at, *end = at + strcspn(at, "\r\n");
    struct tokens t;
    bool sends, bare;

    while (first > text && first[-1] != '\n' && at - first < LINE_MOST)
        first--;
    bare = first + strspn(first, " \t<-*") == at;
    tokens_of(first, (size_t)(at - first), &t);
    sends = line_sends(&t);
    tokens_free(&t);
    end = end - at > LINE_MOST ? at + LINE_MOST : end;
    at += strcspn(at, " \t\r\n");
    if (!sends && bare && at < end) {
        tokens_of(at, (size_t)(end - at), &t);
        sends = line_sends(&t);
        tokens_free(&t);
    }
    return sends;
}

static bool
names_address(const char *text)
{
    static const char *const begins[] = { "http://", "https://", "www." };

    for (size_t i = 0; i < ARRAY_LEN(begins); i++)
        for (const char *at = text; (at = strcasestr(at, begins[i])) != NULL;
             at += strlen(begins[i])) {
            const char *line = at;

            while (line > text && line[-1] != '\n')
                line--;
            if (address_sends(text, at) ||
                (line + strspn(line, " \t<-*") == at && leads_on(at)))
                return true;
        }
    return false;
}

/* "Em chia sẻ thư mục trên Drive", "file để trên nhóm Zalo". */
static bool
says_shared(const char *text)
{
    static const char *const places[] = { "google drive", "drive", "one drive", "icloud", "nhom zalo",
                                          "group zalo", "zalo group", "google docs", "google sheet" },
                             *const shares[] = { "chia se", "share", "cap quyen", "len", "tren", "vao",
                                                 "trong", "qua", "o", "tai" };
    struct tokens t;
    size_t at;
    bool shared = false;

    if (strcasestr(text, "drive") == NULL && strcasestr(text, "zalo") == NULL &&
        strcasestr(text, "cloud") == NULL && strcasestr(text, "google") == NULL)
        return false;
    tokens_letter(text, &t);
    for (at = TOKENS_FIND(&t, 0, places); at < t.n && !shared;
         at = TOKENS_FIND(&t, at + 1, places))
        shared = tokens_within(&t, at > FAR ? at - FAR : 0, at, shares, ARRAY_LEN(shares));
    tokens_free(&t);
    return shared;
}

bool
link_given(const char *text)
{
    return text != NULL && (names_cloud(text) || names_address(text) || says_shared(text));
}
