#include "generator/git/pack.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/git/pack_index.h"
#include "generator/git/pack_object.h"
#include "generator/git/repository.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1 << 20, HEADER_SIZE = 12 };

struct tnf_pack {
    git_repository *repository;
    git_odb *odb;
    bool odb_is_empty; /* then nothing has to be looked up */
    char *directory;   /* objects/pack */
    char *temporary;
    int file;
    pthread_mutex_t lock; /* of everything below, and of libgit2 */
    struct tnf_strbuf buffer;
    uint64_t flushed; /* bytes of the pack that are in the file */
    struct tnf_pack_index index;
};

/* Whether a folder has an entry that is not among `known`, a list that ends with NULL. */
static bool has_others(const char *path, const char *const *known) {
    DIR *directory = opendir(path);
    if (directory == NULL) return false;
    bool found = false;
    for (const struct dirent *entry; !found && (entry = readdir(directory)) != NULL;) {
        found = true;
        for (size_t i = 0; found && known[i] != NULL; i++) found = strcmp(entry->d_name, known[i]) != 0;
    }
    (void)closedir(directory);
    return found;
}

/* From the names of folders: to ask libgit2 for an object would have it sort all that there are. */
static bool is_empty(git_repository *repository) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "%sobjects", git_repository_commondir(repository));
    const size_t length = path.len;
    if (has_others(path.ptr, (const char *const[]){".", "..", "info", "pack", NULL})) return false;
    tnf_strbuf_add_str(&path, "/pack");
    if (has_others(path.ptr, (const char *const[]){".", "..", NULL})) return false;
    tnf_strbuf_truncate(&path, length);
    tnf_strbuf_add_str(&path, "/info");
    return !has_others(path.ptr, (const char *const[]){".", "..", NULL}); /* alternates are another repository's */
}

static int open_file(struct tnf_pack *pack, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "%sobjects/pack", git_repository_commondir(pack->repository));
    pack->directory = tnf_xstrdup(path.ptr);
    if (mkdir(pack->directory, 0777) < 0 && errno != EEXIST)
        return tnf_error_errno(err, "make directory \"%s\"", pack->directory);
    tnf_strbuf_add_str(&path, "/tmp_pack_XXXXXX");
    char *temporary = tnf_strbuf_detach(&path);
    pack->file = mkostemp(temporary, O_CLOEXEC);
    if (pack->file < 0) {
        const int code = tnf_error_errno(err, "write \"%s\"", temporary);
        free(temporary);
        return code;
    }
    pack->temporary = temporary;
    /* The count is not known yet; finish writes it over these zeros. */
    tnf_strbuf_add(&pack->buffer, "PACK\0\0\0\2\0\0\0\0", HEADER_SIZE);
    return 0;
}

int tnf_pack_new(git_repository *repository, struct tnf_pack **ret, struct tnf_error *err) {
    struct tnf_pack *pack = tnf_xcalloc(1, sizeof *pack);
    pack->repository = repository;
    pack->file = -1;
    tnf_strbuf_init(&pack->buffer);
    (void)pthread_mutex_init(&pack->lock, NULL);
    int code = 0;
    if (git_repository_odb(&pack->odb, repository) < 0)
        code = tnf_git_failed(err, TNF_E_IO, "open the object database");
    pack->odb_is_empty = is_empty(repository);
    if (code == 0) code = open_file(pack, err);
    if (code < 0) {
        tnf_pack_free(pack);
        return code;
    }
    *ret = pack;
    return 0;
}

void tnf_pack_free(struct tnf_pack *pack) {
    if (pack == NULL) return;
    if (pack->file >= 0) (void)close(pack->file);
    if (pack->temporary != NULL) (void)unlink(pack->temporary);
    git_odb_free(pack->odb);
    (void)pthread_mutex_destroy(&pack->lock);
    tnf_pack_index_release(&pack->index);
    tnf_strbuf_release(&pack->buffer);
    free(pack->temporary);
    free(pack->directory);
    free(pack);
}

