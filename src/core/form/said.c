/* What the words of a letter say of a figure that its file holds. The file's figure stays. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/form/finding.h"
#include "core/form/validate.h"
#include "core/language/misstated.h"
#include "core/language/want.h"

#define SENTENCE_MOST 40        /* letters between a label and the number that is said of it */
#define SAID_MOST 8             /* corrections of one letter that are told one by one */
#define QUOTED_MOST 200         /* letters of a sentence that are said again */

/* The number that stands in the sentence behind a label: "sửa lại là 13". */
static const char *
number_behind(const char *at, char out[static FIGURE_MOST])
{
    size_t n = 0;

    while (*at != '\0' && !isdigit((unsigned char)*at) && n++ < SENTENCE_MOST)
        at++;
    n = strspn(at, "0123456789");
    if (n == 0 || n >= FIGURE_MOST)
        return NULL;
    memcpy(out, at, n);
    out[n] = '\0';
    return out;
}

/* Behind the label of this value in a folded text; NULL: it does not stand there. */
static const char *
behind_label(const struct field *field, const char *folded)
{
    char *label = field != NULL && field->type == FIELD_INTEGER ? text_fold(field->label) : NULL;
    const char *at = label != NULL && *label != '\0' ? strstr(folded, label) : NULL;

    at = at != NULL ? at + strlen(label) : NULL;
    free(label);
    return at;
}

static const struct field *
field_of(const struct form *form, const struct value *v)
{
    return v->row == 0 && v->value != NULL ? form_field(form, v->field) : NULL;
}

static void
say_otherwise(struct findings *findings, const struct field *field, const struct value *v,
              const char *said)
{
    finding_say(findings, FINDING_SAID_OTHERWISE, SEVERITY_WARNING, v->place,
                &(struct finding_words){ .label = field->label,
                                         .label_en = field->label_en,
                                         .value = v->value,
                                         .limit = said });
}

static bool
holds(const struct values *values, const char *figure)
{
    bool has = false;

    for (size_t i = 0; i < values->n && !has; i++)
        has = values->v[i].value != NULL && strcmp(values->v[i].value, figure) == 0;
    return has;
}

/* No field is named as the form names it: the file holds what is right, and not what is wrong
 * unless that is told of what came before. */
static bool
right_already(const struct values *values, const struct misstated *m)
{
    return holds(values, m->right) &&
           (m->older || m->wrong[0] == '\0' || !holds(values, m->wrong));
}

/* One sentence that corrects a figure. The value whose field it names, so judged; NULL: none. */
static const struct value *
correction(const struct form *form, const struct values *values, const struct misstated *m,
           const char *sentence, struct findings *findings)
{
    char *folded = text_fold(sentence), *cut;
    const struct value *named = NULL;

    for (size_t i = 0; i < values->n && named == NULL; i++)
        if (behind_label(field_of(form, &values->v[i]), folded) != NULL)
            named = &values->v[i];
    free(folded);
    if (named != NULL && strcmp(named->value, m->right) != 0)
        say_otherwise(findings, field_of(form, named), named, m->right);
    if (named == NULL && !right_already(values, m)) {
        cut = text_cut(sentence, QUOTED_MOST);
        finding_say(findings, m->changed ? FINDING_SAID_CHANGED : FINDING_SAID_WRONG,
                    SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .label = cut });
        free(cut);
    }
    return named;
}

/* How many values are judged. */
static size_t
corrections(const struct form *form, const struct values *values, const char *text,
            const struct value *judged[static SAID_MOST], struct findings *findings)
{
    struct tokens t;
    struct misstated m;
    size_t n = 0, said = 0;

    tokens_letter(text, &t);
    for (size_t at = 0; said < SAID_MOST && misstated_find(&t, at, &m); at = m.end, said++) {
        char *sentence = tokens_quote(&t, m.first, m.end);
        const struct value *v = correction(form, values, &m, sentence, findings);

        if (v != NULL)
            judged[n++] = v;
        free(sentence);
    }
    tokens_free(&t);
    return n;
}

void
validate_words(const struct form *form, const struct values *values, const char *text,
               struct findings *findings)
{
    const struct value *judged[SAID_MOST];
    size_t njudged = corrections(form, values, text, judged, findings);
    char *folded = text_fold(text != NULL ? text : ""), number[FIGURE_MOST];
    bool any = false;

    for (size_t i = 0; i < want_ncorrections && !any; i++)
        any = text_has_tokens(folded, want_corrections[i]);
    for (size_t i = 0; i < values->n && any; i++) {
        const struct value *v = &values->v[i];
        const char *at = behind_label(field_of(form, v), folded);
        bool known = false;

        for (size_t k = 0; k < njudged && !known; k++)
            known = judged[k] == v;
        if (at != NULL && !known && number_behind(at, number) != NULL &&
            strcmp(number, v->value) != 0)
            say_otherwise(findings, field_of(form, v), v, number);
    }
    free(folded);
}

/* "Sửa chữa 3 camera" corrects nothing. */
static bool
corrects(const struct tokens *t, size_t at)
{
    return !tokens_are(t, at + 1, "chua") && !(at > 0 && token_denies(&t->v[at - 1])) &&
           (!token_is(&t->v[at], "sua") || tokens_fit(t, at, "sửa"));
}

bool
validate_corrected(const struct message *m)
{
    static const char *const words[] = { "sua", "dinh chinh", "dieu chinh", "chinh sua",
                                         "chinh ly", "cap nhat" };
    const char *const texts[] = { m->subject, m->text };
    bool said = false;

    for (size_t i = 0; i < ARRAY_LEN(texts) && !said; i++) {
        struct tokens t;

        tokens_letter(texts[i], &t);
        said = SOMEWHERE(&t, words, corrects);
        tokens_free(&t);
    }
    return said;
}
