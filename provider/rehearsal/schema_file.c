#include "provider/rehearsal/schema_file.h"

#include "base/memory.h"
#include "provider/wire/convert.h"
#include "provider/wire/cty_msgpack.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    enum tnf_rehearsal_kind kind;
    struct tnf_strview name;
    struct tnf_strview bytes;  /* of the Schema message */
    struct tnf_schema *schema; /* NULL: not decoded yet */
};

struct tnf_schema_file {
    struct tnf_strview bytes; /* the mapping */
    struct tnf_strview sections[TNF_REHEARSAL_SECTIONS];
    pthread_mutex_t mutex; /* for what is below */
    struct tnf_arena arena;
    struct entry *entries; /* NULL: the index is not read yet */
    size_t entry_count;
};

static int map(const char *path, struct tnf_strview *ret_bytes, struct tnf_error *err) {
    TNF_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0) {
        return tnf_error_errno(err, "open \"%s\"", path);
    }
    const size_t length = (size_t)status.st_size;
    if (length < sizeof(struct tnf_rehearsal_header)) {
        return tnf_error_set(err, TNF_E_INVALID, "\"%s\" is not a compiled schema", path);
    }
    void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) return tnf_error_errno(err, "map \"%s\"", path);
    *ret_bytes = tnf_sv_n(bytes, length);
    return 0;
}

static int find_sections(struct tnf_schema_file *file, const char *path, struct tnf_error *err) {
    struct tnf_rehearsal_header header;
    memcpy(&header, file->bytes.ptr, sizeof header);
    if (memcmp(header.magic, TNF_REHEARSAL_MAGIC, sizeof header.magic) != 0) {
        tnf_error_set(err, TNF_E_INVALID, "\"%s\" is not a compiled schema of this version", path);
        tnf_error_hint(err, "compile it again with tenantform-schema-compile");
        return TNF_E_INVALID;
    }
    for (size_t i = 0; i < TNF_REHEARSAL_SECTIONS; i++) {
        const uint64_t offset = header.sections[i].offset;
        const uint64_t length = header.sections[i].length;
        if (offset > file->bytes.len || length > file->bytes.len - offset) {
            return tnf_error_set(err, TNF_E_INVALID, "\"%s\" is cut off", path);
        }
        file->sections[i] = tnf_sv_n(file->bytes.ptr + offset, (size_t)length);
    }
    return 0;
}

int tnf_schema_file_open(const char *path, struct tnf_schema_file **ret_file, struct tnf_error *err) {
    struct tnf_strview bytes;
    TNF_TRY(map(path, &bytes, err));
    struct tnf_schema_file *file = tnf_xcalloc(1, sizeof *file);
    file->bytes = bytes;
    pthread_mutex_init(&file->mutex, NULL);
    const int code = find_sections(file, path, err);
    if (code < 0) {
        tnf_schema_file_close(file);
        return code;
    }
    *ret_file = file;
    return 0;
}

void tnf_schema_file_close(struct tnf_schema_file *file) {
    if (file == NULL) return;
    tnf_arena_release(&file->arena);
    pthread_mutex_destroy(&file->mutex);
    munmap((void *)(uintptr_t)file->bytes.ptr, file->bytes.len);
    free(file);
}

struct tnf_strview tnf_schema_file_section(const struct tnf_schema_file *file, enum tnf_rehearsal_section section) {
    return file->sections[section];
}

static int64_t number_at(const struct tnf_cty_value *object, struct tnf_strview name) {
    const struct tnf_cty_value *found = tnf_cty_get(object, name);
    return found != NULL && found->kind == TNF_CTY_INTEGER ? found->integer : -1;
}

static int read_entry(const struct tnf_schema_file *file, const struct tnf_cty_value *from, struct entry *ret_entry,
                      struct tnf_error *err) {
    const struct tnf_strview reply = file->sections[TNF_REHEARSAL_REPLY];
    const uint64_t offset = (uint64_t)number_at(from, TNF_SV("offset"));
    const uint64_t length = (uint64_t)number_at(from, TNF_SV("length"));
    if (offset > reply.len || length > reply.len - offset) {
        return tnf_error_set(err, TNF_E_INVALID, "index of the compiled schema points outside of it");
    }
    *ret_entry = (struct entry){
        .kind = (enum tnf_rehearsal_kind)number_at(from, TNF_SV("kind")),
        .name = tnf_cty_get_text(from, TNF_SV("name")),
        .bytes = tnf_sv_n(reply.ptr + offset, (size_t)length),
    };
    return 0;
}

static int read_index(struct tnf_schema_file *file, struct tnf_error *err) {
    if (file->entries != NULL) return 0;
    struct tnf_cty_value index;
    const struct tnf_cty_type *type = tnf_rehearsal_index_type(&file->arena);
    TNF_TRY(tnf_cty_msgpack_read(&file->arena, file->sections[TNF_REHEARSAL_INDEX], type, &index, err));
    if (index.kind != TNF_CTY_SEQUENCE) return tnf_error_set(err, TNF_E_INVALID, "compiled schema has no index");
    struct entry *entries = TNF_ARENA_ARRAY(&file->arena, struct entry, index.parts.count);
    for (size_t i = 0; i < index.parts.count; i++) {
        TNF_TRY(read_entry(file, &index.parts.items[i], &entries[i], err));
    }
    file->entries = entries;
    file->entry_count = index.parts.count;
    return 0;
}

static int decode(struct tnf_schema_file *file, struct entry *entry, struct tnf_error *err) {
    if (entry->schema != NULL) return 0;
    ProtobufCMessage *message;
    struct tnf_schema *schema = TNF_ARENA_NEW(&file->arena, struct tnf_schema);
    TNF_TRY(tnf_message_unpack(&file->arena, &tfplugin6__schema__descriptor, entry->bytes, &message, err));
    TNF_TRY(tnf_wire_read_schema(&file->arena, (const Tfplugin6__Schema *)message, schema, err));
    entry->schema = schema;
    return 0;
}

static int find(struct tnf_schema_file *file, enum tnf_rehearsal_kind kind, struct tnf_strview name,
                const struct tnf_schema **ret_schema, struct tnf_error *err) {
    TNF_TRY(read_index(file, err));
    for (size_t i = 0; i < file->entry_count; i++) {
        struct entry *entry = &file->entries[i];
        if (entry->kind != kind || !tnf_sv_eq(entry->name, name)) continue;
        TNF_TRY(decode(file, entry, err));
        *ret_schema = entry->schema;
        return 0;
    }
    return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no schema of \"%.*s\"", TNF_SV_ARG(name));
}

int tnf_schema_file_find(struct tnf_schema_file *file, enum tnf_rehearsal_kind kind, struct tnf_strview name,
                         const struct tnf_schema **ret_schema, struct tnf_error *err) {
    pthread_mutex_lock(&file->mutex);
    const int code = find(file, kind, name, ret_schema, err);
    pthread_mutex_unlock(&file->mutex);
    return code;
}
