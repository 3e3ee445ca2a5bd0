#include "generator/output/index.h"
#include "generator/output/scope.h"

#include "base/memory.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 65536, LINE_MAX_BYTES = TNF_PATH_MAX + 128 };

static const struct tnf_strview header = {"# tenantform index 1\n", 21};

void tnf_index_add_header(struct tnf_strbuf *out) {
    tnf_strbuf_add_sv(out, header);
}

void tnf_index_add_line(struct tnf_strbuf *out, struct tnf_strview path, const struct tnf_sha256 *manifest,
                        uint64_t file_count) {
    char hex[TNF_SHA256_HEX_SIZE];
    tnf_sha256_print(manifest, hex);
    tnf_strbuf_add(out, hex, TNF_SHA256_HEX_LEN);
    tnf_strbuf_addf(out, "  %" PRIu64 "  ", file_count);
    tnf_strbuf_add_sv(out, path.len == 0 ? TNF_SV(".") : path);
    tnf_strbuf_add_c(out, '\n');
}

static int broken(const struct tnf_index_reader *reader, const char *problem, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "index of generated folders is damaged: %s", problem);
    tnf_error_hint(err, "restore the file from version control, or delete it and generate again");
    tnf_error_at(err, reader->name, reader->line, 1);
    return TNF_E_INVALID;
}

