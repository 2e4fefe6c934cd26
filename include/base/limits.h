/* All caps on what comes from outside, in one place. Every one has a test in
 * tests/corpus/hostile or tests/unit, and a finding or a refusal
 * that names it: nothing is cut off in silence. Sizes are bytes. */
#ifndef DOCKETD_BASE_LIMITS_H
#define DOCKETD_BASE_LIMITS_H

/* a message */
#define LIMIT_MESSAGE        (64ul << 20)   /* raw RFC 5322; larger: recorded, left in the mailbox's care, not read */
#define LIMIT_HEADER_BYTES   (256ul << 10)  /* all header fields of one part */
#define LIMIT_HEADER_FIELDS  1000
#define LIMIT_PARTS          500            /* MIME parts, all levels */
#define LIMIT_DEPTH          30             /* nested multiparts and message/rfc822 */
#define LIMIT_ATTACHMENTS    2500           /* of one message, with what comes out of containers */
#define LIMIT_REMARKS        2000           /* flags or problems of one message or attachment */
#define LIMIT_ADDRESSES      200            /* in one address field */
#define LIMIT_TEXT           (256ul << 10)  /* text body kept of one message */
#define LIMIT_NAME           255            /* file name, code points */
#define LIMIT_SUBJECT        1000           /* code points */

/* an attachment once opened */
#define LIMIT_ENTRIES        2000           /* members of a zip container */
#define LIMIT_ENTRY_NAME     1024
#define LIMIT_EXPANDED       (100ul << 20)  /* inflated bytes, all members */
#define LIMIT_RATIO          200            /* inflated : packed, once past 1 MiB */
#define LIMIT_SHEETS         64
#define LIMIT_ROWS           20000
#define LIMIT_CELLS          100000         /* non-empty cells of one file */
#define LIMIT_CELL_TEXT      32768          /* text of one cell */
#define LIMIT_CELL_BYTES     (8ul << 20)    /* text of all cells after substitution */
#define LIMIT_REPEAT         1000           /* repeated rows or columns written out */
#define LIMIT_PAGES          200
#define LIMIT_CONTENT        (16ul << 20)   /* drawing of one PDF page, forms within it each time they are drawn */
#define LIMIT_RULES          100000         /* strokes and dots of one PDF page that may rule a table */
#define LIMIT_GRID           20000          /* places for cells of one ruled table of a PDF page */
#define LIMIT_GLYPHS         100000         /* letters of one PDF page */
#define LIMIT_XML_DEPTH      100
#define LIMIT_PAGE           (8ul << 20)    /* an HTML page */
#define LIMIT_HTML           (96ul << 20)   /* what its tree may hold */
#define LIMIT_ARCHIVE_DEPTH  3              /* archive in archive */

/* the reader process */
#define LIMIT_READER_CPU     10             /* seconds */
#define LIMIT_FILE_CPU       8              /* seconds of it for one file; a third of it was the slowest PDF seen */
#define LIMIT_FIELDS_CPU     500            /* milliseconds of it for the form fields of one page; the slowest seen: 30 */
#define LIMIT_DRAWING_CPU    1000           /* for what one page draws, and for opening the file for it; the slowest seen: 20 */
#define LIMIT_PAGE_CPU       2000           /* milliseconds of it for a mail's words in HTML; the slowest seen: 90 */
#define LIMIT_DEADLY         4              /* times one mail may end the reader; then files behind are left out */
#define LIMIT_READER_MEMORY  (256ul << 20)  /* what it may allocate on top of the mapped message */
#define LIMIT_READER_WALL    30             /* seconds */
#define LIMIT_ANSWER         (32ul << 20)   /* what it says */
#define LIMIT_ANSWER_BUILT   (48ul << 20)   /* what the daemon builds of it, its texts not counted */
#define LIMIT_FACTS          (128ul << 20)  /* the same as JSON, which stays when an original is purged */

/* an IMAP or SMTP peer */
#define LIMIT_LINE           (64ul << 10)   /* one protocol line */
#define LIMIT_IMAP_ANSWER    (64ul << 20)   /* the answer to one command, messages not counted */
#define LIMIT_PACE           1024           /* bytes a second; a slower message is given up */
#define LIMIT_REPLY_KEPT     2000           /* of a server's reply in the outbox */

/* an officer's mail */
#define LIMIT_GO_LIVE_DAYS   400            /* ahead; beyond it is a slip of the pen */
#define LIMIT_COMMANDS       10

#endif
