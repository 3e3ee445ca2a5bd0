#include "provider/handshake/socket.h"

#include "base/memory.h"

#include <grp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char folder_pattern[] = "tenantform-XXXXXX";
static const char socket_name[] = "provider.sock";

static int make_absolute(struct tnf_strview parent, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_AUTO_FREE char *text = tnf_xstrndup(parent.ptr, parent.len);
    TNF_AUTO_FREE char *absolute = realpath(text, NULL);
    if (absolute == NULL) {
        tnf_error_errno(err, "use the folder \"%s\" for the socket", text);
        tnf_error_hint(err, "set TMPDIR to a folder that exists");
        return TNF_E_IO;
    }
    tnf_strbuf_add_str(out, absolute);
    return 0;
}

int tnf_socket_place_init(struct tnf_socket_place *ret_place, struct tnf_strview parent, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf directory = TNF_STRBUF_INIT;
    TNF_TRY(make_absolute(parent, &directory, err));
    tnf_strbuf_addf(&directory, "/%s", folder_pattern);
    const size_t length = directory.len + 1 + sizeof socket_name - 1;
    if (length >= sizeof((struct sockaddr_un *)0)->sun_path) {
        tnf_error_set(err, TNF_E_LIMIT, "the path of the socket below \"%.*s\" has %zu bytes, more than a socket may",
                      TNF_SV_ARG(parent), length);
        tnf_error_hint(err, "set TMPDIR to a folder with a shorter path");
        return TNF_E_LIMIT;
    }
    if (mkdtemp(directory.ptr) == NULL) {
        return tnf_error_errno(err, "create the folder \"%s\"", directory.ptr);
    }
    struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "%s/%s", directory.ptr, socket_name);
    ret_place->directory = directory;
    ret_place->path = path;
    tnf_strbuf_init(&directory);
    return 0;
}

/* Of /etc/group and nothing else, as providers in Go do it: getgrnam could load modules of the machine's C library into
 * a program that carries its own. */
static bool find_group_by_name(const char *name, gid_t *ret_gid) {
    FILE *groups = fopen("/etc/group", "re");
    if (groups == NULL) return false;
    const struct group *entry = fgetgrent(groups);
    while (entry != NULL && strcmp(entry->gr_name, name) != 0) entry = fgetgrent(groups);
    if (entry != NULL) *ret_gid = entry->gr_gid;
    (void)fclose(groups);
    return entry != NULL;
}

static int find_group(struct tnf_strview group, gid_t *ret_gid, struct tnf_error *err) {
    int64_t number;
    if (tnf_sv_to_int(group, 0, UINT32_MAX - 1, &number)) {
        *ret_gid = (gid_t)number;
        return 0;
    }
    TNF_AUTO_FREE char *name = tnf_xstrndup(group.ptr, group.len);
    if (find_group_by_name(name, ret_gid)) return 0;
    return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no group \"%s\" for the socket", name);
}

int tnf_socket_place_share(const struct tnf_socket_place *place, struct tnf_strview group, struct tnf_error *err) {
    if (group.len == 0) return 0;
    gid_t gid = 0;
    TNF_TRY(find_group(group, &gid, err));
    const bool done = chown(place->directory.ptr, (uid_t)-1, gid) == 0 && chmod(place->directory.ptr, 0710) == 0 &&
                      chown(place->path.ptr, (uid_t)-1, gid) == 0 && chmod(place->path.ptr, 0660) == 0;
    if (done) return 0;
    return tnf_error_errno(err, "let group \"%.*s\" use the socket", TNF_SV_ARG(group));
}

void tnf_socket_place_release(struct tnf_socket_place *place) {
    if (place->path.len > 0) (void)unlink(place->path.ptr);
    if (place->directory.len > 0) (void)rmdir(place->directory.ptr);
    tnf_strbuf_release(&place->path);
    tnf_strbuf_release(&place->directory);
}
