#include "tests/support/shell.h"

#include "base/strbuf.h"
#include "tests/support/test.h"

char *tnf_shell(const char *folder, const char *command) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "cd '%s' && { %s ; } 2>&1", folder, command);
    FILE *pipe = popen(line.ptr, "r");
    assert_non_null(pipe);
    struct tnf_strbuf output = TNF_STRBUF_INIT;
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0) tnf_strbuf_add(&output, chunk, got);
    if (pclose(pipe) != 0) fail_msg("%s: %s", command, output.ptr);
    return tnf_strbuf_detach(&output);
}
