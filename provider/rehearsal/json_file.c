#include "provider/rehearsal/json_read.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <zlib.h>

enum { FILE_BYTES_MOST = 512 * 1024 * 1024, CHUNK_BYTES = 1 << 18 };

static int read_all(gzFile file, const char *path, struct tnf_strbuf *out, struct tnf_error *err) {
    for (;;) {
        tnf_strbuf_reserve(out, CHUNK_BYTES);
        TNF_AUTO_FREE char *chunk = tnf_xmalloc(CHUNK_BYTES);
        const int count = gzread(file, chunk, CHUNK_BYTES);
        if (count < 0) {
            int code;
            return tnf_error_set(err, TNF_E_IO, "could not read \"%s\": %s", path, gzerror(file, &code));
        }
        if (count == 0) return 0;
        tnf_strbuf_add(out, chunk, (size_t)count);
        if (out->len > FILE_BYTES_MOST) {
            return tnf_error_set(err, TNF_E_LIMIT, "\"%s\" has more than %d bytes", path, FILE_BYTES_MOST);
        }
    }
}

static int read_file(const char *path, struct tnf_strbuf *out, struct tnf_error *err) {
    gzFile file = gzopen(path, "rbe"); /* reads what is not compressed as it is */
    if (file == NULL) return tnf_error_errno(err, "read \"%s\"", path);
    const int code = read_all(file, path, out, err);
    gzclose(file);
    return code;
}

int tnf_json_file_read(const char *path, json_t **ret_json, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(read_file(path, &text, err));
    json_error_t problem;
    json_t *json = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &problem);
    if (json == NULL) {
        tnf_error_set(err, TNF_E_INVALID, "\"%s\" is not JSON: %s", path, problem.text);
        tnf_error_at(err, path, (unsigned)problem.line, (unsigned)problem.column);
        return TNF_E_INVALID;
    }
    *ret_json = json;
    return 0;
}

struct tnf_strview tnf_json_text(const json_t *json) {
    if (!json_is_string(json)) return tnf_sv_n(NULL, 0);
    return tnf_sv_n(json_string_value(json), json_string_length(json));
}
