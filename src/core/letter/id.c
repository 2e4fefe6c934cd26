/* Message-IDs of our letters: "TAG.HMAC@host". The tag names the reason, the
 * key makes it ours: joining a foreign thread needs the secret. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "core/letter/letter.h"

#define MAC_LENGTH 32           /* hex digits kept: 128 bits */
#define ID_MOST    73           /* with < > below 76: mail programs fold and encode what is longer */
#define HASH_SHOWN 16           /* of a tag that is too long */
#define TAG_MOST   120          /* of ids that are known again */

/* atext of RFC 5322 and one to one: every other byte as "_3a". */
static char *
tag_atom(const char *tag, size_t most)
{
    static const char digits[] = "0123456789abcdef";
    struct buf out = {0};
    char hex[HASH_HEX];

    for (const unsigned char *c = (const unsigned char *)tag; *c != '\0'; c++) {
        const char other[3] = { '_', digits[*c >> 4], digits[*c & 15] };

        if (isascii(*c) && (isalnum(*c) || *c == '-'))
            buf_addc(&out, (char)*c);
        else
            buf_add(&out, other, sizeof other);
    }
    if (out.len == 0 || out.len > most) {
        hash_of(tag, strlen(tag), hex);
        buf_reset(&out);
        buf_addf(&out, "_%.*s", HASH_SHOWN, hex);
    }
    return buf_take(&out);
}

static void
mac_of(const char *secret, const char *atom, size_t n, const char *host,
       char out[static MAC_LENGTH + 1])
{
    char *text = xasprintf("message-id\n%.*s\n%s", (int)n, atom, host), hex[HASH_HEX];

    hash_keyed(secret, strlen(secret), text, hex);
    memcpy(out, hex, MAC_LENGTH);
    out[MAC_LENGTH] = '\0';
    free(text);
}

char *
letter_message_id(const char *secret, const char *tag, const char *office_address)
{
    const char *at = strrchr(office_address, '@'), *host = at == NULL ? office_address : at + 1;
    size_t rest = MAC_LENGTH + 2 + strlen(host);
    char *atom = tag_atom(tag, rest < ID_MOST ? ID_MOST - rest : 0), mac[MAC_LENGTH + 1], *id;

    mac_of(secret, atom, strlen(atom), host, mac);
    id = xasprintf("%s.%s@%s", atom, mac, host);
    free(atom);
    return id;
}

bool
letter_id_is_ours(const char *secret, const char *message_id)
{
    const char *at = strrchr(message_id, '@');
    size_t n = at == NULL ? 0 : (size_t)(at - message_id);
    char mac[MAC_LENGTH + 1], *theirs;
    bool same;

    if (n < MAC_LENGTH + 2 || n > TAG_MOST + MAC_LENGTH + 1 ||
        message_id[n - MAC_LENGTH - 1] != '.')
        return false;
    mac_of(secret, message_id, n - MAC_LENGTH - 1, at + 1, mac);
    theirs = xstrndup(at - MAC_LENGTH, MAC_LENGTH);
    same = hash_same(theirs, mac);
    free(theirs);
    return same;
}
