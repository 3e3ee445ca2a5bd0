#include "generator/report/audit_states.h"

#include "base/environment.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "generator/state/s3.h"

#include <stdlib.h>

enum { LOCK_MAX = 1 << 20 };

struct tnf_strview tnf_audit_place(const struct tnf_backend *backend, struct tnf_arena *arena) {
    if (backend->kind == TNF_BACKEND_LOCAL) return tnf_arena_sv(arena, backend->path);
    if (backend->kind != TNF_BACKEND_S3) return TNF_SV("");
    return tnf_arena_printf(arena, "s3://%.*s/%.*s", TNF_SV_ARG(backend->bucket), TNF_SV_ARG(backend->key));
}

/* Terraform asks the environment, too, where a backend does not say. */
static struct tnf_strview region_of(const struct tnf_backend *backend) {
    const char *region = tnf_environment("AWS_REGION");
    if (region == NULL) region = tnf_environment("AWS_DEFAULT_REGION");
    return backend->region.len > 0 ? backend->region : tnf_sv(region);
}

void tnf_audit_stores_add(struct tnf_audit_stores *stores, const struct tnf_backend *backend, struct tnf_arena *arena) {
    stores->local |= backend->kind == TNF_BACKEND_LOCAL;
    if (backend->kind != TNF_BACKEND_S3) return;
    const size_t slash = tnf_sv_find(backend->key, '/');
    const struct tnf_audit_store store = {backend->bucket, region_of(backend),
                                          tnf_sv_n(backend->key.ptr, slash == backend->key.len ? 0 : slash + 1)};
    for (size_t i = 0; i < stores->count; i++)
        if (tnf_sv_eq(stores->items[i].bucket, store.bucket) && tnf_sv_eq(stores->items[i].prefix, store.prefix))
            return;
    stores->items = tnf_arena_grow(arena, stores->items, stores->count, &stores->capacity, sizeof *stores->items);
    stores->items[stores->count++] = (struct tnf_audit_store){
        tnf_arena_sv(arena, store.bucket), tnf_arena_sv(arena, store.region), tnf_arena_sv(arena, store.prefix)};
}

struct looking {
    struct tnf_audit *audit;
    size_t capacity; /* of audit->objects */
    struct tnf_arena *arena;
    const char *folder;
    struct tnf_aws_credentials credentials;
};

static void add_object(struct looking *looking, struct tnf_strview place, const struct tnf_state_object *object) {
    struct tnf_audit *audit = looking->audit;
    audit->objects =
        tnf_arena_grow(looking->arena, audit->objects, audit->object_count, &looking->capacity, sizeof *audit->objects);
    audit->objects[audit->object_count++] =
        (struct tnf_audit_object){.place = place, .size = object->size, .modified = object->modified};
}

/* In a folder, files that are no states are what stacks are made of. */
static bool is_of_a_state(struct tnf_strview name) {
    return tnf_sv_ends_with(name, TNF_SV(".tfstate")) || tnf_sv_ends_with(name, TNF_SV(".lock.info"));
}

static int list_folder(struct looking *looking, struct tnf_error *err) {
    struct tnf_state_objects files = {0};
    TNF_TRY(tnf_state_folder_list(looking->folder, looking->arena, &files, err));
    for (size_t i = 0; i < files.count; i++)
        if (is_of_a_state(files.items[i].name)) add_object(looking, files.items[i].name, &files.items[i]);
    return 0;
}

static int list_store(struct looking *looking, const struct tnf_audit_store *store, struct tnf_error *err) {
    const struct tnf_s3_bucket bucket = {&looking->credentials, store->bucket.ptr, store->region.ptr};
    struct tnf_state_objects objects = {0};
    if (store->region.len == 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "nobody says which region bucket \"%s\" is in", store->bucket.ptr);
        tnf_error_hint(err, "set AWS_REGION");
        return TNF_E_INVALID;
    }
    TNF_TRY(tnf_s3_list(&bucket, store->prefix, looking->arena, &objects, err));
    for (size_t i = 0; i < objects.count; i++)
        add_object(
            looking,
            tnf_arena_printf(looking->arena, "s3://%s/%.*s", store->bucket.ptr, TNF_SV_ARG(objects.items[i].name)),
            &objects.items[i]);
    return 0;
}

