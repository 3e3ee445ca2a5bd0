#include "generator/git/pack_object.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <openssl/evp.h>

enum {
    DEFLATE_LEVEL = 1,
    /* libdeflate clears its tables for every object, which costs more than so few bytes are worth: most of them are
     * digests, or deltas, which have no repetitions left. */
    STORED_MAX = 512,
    DELTA_TYPE = 6, /* OBJ_OFS_DELTA */
};

static EVP_MD_CTX *new_sha1(void) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || EVP_DigestInit_ex(context, EVP_sha1(), NULL) != 1) abort();
    return context;
}

struct tnf_pack_scratch *tnf_pack_scratch_new(void) {
    struct tnf_pack_scratch *scratch = tnf_xcalloc(1, sizeof *scratch);
    tnf_strbuf_init(&scratch->delta);
    tnf_strbuf_init(&scratch->body);
    scratch->digest = new_sha1();
    scratch->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    scratch->storer = libdeflate_alloc_compressor(0);
    if (scratch->compressor == NULL || scratch->storer == NULL) abort();
    return scratch;
}

void tnf_pack_scratch_free(struct tnf_pack_scratch *scratch) {
    if (scratch == NULL) return;
    for (size_t i = 0; i < scratch->kin_count; i++) {
        tnf_strbuf_release(&scratch->kins[i].name);
        tnf_delta_base_release(&scratch->kins[i].base);
    }
    libdeflate_free_compressor(scratch->compressor);
    libdeflate_free_compressor(scratch->storer);
    EVP_MD_CTX_free(scratch->digest);
    tnf_strbuf_release(&scratch->delta);
    tnf_strbuf_release(&scratch->body);
    free(scratch);
}

struct tnf_pack_kin *tnf_pack_scratch_kin(struct tnf_pack_scratch *scratch, struct tnf_strview name) {
    if (name.len == 0) return NULL;
    for (size_t i = 0; i < scratch->kin_count; i++)
        if (tnf_sv_eq(tnf_strbuf_view(&scratch->kins[i].name), name)) return &scratch->kins[i];
    if (scratch->kin_count == TNF_PACK_KINS_MAX) return NULL;
    struct tnf_pack_kin *kin = &scratch->kins[scratch->kin_count++];
    tnf_strbuf_init(&kin->name);
    tnf_strbuf_add_sv(&kin->name, name);
    tnf_delta_base_init(&kin->base);
    return kin;
}

void tnf_pack_kin_set(struct tnf_pack_kin *kin, struct tnf_strview content, uint64_t offset) {
    if (content.len > TNF_DELTA_BASE_MAX) return;
    tnf_delta_base_set(&kin->base, content);
    kin->offset = offset;
}

/* Leaves the context ready for the next digest: fetching the algorithm anew takes longer than hashing a small file. */
static void digest_object(EVP_MD_CTX *context, enum tnf_object_type type, struct tnf_strview content, git_oid *ret_id) {
    static const char *const names[] = {
        [TNF_OBJECT_COMMIT] = "commit", [TNF_OBJECT_TREE] = "tree", [TNF_OBJECT_BLOB] = "blob"};
    char header[32];
    const int length = snprintf(header, sizeof header, "%s %zu", names[type], content.len);
    (void)EVP_DigestUpdate(context, header, (size_t)length + 1); /* with its NUL */
    (void)EVP_DigestUpdate(context, content.ptr, content.len);
    (void)EVP_DigestFinal_ex(context, ret_id->id, NULL);
    if (EVP_DigestInit_ex(context, NULL, NULL) != 1) abort();
}

void tnf_pack_object_digest(struct tnf_pack_scratch *scratch, enum tnf_object_type type, struct tnf_strview content,
                            git_oid *ret_id) {
    digest_object(scratch->digest, type, content, ret_id);
}

void tnf_object_id(enum tnf_object_type type, struct tnf_strview content, git_oid *ret_id) {
    EVP_MD_CTX *context = new_sha1();
    digest_object(context, type, content, ret_id);
    EVP_MD_CTX_free(context);
}

static int compress_bytes(struct libdeflate_compressor *compressor, struct tnf_strview bytes, struct tnf_strbuf *out,
                          struct tnf_error *err) {
    const size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.len);
    tnf_strbuf_clear(out);
    tnf_strbuf_reserve(out, bound);
    out->len = libdeflate_zlib_compress(compressor, bytes.ptr == NULL ? "" : bytes.ptr, bytes.len, out->ptr, bound);
    return out->len > 0 ? 0 : tnf_error_set(err, TNF_E_INTERNAL, "could not compress an object");
}

int tnf_pack_object_compress(struct tnf_pack_scratch *scratch, const struct tnf_pack_kin *kin,
                             struct tnf_strview content, struct tnf_pack_object *ret, struct tnf_error *err) {
    /* A delta that saves less than half is not worth the second object that readers have to look at. */
    const bool delta =
        kin != NULL && kin->offset > 0 && tnf_delta_write(&kin->base, content, content.len / 2, &scratch->delta);
    const struct tnf_strview bytes = delta ? tnf_strbuf_view(&scratch->delta) : content;
    struct libdeflate_compressor *compressor = bytes.len <= STORED_MAX ? scratch->storer : scratch->compressor;
    TNF_TRY(compress_bytes(compressor, bytes, &scratch->body, err));
    ret->base = delta ? kin : NULL;
    ret->size = bytes.len;
    ret->body = tnf_strbuf_view(&scratch->body);
    return 0;
}

/* Type and size, then the size's other bits in groups of seven: gitformat-pack, "object entry". */
static void add_header(struct tnf_strbuf *out, unsigned type, size_t size) {
    unsigned char byte = (unsigned char)(type << 4 | (size & 0xF));
    size >>= 4;
    while (size > 0) {
        tnf_strbuf_add_c(out, (char)(byte | 0x80));
        byte = (unsigned char)(size & 0x7F);
        size >>= 7;
    }
    tnf_strbuf_add_c(out, (char)byte);
}

/* Groups of seven bits, highest first; each group but the last counts one more than its bits: gitformat-pack, "offset
 * encoding". */
static void add_distance(struct tnf_strbuf *out, uint64_t distance) {
    unsigned char bytes[10];
    size_t at = sizeof bytes - 1;
    bytes[at] = distance & 0x7F;
    while ((distance >>= 7) > 0) bytes[--at] = (unsigned char)(0x80 | (--distance & 0x7F));
    tnf_strbuf_add(out, bytes + at, sizeof bytes - at);
}

void tnf_pack_object_add(const struct tnf_pack_object *object, uint64_t offset, struct tnf_strbuf *out) {
    add_header(out, object->base != NULL ? DELTA_TYPE : (unsigned)object->type, object->size);
    if (object->base != NULL) add_distance(out, offset - object->base->offset);
    tnf_strbuf_add_sv(out, object->body);
}
