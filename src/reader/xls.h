/* Between the two files of the reader of old workbooks. */
#ifndef READER_XLS_H
#define READER_XLS_H

#include "base/limits.h"
#include "biff.h"
#include "cells.h"
#include "formula.h"
#include "xls_rich.h"

enum {
    R_FORMULA = 0x06,
    R_EOF = 0x0A,
    R_EXTERNSHEET = 0x17,
    R_HEADER = 0x14,
    R_FOOTER = 0x15,
    R_HEADERS = 0x89C,          /* those of first and even pages (2.4.136) */
    R_NAME = 0x18,
    R_DATEMODE = 0x22,
    R_FILEPASS = 0x2F,
    R_FONT = 0x31,
    R_CODEPAGE = 0x42,
    R_COLINFO = 0x7D,
    R_PALETTE = 0x92,
    R_BOUNDSHEET = 0x85,
    R_MULRK = 0xBD,
    R_RSTRING = 0xD6,
    R_XF = 0xE0,
    R_MERGED = 0xE5,
    R_SST = 0xFC,
    R_LABELSST = 0xFD,
    R_SUPBOOK = 0x1AE,
    R_TXO = 0x1B6,
    R_NUMBER = 0x203,
    R_LABEL = 0x204,
    R_BOOLERR = 0x205,
    R_STRING = 0x207,
    R_ROW = 0x208,
    R_RK = 0x27E,
    R_FORMAT = 0x41E,
    R_BOF = 0x809,
};

#define UNICODE_SINCE 0x600             /* of the version in BOF */
#define SUPBOOK_SELF  0x0401
#define HIDDEN_ROW    0x20
#define ERR_TEXTS     43
#define ROWS_MOST     65536
#define FONT_STRUCK   0x08

struct style { int font, format; unsigned ground; };      /* ground: a colour; 0: none */
struct bound { size_t at; char *name; bool hidden, cells; };
struct defined { char *name; unsigned link; int sheet, area[4]; };      /* sheet: -1: by the link */

struct xls {
    struct biff b;
    struct files *files;
    struct attachment *a;
    char charset[16];
    bool since_1904, locked;
    struct style *styles;
    size_t nstyles;
    unsigned long long whites;          /* of its own palette, by number, and whether it has one */
    bool own_white;
    struct own { int id; enum number_kind kind; bool hides; } *formats;
    size_t nformats;
    struct xls_fonts fonts;
    struct shared_text { char *text; struct biff_runs *runs; } *shared;     /* runs: NULL: it looks as its cell */
    size_t nshared, shared_bytes;
    struct bound *sheets;
    size_t nsheets;
    struct defined *names;
    size_t nnames;
    struct link { unsigned book; int sheet; } *links;       /* what a name's sheet is looked up in */
    size_t nlinks;
    unsigned books;
    unsigned self;                      /* which book is this one */
    struct sheet_writer w;
    struct { int row, column, style; bool open; } formula;  /* waits for its text */
    struct zeros sums;                  /* formulas of this sheet with a 0 */
    unsigned char hidden_rows[ROWS_MOST / 8];
    struct { int from, to; } hidden[LIMIT_SHEETS];          /* columns */
    size_t nhidden;
};

struct record { unsigned id; void (*read)(struct xls *); };

extern const struct record xls_cells[];         /* ends with one without a reader */

void xls_hidden_note(struct xls *x);            /* once a sheet's cells are read: are some in rows or columns not shown? */

#endif
