#include "generator/output/index.h"

#include "base/memory.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 65536, LINE_MAX_BYTES = TNF_PATH_MAX + 128 };

static const struct tnf_strview header = {"# tenantform index 1\n", 21};

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
    if (got < 0) return tnf_error_set(err, TNF_E_IO, "could not read %s: %s", reader->name, strerror(errno));
    tnf_hasher_add(reader->hasher, tnf_sv_n(buffer->ptr + left, (size_t)got));
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

static int parse(struct tnf_index_reader *reader, struct tnf_strview line, struct tnf_error *err) {
    struct tnf_index_entry *entry = &reader->entry;
    if (line.len < TNF_SHA256_HEX_LEN + 2 || !tnf_sha256_parse(tnf_sv_n(line.ptr, TNF_SHA256_HEX_LEN), &entry->hash))
        return broken(reader, "expected a SHA-256 in lower-case hexadecimal", err);
    struct tnf_strview rest = tnf_sv_from(line, TNF_SHA256_HEX_LEN + 2);
    int64_t count = 0;
    if (!tnf_sv_to_int(tnf_sv_next(&rest, ' '), 0, INT64_MAX, &count))
        return broken(reader, "expected a number of files after the hash", err);
    entry->file_count = (uint64_t)count;
    if (rest.len < 2 || rest.ptr[0] != ' ') return broken(reader, "expected a folder after the number of files", err);
    entry->path = tnf_sv_from(rest, 1);
    if (tnf_sv_eq_c(entry->path, ".")) {
        entry->path = TNF_SV("");
        return 0;
    }
    struct tnf_error reason = {0};
    return tnf_output_path_check(entry->path, "folder", &reason) < 0 ? broken(reader, reason.message, err) : 0;
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

int tnf_index_reader_open(struct tnf_index_reader *reader, int fd, const char *name, struct tnf_error *err) {
    *reader = (struct tnf_index_reader){.fd = fd, .name = name, .hasher = tnf_hasher_new()};
    tnf_strbuf_init(&reader->buffer);
    tnf_strbuf_init(&reader->last);
    if (fd < 0) return 0;
    struct tnf_strview line;
    TNF_TRY(next_line(reader, &line, err));
    reader->line = 1;
    if (line.ptr == NULL || !tnf_sv_eq(line, tnf_sv_n(header.ptr, header.len - 1)))
        return broken(reader, "expected the line \"# tenantform index 1\"", err);
    return tnf_index_reader_next(reader, err);
}

void tnf_index_reader_release(struct tnf_index_reader *reader) {
    tnf_cleanup_close(&reader->fd);
    reader->fd = -1;
    tnf_strbuf_release(&reader->buffer);
    tnf_strbuf_release(&reader->last);
    tnf_hasher_free(reader->hasher);
    reader->hasher = NULL;
}

struct tnf_sha256 tnf_index_reader_hash(struct tnf_index_reader *reader) {
    return tnf_hasher_end(reader->hasher);
}

void tnf_index_writer_open(struct tnf_index_writer *writer, int fd, const char *name) {
    *writer = (struct tnf_index_writer){.fd = fd, .name = name, .hasher = tnf_hasher_new()};
    tnf_strbuf_init(&writer->buffer);
    tnf_strbuf_add_sv(&writer->buffer, header);
}

void tnf_index_writer_release(struct tnf_index_writer *writer) {
    tnf_cleanup_close(&writer->fd);
    writer->fd = -1;
    tnf_strbuf_release(&writer->buffer);
    tnf_hasher_free(writer->hasher);
    writer->hasher = NULL;
}

static int flush(struct tnf_index_writer *writer, struct tnf_error *err) {
    const struct tnf_strview bytes = tnf_strbuf_view(&writer->buffer);
    tnf_hasher_add(writer->hasher, bytes);
    if (writer->fd >= 0 && tnf_write_all(writer->fd, bytes) != 0)
        return tnf_error_set(err, TNF_E_IO, "could not write %s: %s", writer->name, strerror(errno));
    tnf_strbuf_clear(&writer->buffer);
    return 0;
}

int tnf_index_writer_add(struct tnf_index_writer *writer, const struct tnf_index_entry *entry, struct tnf_error *err) {
    char hex[TNF_SHA256_HEX_SIZE];
    tnf_sha256_print(&entry->hash, hex);
    tnf_strbuf_add(&writer->buffer, hex, TNF_SHA256_HEX_LEN);
    tnf_strbuf_addf(&writer->buffer, "  %" PRIu64 "  ", entry->file_count);
    tnf_strbuf_add_sv(&writer->buffer, entry->path.len == 0 ? TNF_SV(".") : entry->path);
    tnf_strbuf_add_c(&writer->buffer, '\n');
    writer->entries++;
    writer->files += entry->file_count;
    return writer->buffer.len < CHUNK ? 0 : flush(writer, err);
}

int tnf_index_writer_end(struct tnf_index_writer *writer, struct tnf_sha256 *ret_hash, struct tnf_error *err) {
    TNF_TRY(flush(writer, err));
    *ret_hash = tnf_hasher_end(writer->hasher);
    return 0;
}
