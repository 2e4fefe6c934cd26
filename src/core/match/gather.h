/* The parts of identify(): a source is read, rows are added. */
#ifndef CORE_MATCH_GATHER_H
#define CORE_MATCH_GATHER_H

#include "core/language/gist.h"
#include "core/language/marks.h"
#include "core/match/known.h"
#include "model/message.h"

#define WRITER_FIRST 30         /* words within which a writer has said who he is */

struct gather {
    const struct match_index *index;
    const struct message *m;
    const struct known *known;
    struct evidences *out;
    struct date day;            /* on which the mail came: names mean who bears them then */
};

struct evidence *gather_row(struct gather *, enum source, enum strength, const char *quote,
                            int attachment);
struct evidence *gather_quoted(struct gather *, enum source, enum strength, const struct gist *,
                               struct span at, int attachment);
void gather_unit_rows(struct gather *, enum source, enum strength strongest, const struct gist *,
                      int attachment);
void gather_commune_rows(struct gather *, enum source, const struct gist *, int attachment);
void gather_report_rows(struct gather *, enum source, enum strength, const struct gist *,
                        int attachment);
void gather_matter_rows(struct gather *, enum source, struct gist *, int attachment);
/* A paper of another period, or one that itself asks for reports and is none. */
bool gather_below_commune(const struct gist *issuer);     /* "ẤP MỸ THÀNH 1, XÃ MỸ THÀNH" writes: a part of the commune */
void gather_outside(struct gather *, enum source, const struct gist *, int attachment);
void gather_extension(struct gather *, enum source, const struct gist *, int attachment);
void gather_foreign(struct gather *, enum source, struct gist *, int attachment);

/* identify_place.c: rows of MATTER_ELSEWHERE */
void gather_place_of(struct gather *, enum source, const struct gist *, const char *text, bool name, int attachment);
void gather_head_place(struct gather *, const struct letterhead *, int attachment);
void gather_address_place(struct gather *, const char *address, const char *name);
void gather_text_place(struct gather *, enum source, const char *text, size_t most, int attachment);

/* identify_body.c: the paper is of another body than those that report; its title tells of one's work, and not of ours */
bool gather_other_body(struct gather *, const struct gist *issuer, const char *above);
struct span gather_about_body(const struct gist *title);

/* identify_marks.c */
char *gather_stem(const char *title);       /* of a file's name; the caller's, "" for NULL */
void gather_marks(struct gather *);

/* identify_head.c: who issues a file that is no official document, and its title (SOURCE_HEAD) */
char *gather_top(const struct attachment *);       /* its first lines or rows; the caller's, never NULL */
char *gather_title(const struct attachment *);     /* of the paper, by letterhead or head; the caller's, never NULL */
/* By its title (or the words of its name) it only says what was wrong in another paper; *typed: and which paper
 * it is itself, "công văn". */
bool gather_corrects(const struct attachment *);
bool gather_correction(const char *title, bool *typed);
void gather_head(struct gather *, const struct attachment *, const char *top, int attachment);
/* Whom it names, of a paper whose letterhead names no unit, or of a text with a form in it. */
void gather_headless(struct gather *, const struct attachment *, int attachment);

/* identify_own.c */
void gather_own_head(struct gather *, const struct attachment *, int attachment);     /* of our own form */

/* identify_who.c: whom a form names as who reports, by a label, or in a label's lines (SOURCE_HEAD) */
void gather_who(struct gather *, const struct attachment *, const char *top, int attachment);
/* Communes in a head, of which none is the sender's: whose they are answers for nothing that is his. */
void gather_others_communes(struct gather *, const struct gist *, int attachment);
bool gather_typed(const char *text);        /* a form is filled in within the text, as it seems */
bool gather_school(const struct gist *issuer);     /* a school or firm writes, and no unit beside it */

/* head_marks.c: what stands as a mark at the head of a first page, or of words. */
struct marks head_marks(const struct attachment *);
struct marks head_marks_of_text(const char *text);

/* identify_text.c */
void gather_text(struct gather *, enum source, const char *text, size_t most, int attachment);

#endif