static int write_all(int file, const char *bytes, size_t size, const char *path, struct tnf_error *err) {
    while (size > 0) {
        const ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return tnf_error_errno(err, "write \"%s\"", path);
        bytes += written;
        size -= (size_t)written;
    }
    return 0;
}

static int flush(struct tnf_pack *pack, struct tnf_error *err) {
    TNF_TRY(write_all(pack->file, pack->buffer.ptr, pack->buffer.len, pack->temporary, err));
    pack->flushed += pack->buffer.len;
    tnf_strbuf_clear(&pack->buffer);
    return 0;
}

/* Under the lock. */
static bool is_known(struct tnf_pack *pack, const git_oid *id) {
    if (tnf_pack_index_has(&pack->index, id)) return true;
    return !pack->odb_is_empty && git_odb_exists(pack->odb, id) == 1;
}

/* Under the lock. */
static int append(struct tnf_pack *pack, const struct tnf_pack_object *object, uint64_t *ret_offset,
                  struct tnf_error *err) {
    const size_t start = pack->buffer.len;
    *ret_offset = pack->flushed + start;
    tnf_pack_object_add(object, *ret_offset, &pack->buffer);
    const uint32_t crc = libdeflate_crc32(0, pack->buffer.ptr + start, pack->buffer.len - start);
    tnf_pack_index_add(&pack->index, &object->id, *ret_offset, crc);
    return pack->buffer.len >= BUFFER_SIZE ? flush(pack, err) : 0;
}

enum { OBJECT_MAX = 1 << 30 };

static int add(struct tnf_pack *pack, struct tnf_pack_scratch *scratch, struct tnf_pack_kin *kin,
               struct tnf_pack_object *object, struct tnf_strview content, struct tnf_error *err) {
    if (content.len > OBJECT_MAX) return tnf_error_set(err, TNF_E_LIMIT, "an object is larger than 1 GiB");
    tnf_pack_object_digest(scratch, object->type, content, &object->id);
    (void)pthread_mutex_lock(&pack->lock);
    const bool known = is_known(pack, &object->id);
    (void)pthread_mutex_unlock(&pack->lock);
    if (known) return 0;
    TNF_TRY(tnf_pack_object_compress(scratch, kin, content, object, err));
    uint64_t offset = 0;
    (void)pthread_mutex_lock(&pack->lock);
    /* Another thread may have added the same content meanwhile; a pack holds an object once. */
    const int code = tnf_pack_index_has(&pack->index, &object->id) ? 0 : append(pack, object, &offset, err);
    (void)pthread_mutex_unlock(&pack->lock);
    if (code == 0 && offset > 0 && kin != NULL && object->base == NULL) tnf_pack_kin_set(kin, content, offset);
    return code;
}

int tnf_pack_add(struct tnf_pack *pack, struct tnf_pack_scratch *scratch, enum tnf_object_type type,
                 struct tnf_strview content, git_oid *ret_id, struct tnf_error *err) {
    struct tnf_pack_object object = {.type = type};
    TNF_TRY(add(pack, scratch, NULL, &object, content, err));
    *ret_id = object.id;
    return 0;
}

int tnf_pack_add_like(struct tnf_pack *pack, struct tnf_pack_scratch *scratch, struct tnf_strview kin,
                      struct tnf_strview content, git_oid *ret_id, struct tnf_error *err) {
    struct tnf_pack_object object = {.type = TNF_OBJECT_BLOB};
    TNF_TRY(add(pack, scratch, tnf_pack_scratch_kin(scratch, kin), &object, content, err));
    *ret_id = object.id;
    return 0;
}

uint64_t tnf_pack_count(const struct tnf_pack *pack) {
    return pack->index.count;
}

