/* Poppler and QPDF, loaded by name so that ordinary readers do not carry their
 * fifty libraries; the types come from their headers. */
#ifndef READER_PDF_LIBRARY_H
#define READER_PDF_LIBRARY_H

#include <poppler.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>

#define POPPLER_FUNCTIONS(F) \
    F(poppler_document_new_from_bytes) F(poppler_document_get_n_pages) \
    F(poppler_document_get_page) F(poppler_page_get_text) F(poppler_page_get_text_layout) \
    F(poppler_page_get_size) F(poppler_page_get_form_field_mapping) \
    F(poppler_page_free_form_field_mapping) F(poppler_form_field_get_field_type) \
    F(poppler_form_field_get_name) F(poppler_form_field_text_get_text) \
    F(poppler_form_field_get_alternate_ui_name) F(poppler_form_field_button_get_button_type) \
    F(poppler_form_field_button_get_state) F(poppler_form_field_choice_get_n_items) \
    F(poppler_form_field_choice_is_item_selected) F(poppler_form_field_choice_get_item) \
    F(poppler_form_field_choice_get_text) F(poppler_form_field_choice_is_editable) \
    F(poppler_error_quark)

#define QPDF_FUNCTIONS(F) \
    F(qpdf_init) F(qpdf_cleanup) F(qpdf_silence_errors) F(qpdf_set_suppress_warnings) \
    F(qpdf_read_memory) F(qpdf_get_num_pages) F(qpdf_get_page_n) \
    F(qpdf_oh_get_page_content_data) F(qpdf_oh_get_stream_data) F(qpdf_oh_get_key_if_dict) \
    F(qpdf_oh_get_dict) F(qpdf_oh_is_stream) F(qpdf_oh_is_dictionary) \
    F(qpdf_oh_is_name_and_equals) F(qpdf_oh_is_null) F(qpdf_oh_is_array) \
    F(qpdf_oh_get_array_n_items) F(qpdf_oh_get_array_item) F(qpdf_oh_is_number) \
    F(qpdf_oh_get_numeric_value) F(qpdf_oh_is_name) F(qpdf_oh_get_name) F(qpdf_oh_get_object_id) \
    F(qpdf_oh_release_all)

extern struct pdf_library {
#define PDF_MEMBER(f) __typeof__(&f) f;
    POPPLER_FUNCTIONS(PDF_MEMBER)
    QPDF_FUNCTIONS(PDF_MEMBER)
} pdf;

/* Before the sandbox. */
void pdf_library_load(void);
double pdf_number(qpdf_data, qpdf_oh thing, double other);      /* other: it is none */
const char *pdf_library_missing(void);      /* what could not be loaded; NULL: nothing */

#endif
