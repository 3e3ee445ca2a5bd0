#include "generator/output/path.h"

#include <string.h>

static bool is_reserved(struct tnf_strview path) {
    for (struct tnf_strview rest = path; rest.ptr != NULL;)
        if (tnf_sv_starts_with(tnf_sv_next(&rest, '/'), TNF_SV(TNF_CONTROL_DIR))) return true;
    return false;
}

int tnf_output_path_check(struct tnf_strview path, const char *what, struct tnf_error *err) {
    const int code = tnf_path_check(path, err);
    if (code < 0) {
        (void)tnf_error_wrap(err, "%s", what);
        return code;
    }
    if (!is_reserved(path)) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "%s: path \"%.*s\" has a part that begins with %s, which is reserved", what,
                        TNF_SV_ARG(path), TNF_CONTROL_DIR);
    tnf_error_hint(err, "choose another name");
    return TNF_E_INVALID;
}

struct tnf_path_part tnf_path_part(struct tnf_strview part) {
    struct tnf_path_part copy;
    const size_t length = part.len > TNF_PATH_PART_MAX ? TNF_PATH_PART_MAX : part.len;
    if (length > 0) memcpy(copy.text, part.ptr, length);
    copy.text[length] = '\0';
    return copy;
}