static int write_count(struct tnf_pack *pack, struct tnf_error *err) {
    const uint32_t count = (uint32_t)pack->index.count;
    const unsigned char bytes[] = {(unsigned char)(count >> 24), (unsigned char)(count >> 16),
                                   (unsigned char)(count >> 8), (unsigned char)count};
    if (pwrite(pack->file, bytes, sizeof bytes, 8) != sizeof bytes)
        return tnf_error_errno(err, "write \"%s\"", pack->temporary);
    return 0;
}

/* SHA-1 over the whole file: known only now, as the count stands at its start. */
static int write_trailer(struct tnf_pack *pack, unsigned char ret_digest[GIT_OID_RAWSZ], struct tnf_error *err) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || EVP_DigestInit_ex(context, EVP_sha1(), NULL) != 1) abort();
    TNF_AUTO_FREE char *chunk = tnf_xmalloc(BUFFER_SIZE);
    off_t offset = 0;
    ssize_t got;
    while ((got = pread(pack->file, chunk, BUFFER_SIZE, offset)) > 0) {
        (void)EVP_DigestUpdate(context, chunk, (size_t)got);
        offset += got;
    }
    (void)EVP_DigestFinal_ex(context, ret_digest, NULL);
    EVP_MD_CTX_free(context);
    if (got < 0) return tnf_error_errno(err, "read \"%s\"", pack->temporary);
    return write_all(pack->file, (const char *)ret_digest, GIT_OID_RAWSZ, pack->temporary, err);
}

static char *final_path(const struct tnf_pack *pack, const unsigned char digest[GIT_OID_RAWSZ], const char *suffix) {
    struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "%s/pack-", pack->directory);
    for (size_t i = 0; i < GIT_OID_RAWSZ; i++) tnf_strbuf_addf(&path, "%02x", digest[i]);
    tnf_strbuf_add_str(&path, suffix);
    return tnf_strbuf_detach(&path);
}

static int write_index(const struct tnf_pack *pack, const unsigned char digest[GIT_OID_RAWSZ], const char *path,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_pack_index_compose(&pack->index, digest, &text);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf temporary = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&temporary, "%s/tmp_idx_XXXXXX", pack->directory);
    TNF_AUTO_CLOSE int file = mkostemp(temporary.ptr, O_CLOEXEC);
    if (file < 0) return tnf_error_errno(err, "write \"%s\"", temporary.ptr);
    int code = write_all(file, text.ptr, text.len, temporary.ptr, err);
    if (code == 0 && (fchmod(file, 0444) < 0 || fsync(file) < 0 || rename(temporary.ptr, path) < 0))
        code = tnf_error_errno(err, "write \"%s\"", path);
    if (code < 0) (void)unlink(temporary.ptr);
    return code;
}

/* The pack goes first: an index without its pack would be an error to git, a pack without index is ignored. */
static int publish(struct tnf_pack *pack, const unsigned char digest[GIT_OID_RAWSZ], struct tnf_error *err) {
    TNF_AUTO_FREE char *pack_path = final_path(pack, digest, ".pack");
    TNF_AUTO_FREE char *index_path = final_path(pack, digest, ".idx");
    if (fchmod(pack->file, 0444) < 0 || fsync(pack->file) < 0 || rename(pack->temporary, pack_path) < 0)
        return tnf_error_errno(err, "write \"%s\"", pack_path);
    free(pack->temporary);
    pack->temporary = NULL;
    TNF_TRY(write_index(pack, digest, index_path, err));
    if (git_odb_refresh(pack->odb) < 0) return tnf_git_failed(err, TNF_E_IO, "read the new objects");
    return 0;
}

int tnf_pack_finish(struct tnf_pack *pack, struct tnf_error *err) {
    if (pack->index.count == 0) return 0;
    if (pack->index.count > UINT32_MAX) return tnf_error_set(err, TNF_E_LIMIT, "a pack holds at most 2^32 objects");
    unsigned char digest[GIT_OID_RAWSZ];
    TNF_TRY(flush(pack, err));
    TNF_TRY(write_count(pack, err));
    TNF_TRY(write_trailer(pack, digest, err));
    return publish(pack, digest, err);
}