/* Which wanted objects are in a bucket. */
struct wanted {
    struct tnf_audit_object **objects;
    struct tnf_strview *names;
    size_t count;
    struct tnf_arena *arena;
};

static int on_content(size_t number, struct tnf_strview content, const struct tnf_error *why, void *context,
                      struct tnf_error *err) {
    (void)err;
    const struct wanted *wanted = context;
    if (content.ptr == NULL)
        tnf_audit_fail(wanted->objects[number], why, wanted->arena);
    else
        tnf_audit_read(wanted->objects[number], content, wanted->arena);
    return 0;
}

/* A bucket may be in several stores: whoever comes first reads for all. */
static int read_store(struct looking *looking, const struct tnf_audit_store *store, struct tnf_error *err) {
    const struct tnf_audit *audit = looking->audit;
    const struct tnf_s3_bucket bucket = {&looking->credentials, store->bucket.ptr, store->region.ptr};
    const struct tnf_strview start = tnf_arena_printf(looking->arena, "s3://%s/", store->bucket.ptr);
    struct wanted wanted = {
        .objects = TNF_ARENA_ARRAY(looking->arena, struct tnf_audit_object *, audit->object_count),
        .names = TNF_ARENA_ARRAY(looking->arena, struct tnf_strview, audit->object_count),
        .arena = looking->arena,
    };
    for (size_t i = 0; i < audit->object_count; i++) {
        struct tnf_audit_object *object = &audit->objects[i];
        if (!object->wanted || object->read || !tnf_sv_starts_with(object->place, start)) continue;
        wanted.objects[wanted.count] = object;
        wanted.names[wanted.count++] = tnf_sv_from(object->place, start.len);
    }
    return tnf_s3_get_each(&bucket, wanted.names, wanted.count, TNF_TFSTATE_MAX, on_content, &wanted, err);
}

static int read_files(struct looking *looking, struct tnf_error *err) {
    const struct tnf_audit *audit = looking->audit;
    for (size_t i = 0; i < audit->object_count; i++) {
        struct tnf_audit_object *object = &audit->objects[i];
        if (!object->wanted || object->read) continue;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_path_join(&path, tnf_sv(looking->folder), object->place);
        const size_t max = object->role == TNF_AUDIT_LOCK ? LOCK_MAX : TNF_TFSTATE_MAX;
        if (tnf_file_read(path.ptr, max, &text, err) < 0)
            tnf_audit_fail(object, err, looking->arena);
        else
            tnf_audit_read(object, tnf_strbuf_view(&text), looking->arena);
    }
    return 0;
}

static int look(struct looking *looking, const struct tnf_audit_stores *stores, struct tnf_error *err) {
    if (stores->count > 0) TNF_TRY(tnf_aws_credentials_find(&looking->credentials, err));
    if (stores->local) TNF_TRY(list_folder(looking, err));
    for (size_t i = 0; i < stores->count; i++) TNF_TRY(list_store(looking, &stores->items[i], err));
    tnf_audit_sort(looking->audit, looking->arena);
    for (size_t i = 0; i < stores->count; i++) TNF_TRY(read_store(looking, &stores->items[i], err));
    return read_files(looking, err);
}

int tnf_audit_look(struct tnf_audit *audit, const struct tnf_audit_stores *stores, const char *folder,
                   struct tnf_arena *arena, struct tnf_error *err) {
    struct looking looking = {
        .audit = audit, .arena = arena, .folder = folder, .credentials = TNF_AWS_CREDENTIALS_INIT};
    const int code = look(&looking, stores, err);
    tnf_aws_credentials_release(&looking.credentials);
    return code;
}
