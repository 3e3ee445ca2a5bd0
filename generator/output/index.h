/*
 * The index of an output, .tenantform/manifest: a comment line, then "<sha256 of the folder's manifest>  <number
 * of files>  <folder>" for each generated folder, by folder in byte order ("." for the output itself). A line with 0
 * files is no folder: its hash is that of rows which nothing is generated from. It is read and written as a stream:
 * 20,000 folders are 2 MB that never are in memory together.
 */
#pragma once

#include "base/error.h"
#include "base/sha256.h"
#include "base/strbuf.h"

/* A line that was read. Its hash is not looked at, and its path not checked: most lines are only copied. */
struct tnf_index_entry {
    struct tnf_strview path;
    uint64_t file_count;
    struct tnf_strview line; /* with its newline */
};

/* The index as text, for who keeps it elsewhere: its first line, then a line for each folder. */
void tnf_index_add_header(struct tnf_strbuf *out);
void tnf_index_add_line(struct tnf_strbuf *out, struct tnf_strview path, const struct tnf_sha256 *manifest,
                        uint64_t file_count);

struct tnf_index_reader {
    int fd; /* owned; -1 reads as an empty index */
    const char *name;
    unsigned line;
    size_t start; /* of what is not yet given out of `buffer` */
    bool ended;
    struct tnf_strbuf buffer;
    struct tnf_strbuf last;       /* path of the entry before, for the order */
    struct tnf_index_entry entry; /* the one ahead, when has_entry */
    bool has_entry;
};

/* One that is not open; release takes it. */
#define TNF_INDEX_READER_NONE ((struct tnf_index_reader){.fd = -1, .buffer = TNF_STRBUF_INIT, .last = TNF_STRBUF_INIT})

/* Starts reading at the file's beginning, up to and with the first entry. `name` is for messages, borrowed. */
int tnf_index_reader_open(struct tnf_index_reader *reader, int fd, const char *name, struct tnf_error *err);
/* The same for an index that is in memory: `text` is copied. */
int tnf_index_reader_open_text(struct tnf_index_reader *reader, struct tnf_strview text, const char *name,
                               struct tnf_error *err);
void tnf_index_reader_release(struct tnf_index_reader *reader);
/* Goes to the next entry: reader->has_entry is false at the end. The entry is valid until the next call. A damaged line
 * is TNF_E_INVALID with its number. */
int tnf_index_reader_next(struct tnf_index_reader *reader, struct tnf_error *err);
struct tnf_index_writer {
    int fd; /* owned; -1 writes nowhere and only counts */
    const char *name;
    struct tnf_strbuf buffer;
    uint64_t folders;
    uint64_t modules; /* of the folders */
    uint64_t files;   /* sum over the entries, without manifests */
};

/* One that is not open; release takes it. */
#define TNF_INDEX_WRITER_NONE ((struct tnf_index_writer){.fd = -1, .buffer = TNF_STRBUF_INIT})

/* Starts an index in the empty file `fd`. */
void tnf_index_writer_open(struct tnf_index_writer *writer, int fd, const char *name);
void tnf_index_writer_release(struct tnf_index_writer *writer);
/* Adds a folder; the caller keeps the order. *ret_line (may be NULL) is its line, borrowed until the next call. */
int tnf_index_writer_add(struct tnf_index_writer *writer, struct tnf_strview path, const struct tnf_sha256 *manifest,
                         uint64_t file_count, struct tnf_strview *ret_line, struct tnf_error *err);
/* Whether the entry names a manifest with that hash. */
bool tnf_index_entry_names(const struct tnf_index_entry *entry, const struct tnf_sha256 *manifest);
/* Adds a line that was read. */
int tnf_index_writer_copy(struct tnf_index_writer *writer, const struct tnf_index_entry *entry, struct tnf_error *err);
/* Writes what is left. */
int tnf_index_writer_end(struct tnf_index_writer *writer, struct tnf_error *err);
