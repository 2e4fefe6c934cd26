/* Plain XML is read in place, all else by expat: both must tell the same of every
 * document, and where the plain reader gives up, nothing is told twice or lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "any.h"
#include "base/buf.h"
#include "base/mem.h"
#include "../../src/reader/xml.h"
#include "../../src/reader/xml_plain.h"

static void
start(void *arg, const char *name, const char **attributes)
{
    buf_addf(arg, "\x01%s", name);
    for (; *attributes != NULL; attributes += 2)
        buf_addf(arg, "\x02%s\x03%s", attributes[0], attributes[1]);
}

static void
end(void *arg, const char *name)
{
    buf_addf(arg, "\x04%s", name);
}

static void
text(void *arg, const char *utf8, int n)
{
    buf_add(arg, utf8, (size_t)n);
}

static bool
by_expat(const char *bytes, size_t n, struct buf *told)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    bool well;

    XML_SetUserData(parser, told);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    well = XML_Parse(parser, bytes, (int)n, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return well;
}

/* True: it was plain. */
static bool
compare(const char *bytes, size_t n)
{
    const struct xml_events to = { start, end, text };
    const struct xml how = { start, end, text, NULL, NULL, NULL };
    struct buf expected = {0}, plain = {0}, whole = {0};
    bool well = by_expat(bytes, n, &expected), stop = false, is_plain;
    char *copy = xmalloc(n + 1), *why = NULL;
    size_t told = 0;

    memcpy(copy, bytes, n);
    copy[n] = '\0';
    is_plain = xml_plain(copy, n, &to, &plain, &stop, &told);
    if (is_plain && (!well || strcmp(buf_text(&plain), buf_text(&expected)) != 0))
        fail_msg("not what expat says: %.*s", (int)n, bytes);
    if (strncmp(buf_text(&plain), buf_text(&expected), plain.len) != 0)
        fail_msg("told what expat does not say: %.*s", (int)n, bytes);
    if (memmem(bytes, n, "<!", 2) == NULL && memmem(bytes, n, ":", 1) == NULL) {       /* of these xml.h says more */
        if ((xml_bytes(bytes, n, &how, &whole, &why) == 0) != well ||
            strcmp(buf_text(&whole), buf_text(&expected)) != 0)
            fail_msg("lost or told twice: %.*s", (int)n, bytes);
    }
    free(why);
    free(copy);
    buf_free(&expected);
    buf_free(&plain);
    buf_free(&whole);
    return is_plain;
}

static const char *const plain[] = {
    "<a/>", "\xEF\xBB\xBF<a></a>", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a>x</a>\n \t\r\n",
    "<a b='1' c = \"2\"\n d='\"'>x<b:c/> y</a >", "<a>&lt;&amp;&gt;&quot;&apos;&#7879;&#x1ec7;&#x1F600;&#13;</a>", "<a>]] ]]&gt; ></a>",
    "<a>m\xE1\xBB\x99t\r\nhai\rba\n\tb\xE1\xBB\x91n \xF0\x9F\x98\x80</a>", "<a b='x\ty\nz\r\nw\rv &#10;&#x9; > \xC4\x91'/>", "<a-1._:b><_/></a-1._:b>",
};
static const char *const others[] = {
    "", " ", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a/>x", "x<a/>", "&#32;<a/>", "<a b='1' b='2'/>", "<a b=1/>", "<a b/>", "<a b='1'c='2'/>",
    "<a b='<'/>", "<a>]]></a>", "<a>&no;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>", "<a>&#99999999999999999999;</a>",
    "<a>&#;</a>", "<a>&#x;</a>", "<a>&#X41;</a>", "<a>&</a>", "<a>\x01</a>", "<a>\xFF</a>", "<a>\xC0\x80</a>", "<a>\xE0\x80\x80</a>", "<a>\xED\xA0\x80</a>",
    "<a>\xEF\xBF\xBF</a>", "<a>\xF4\x90\x80\x80</a>", "<a>\xE1\xBB</a>", "<a><!-- c -->x</a>", "<a><![CDATA[<x>]]></a>", "<a><?p i?>x</a>", "<!DOCTYPE a><a/>",
    "<\xC4\x91/>", "<a \xC4\x91='1'/>", "<1/>", "< a/>", "<a / >", "<a/", "<a", "<a b='1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
    "<?xml  version='1.0'?><a/>", " <?xml version=\"1.0\"?><a/>", "<a>one<b>two</b>three<!-- four -->five<b>six</b></a>", "<a>one<b>two</b>three&#65;<b>&no;</b></a>",
};

static void
both_tell_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
        if (!compare(plain[i], strlen(plain[i])))
            fail_msg("is plain: %s", plain[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (compare(others[i], strlen(others[i])))
            fail_msg("is not plain: %s", others[i]);
    }
}

/* Documents put together from scraps, and plain ones with one byte changed. */
static void
both_tell_the_same_of_scraps(void **state)
{
    static const char *const scraps[] = { "<a>", "</a>", "<b c='", "'>", "</b>", "<d/>", "x", " ", "&#65;", "&amp;", "&", "]]>", "\r\n", "\"", "=", "\xE1\xBB\x87", "<",
                                          ">", "/", "\xBB", "'", "-", "<e f=\"", "\"/>", "\t", "<!---->", "c='1' " };
    struct buf b = {0};

    (void)state;
    for (int i = 0; i < 40000; i++) {
        buf_reset(&b);
        buf_adds(&b, "<a>");
        for (uint32_t left = any(10); left > 0; left--)
            buf_adds(&b, scraps[any(ARRAY_LEN(scraps))]);
        buf_adds(&b, "</a>");
        compare(b.data, b.len);
        buf_reset(&b);
        buf_adds(&b, plain[any(ARRAY_LEN(plain))]);
        b.data[any((uint32_t)b.len)] = (char)any(256);
        compare(b.data, b.len);
    }
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_tell_the_same),
        cmocka_unit_test(both_tell_the_same_of_scraps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
