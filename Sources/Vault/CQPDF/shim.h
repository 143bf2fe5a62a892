// qpdf brings libraries of cryptography along. It is loaded where PDF files are looked at, and not in
// every process that could.

#ifndef CQPDF_SHIM_H
#define CQPDF_SHIM_H

#include <stddef.h>
#include <stdlib.h>
#include <qpdf/qpdf-c.h>

#include "../CLoaded/library.h"

#define CQPDF_FUNCTIONS(X) \
    X(qpdf_init) \
    X(qpdf_silence_errors) \
    X(qpdf_set_suppress_warnings) \
    X(qpdf_set_attempt_recovery) \
    X(qpdf_read_memory) \
    X(qpdf_get_error_code) \
    X(qpdf_get_error) \
    X(qpdf_more_warnings) \
    X(qpdf_get_error_message_detail) \
    X(qpdf_next_warning) \
    X(qpdf_cleanup) \
    X(qpdf_is_encrypted) \
    X(qpdf_get_trailer) \
    X(qpdf_oh_release) \
    X(qpdf_oh_get_type_code) \
    X(qpdf_oh_get_array_n_items) \
    X(qpdf_oh_get_array_item) \
    X(qpdf_oh_get_dict) \
    X(qpdf_oh_is_indirect) \
    X(qpdf_oh_get_object_id) \
    X(qpdf_oh_get_generation) \
    X(qpdf_oh_get_key) \
    X(qpdf_oh_begin_dict_key_iter) \
    X(qpdf_oh_dict_more_keys) \
    X(qpdf_oh_dict_next_key) \
    X(qpdf_oh_is_name) \
    X(qpdf_oh_get_name) \
    X(qpdf_oh_get_utf8_value) \
    X(qpdf_empty_pdf) \
    X(qpdf_get_root) \
    X(qpdf_get_num_pages) \
    X(qpdf_get_page_n) \
    X(qpdf_push_inherited_attributes_to_page) \
    X(qpdf_add_page) \
    X(qpdf_init_write_memory) \
    X(qpdf_set_deterministic_ID) \
    X(qpdf_set_object_stream_mode) \
    X(qpdf_write) \
    X(qpdf_get_buffer_length) \
    X(qpdf_get_buffer) \
    X(qpdf_make_indirect_object) \
    X(qpdf_oh_parse) \
    X(qpdf_oh_new_stream) \
    X(qpdf_oh_new_dictionary) \
    X(qpdf_oh_new_array) \
    X(qpdf_oh_new_null) \
    X(qpdf_oh_new_name) \
    X(qpdf_oh_new_integer) \
    X(qpdf_oh_replace_key) \
    X(qpdf_oh_remove_key) \
    X(qpdf_oh_append_item) \
    X(qpdf_oh_copy_foreign_object) \
    X(qpdf_oh_get_stream_data) \
    X(qpdf_oh_get_page_content_data) \
    X(qpdf_oh_replace_stream_data) \
    X(qpdf_oh_get_int_value) \
    X(qpdf_oh_get_bool_value) \
    X(qpdf_oh_is_number) \
    X(qpdf_oh_get_numeric_value)

// The version that the headers belong to: another one has another layout of its values.
#if QPDF_MAJOR_VERSION >= 12
#define CQPDF_NAME "libqpdf.so.30"
#else
#define CQPDF_NAME "libqpdf.so.29"
#endif

CLOADED_LIBRARY(cqpdf, CQPDF_NAME, CQPDF_FUNCTIONS)

// free(3), for what the library allocates for its caller.
static inline void cqpdf_free(void *start) {
    free(start);
}

#endif
