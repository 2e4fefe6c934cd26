/* docket-ordinary: docket-reader's service for ordinary mails, without what
 * only other mails need, linked without shared libraries. Started by
 * docket-reader alone, never by a person:
 *   docket-ordinary N PROGRAM   N messages at once; PROGRAM is the docket-reader with everything */
#include <malloc.h>
#include <stddef.h>
#include <unistd.h>

#include "base/log.h"
#include "reader/service.h"

/* What GMime would call for signatures, host names and files, and we for
 * archives that are not plain. A child that comes here leaves its message to
 * the whole reader. */
#define ABSENT(f) \
    void f(void); \
    void f(void) { _exit(READER_EXIT_MORE); }

ABSENT(g_file_append_to) ABSENT(g_file_get_type) ABSENT(g_file_read) ABSENT(g_input_stream_close)
ABSENT(g_input_stream_read) ABSENT(g_output_stream_close) ABSENT(g_output_stream_flush)
ABSENT(g_output_stream_write_all) ABSENT(g_seekable_get_type) ABSENT(g_seekable_seek) ABSENT(g_seekable_tell)
ABSENT(gpgme_data_new_from_cbs) ABSENT(gpgme_data_release) ABSENT(gpgme_engine_check_version) ABSENT(gpgme_get_key)
ABSENT(gpgme_get_keylist_mode) ABSENT(gpgme_get_protocol) ABSENT(gpgme_key_unref) ABSENT(gpgme_new)
ABSENT(gpgme_op_decrypt) ABSENT(gpgme_op_decrypt_result) ABSENT(gpgme_op_decrypt_verify) ABSENT(gpgme_op_encrypt)
ABSENT(gpgme_op_encrypt_sign) ABSENT(gpgme_op_export_ext) ABSENT(gpgme_op_import) ABSENT(gpgme_op_import_result)
ABSENT(gpgme_op_keylist_end) ABSENT(gpgme_op_keylist_next) ABSENT(gpgme_op_keylist_start) ABSENT(gpgme_op_sign)
ABSENT(gpgme_op_sign_result) ABSENT(gpgme_op_verify) ABSENT(gpgme_op_verify_result) ABSENT(gpgme_release)
ABSENT(gpgme_set_armor) ABSENT(gpgme_set_ctx_flag) ABSENT(gpgme_set_keylist_mode) ABSENT(gpgme_set_offline)
ABSENT(gpgme_set_passphrase_cb) ABSENT(gpgme_set_protocol) ABSENT(gpgme_set_textmode) ABSENT(gpgme_signers_add)
ABSENT(gpgme_signers_clear) ABSENT(gpgme_strerror) ABSENT(idn2_free) ABSENT(idn2_to_ascii_8z)
ABSENT(idn2_to_unicode_8z8z) ABSENT(zip_discard) ABSENT(zip_error_fini) ABSENT(zip_error_init)
ABSENT(zip_error_strerror) ABSENT(zip_fclose) ABSENT(zip_file_strerror) ABSENT(zip_fopen_index) ABSENT(zip_fread)
ABSENT(zip_get_name) ABSENT(zip_get_num_entries) ABSENT(zip_open_from_source) ABSENT(zip_source_buffer_create)
ABSENT(zip_source_free) ABSENT(zip_stat_index) ABSENT(zip_strerror) ABSENT(dlopen) ABSENT(dlsym)

/* GMime asks for it at its start and goes on without. */
const char *gpgme_check_version_internal(const char *least, size_t size);

const char *
gpgme_check_version_internal(const char *least, size_t size)
{
    (void)least;
    (void)size;
    return NULL;
}

int
main(int argc, char **argv)
{
    log_open("docket-reader");
    mallopt(M_ARENA_MAX, 1);
    return argc == 3 ? reader_serve_ordinary(argv[1], argv[2]) : 2;
}
