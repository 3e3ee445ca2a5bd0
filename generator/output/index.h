/*
 * The index of an output, .tenantform/manifest: a comment line, then "<sha256 of the folder's manifest>  <number
 * of files>  <folder>" for each generated folder, by folder in byte order ("." for the output itself). It is read and
 * written as a stream: 20,000 folders are 2 MB that never are in memory together.
 */
#pragma once

#include "base/error.h"
#include "base/sha256.h"
#include "base/strbuf.h"

struct tnf_index_entry {
    struct tnf_strview path;
    struct tnf_sha256 hash;
    uint64_t file_count;
};

struct tnf_index_reader {
    int fd; /* owned; -1 reads as an empty index */
    const char *name;
    unsigned line;
    size_t start; /* of what is not yet given out of `buffer` */
    bool ended;
    struct tnf_strbuf buffer;
    struct tnf_strbuf last; /* path of the entry before, for the order */
    struct tnf_hasher *hasher;
    struct tnf_index_entry entry; /* the one ahead, when has_entry */
    bool has_entry;
};

/* One that is not open; release takes it. */
#define TNF_INDEX_READER_NONE ((struct tnf_index_reader){.fd = -1, .buffer = TNF_STRBUF_INIT, .last = TNF_STRBUF_INIT})

/* Starts reading at the file's beginning, up to and with the first entry. `name` is for messages, borrowed. */
int tnf_index_reader_open(struct tnf_index_reader *reader, int fd, const char *name, struct tnf_error *err);
void tnf_index_reader_release(struct tnf_index_reader *reader);
/* Goes to the next entry: reader->has_entry is false at the end. The entry is valid until the next call. A damaged line
 * is TNF_E_INVALID with its number. */
int tnf_index_reader_next(struct tnf_index_reader *reader, struct tnf_error *err);
/* The hash of the whole file; all entries must have been read. */
struct tnf_sha256 tnf_index_reader_hash(struct tnf_index_reader *reader);

struct tnf_index_writer {
    int fd; /* owned; -1 writes nowhere and only hashes */
    const char *name;
    struct tnf_strbuf buffer;
    struct tnf_hasher *hasher;
    uint64_t entries;
    uint64_t files; /* sum over the entries, without manifests */
};

/* One that is not open; release takes it. */
#define TNF_INDEX_WRITER_NONE ((struct tnf_index_writer){.fd = -1, .buffer = TNF_STRBUF_INIT})

/* Starts an index in the empty file `fd`. */
void tnf_index_writer_open(struct tnf_index_writer *writer, int fd, const char *name);
void tnf_index_writer_release(struct tnf_index_writer *writer);
/* Adds an entry; the caller keeps the order. */
int tnf_index_writer_add(struct tnf_index_writer *writer, const struct tnf_index_entry *entry, struct tnf_error *err);
/* Writes what is left and gives the hash of the whole file. */
int tnf_index_writer_end(struct tnf_index_writer *writer, struct tnf_sha256 *ret_hash, struct tnf_error *err);