/* Moves what is left to the front and reads a chunk behind it. */
static int fill(struct tnf_index_reader *reader, struct tnf_error *err) {
    struct tnf_strbuf *buffer = &reader->buffer;
    const size_t left = buffer->len - reader->start;
    if (left > 0) memmove(buffer->ptr, buffer->ptr + reader->start, left);
    buffer->len = left;
    reader->start = 0;
    tnf_strbuf_reserve(buffer, CHUNK);
    ssize_t got = 0;
    do {
        got = reader->fd < 0 ? 0 : read(reader->fd, buffer->ptr + left, CHUNK);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return tnf_error_errno(err, "read %s", reader->name);
    buffer->len += (size_t)got;
    reader->ended = got == 0;
    return 0;
}

/* The next line without its newline; .ptr is NULL at the end. */
static int next_line(struct tnf_index_reader *reader, struct tnf_strview *ret, struct tnf_error *err) {
    for (;;) {
        const struct tnf_strview rest =
            tnf_sv_n(reader->buffer.ptr + reader->start, reader->buffer.len - reader->start);
        const size_t end = tnf_sv_find(rest, '\n');
        if (end < rest.len) {
            *ret = tnf_sv_n(rest.ptr, end);
            reader->start += end + 1;
            reader->line++;
            return 0;
        }
        if (reader->ended && rest.len == 0) break;
        if (reader->ended) return broken(reader, "the last line is not complete", err);
        if (rest.len > LINE_MAX_BYTES) return broken(reader, "a line is too long", err);
        TNF_TRY(fill(reader, err));
    }
    *ret = (struct tnf_strview){0};
    return 0;
}

/* `line` without its newline, which stands behind it. */
static int parse(struct tnf_index_reader *reader, struct tnf_strview line, struct tnf_error *err) {
    struct tnf_index_entry *entry = &reader->entry;
    struct tnf_strview rest = line;
    if (tnf_sv_next(&rest, ' ').len != TNF_SHA256_HEX_LEN || rest.len == 0 || rest.ptr[0] != ' ')
        return broken(reader, "expected a SHA-256 in hexadecimal and two blanks", err);
    rest = tnf_sv_from(rest, 1);
    int64_t count = 0;
    if (!tnf_sv_to_int(tnf_sv_next(&rest, ' '), 0, INT64_MAX, &count))
        return broken(reader, "expected a number of files after the hash", err);
    if (rest.len < 2 || rest.ptr[0] != ' ') return broken(reader, "expected a folder after the number of files", err);
    entry->file_count = (uint64_t)count;
    entry->path = tnf_sv_from(rest, 1);
    if (tnf_sv_eq_c(entry->path, ".")) entry->path = TNF_SV("");
    entry->line = tnf_sv_n(line.ptr, line.len + 1);
    return 0;
}

int tnf_index_reader_next(struct tnf_index_reader *reader, struct tnf_error *err) {
    if (reader->has_entry) {
        tnf_strbuf_clear(&reader->last);
        tnf_strbuf_add_sv(&reader->last, reader->entry.path);
    }
    struct tnf_strview line;
    TNF_TRY(next_line(reader, &line, err));
    const bool first = !reader->has_entry;
    reader->has_entry = line.ptr != NULL;
    if (!reader->has_entry) return 0;
    TNF_TRY(parse(reader, line, err));
    if (!first && tnf_sv_cmp(tnf_strbuf_view(&reader->last), reader->entry.path) >= 0)
        return broken(reader, "folders are not in order", err);
    return 0;
}

static void init_reader(struct tnf_index_reader *reader, int fd, const char *name) {
    *reader = (struct tnf_index_reader){.fd = fd, .name = name};
    tnf_strbuf_init(&reader->buffer);
    tnf_strbuf_init(&reader->last);
}

static int read_first(struct tnf_index_reader *reader, struct tnf_error *err) {
    struct tnf_strview line;
    TNF_TRY(next_line(reader, &line, err));
    reader->line = 1;
    if (line.ptr == NULL || !tnf_sv_eq(line, tnf_sv_n(header.ptr, header.len - 1)))
        return broken(reader, "expected the line \"# tenantform index 1\"", err);
    return tnf_index_reader_next(reader, err);
}

int tnf_index_reader_open(struct tnf_index_reader *reader, int fd, const char *name, struct tnf_error *err) {
    init_reader(reader, fd, name);
    return fd < 0 ? 0 : read_first(reader, err);
}

int tnf_index_reader_open_text(struct tnf_index_reader *reader, struct tnf_strview text, const char *name,
                               struct tnf_error *err) {
    init_reader(reader, -1, name);
    tnf_strbuf_add_sv(&reader->buffer, text);
    reader->ended = true;
    return read_first(reader, err);
}

void tnf_index_reader_release(struct tnf_index_reader *reader) {
    tnf_cleanup_close(&reader->fd);
    reader->fd = -1;
    tnf_strbuf_release(&reader->buffer);
    tnf_strbuf_release(&reader->last);
}

void tnf_index_writer_open(struct tnf_index_writer *writer, int fd, const char *name) {
    *writer = (struct tnf_index_writer){.fd = fd, .name = name};
    tnf_strbuf_init(&writer->buffer);
    tnf_index_add_header(&writer->buffer);
}

void tnf_index_writer_release(struct tnf_index_writer *writer) {
    tnf_cleanup_close(&writer->fd);
    writer->fd = -1;
    tnf_strbuf_release(&writer->buffer);
}

static int flush(struct tnf_index_writer *writer, struct tnf_error *err) {
    if (writer->fd >= 0 && tnf_write_all(writer->fd, tnf_strbuf_view(&writer->buffer)) != 0)
        return tnf_error_errno(err, "write %s", writer->name);
    tnf_strbuf_clear(&writer->buffer);
    return 0;
}

/* Counts an entry; makes room for its line. */
static int begin_entry(struct tnf_index_writer *writer, struct tnf_strview path, uint64_t file_count,
                       struct tnf_error *err) {
    writer->folders += file_count > 0;
    writer->modules += file_count > 0 && tnf_is_module_path(path);
    writer->files += file_count;
    return writer->buffer.len < CHUNK ? 0 : flush(writer, err);
}

int tnf_index_writer_add(struct tnf_index_writer *writer, struct tnf_strview path, const struct tnf_sha256 *manifest,
                         uint64_t file_count, struct tnf_strview *ret_line, struct tnf_error *err) {
    TNF_TRY(begin_entry(writer, path, file_count, err));
    const size_t start = writer->buffer.len;
    tnf_index_add_line(&writer->buffer, path, manifest, file_count);
    if (ret_line != NULL) *ret_line = tnf_sv_from(tnf_strbuf_view(&writer->buffer), start);
    return 0;
}

int tnf_index_writer_copy(struct tnf_index_writer *writer, const struct tnf_index_entry *entry, struct tnf_error *err) {
    TNF_TRY(begin_entry(writer, entry->path, entry->file_count, err));
    tnf_strbuf_add_sv(&writer->buffer, entry->line);
    return 0;
}

bool tnf_index_entry_names(const struct tnf_index_entry *entry, const struct tnf_sha256 *manifest) {
    char hex[TNF_SHA256_HEX_SIZE];
    tnf_sha256_print(manifest, hex);
    return tnf_sv_eq(tnf_sv_n(entry->line.ptr, TNF_SHA256_HEX_LEN), tnf_sv_n(hex, TNF_SHA256_HEX_LEN));
}

int tnf_index_writer_end(struct tnf_index_writer *writer, struct tnf_error *err) {
    return flush(writer, err);
}
