/* PDF by poppler. */
#ifndef READER_PDF_H
#define READER_PDF_H

/* Before the sandbox, in a whole reader: loads poppler, which half of all
 * mails never need and which every fork would pay for. */
void pdf_prepare(void);

#endif
