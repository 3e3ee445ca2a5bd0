/* Runs a fuzz target over files, or over every file of folders, for compilers without libFuzzer. */
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <ftw.h>
#include <sys/stat.h>

enum { INPUT_MAX = 16 * 1024 * 1024, OPEN_FOLDERS_MAX = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t inputs_run;

static int run_one(const char *path, const struct stat *info, int type) {
    (void)info;
    if (type != FTW_F) return 0;
    struct tnf_error err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf input = TNF_STRBUF_INIT;
    if (tnf_file_read(path, INPUT_MAX, &input, &err) < 0) {
        (void)fprintf(stderr, "%s\n", err.message);
        return -1;
    }
    inputs_run++;
    return LLVMFuzzerTestOneInput((const uint8_t *)input.ptr, input.len);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (ftw(argv[i], run_one, OPEN_FOLDERS_MAX) != 0) return 1;
    (void)printf("%zu inputs\n", inputs_run);
    return inputs_run == 0;
}
