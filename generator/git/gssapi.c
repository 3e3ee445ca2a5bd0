/* The part of GSSAPI that libgit2 calls for the login "Negotiate", for programs into which libgit2 is linked: MIT's
 * library is loaded when a server asks for that login, and who never meets such a server need not have it. Names and
 * values are those of RFC 2744. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

static const char LIBRARY[] = "libgssapi_krb5.so.2";

enum { UNAVAILABLE = 16 << 16 }; /* GSS_S_UNAVAILABLE */

struct gss_OID_desc {
    uint32_t length;
    const void *elements;
};
/* 1.2.840.113554.1.2.1.4, the name of a service on a host. */
static const struct gss_OID_desc hostbased_service = {10, "\x2a\x86\x48\x86\xf7\x12\x01\x02\x01\x04"};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

static void load(void) {
    library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
}

/* False when the library or its function is not there. C has no cast to a function's address; POSIX lets it be stored.
 */
static int find(const char *name, void *ret) {
    (void)pthread_once(&once, load);
    void *address = library == NULL ? NULL : dlsym(library, name);
    memcpy(ret, &address, sizeof address);
    return address != NULL;
}

/* Each forwards to the function of its name. libgit2 treats "unavailable" as a login that cannot be done. */
#define FORWARD(name, parameters, arguments)                                                                           \
    uint32_t name parameters;                                                                                          \
    uint32_t name parameters {                                                                                         \
        uint32_t(*function) parameters;                                                                                \
        return find(#name, &function) ? function arguments : UNAVAILABLE;                                              \
    }

extern const struct gss_OID_desc *const GSS_C_NT_HOSTBASED_SERVICE;
const struct gss_OID_desc *const GSS_C_NT_HOSTBASED_SERVICE = &hostbased_service;

FORWARD(gss_indicate_mechs, (uint32_t * minor, void **mechanisms), (minor, mechanisms))
FORWARD(gss_release_oid_set, (uint32_t * minor, void **set), (minor, set))
FORWARD(gss_import_name, (uint32_t * minor, void *text, void *type, void **name), (minor, text, type, name))
FORWARD(gss_release_name, (uint32_t * minor, void **name), (minor, name))
FORWARD(gss_release_buffer, (uint32_t * minor, void *buffer), (minor, buffer))
FORWARD(gss_delete_sec_context, (uint32_t * minor, void **context, void *token), (minor, context, token))
FORWARD(gss_display_status, (uint32_t * minor, uint32_t value, int type, void *mechanism, uint32_t *more, void *text),
        (minor, value, type, mechanism, more, text))
FORWARD(gss_init_sec_context,
        (uint32_t * minor, void *credential, void **context, void *target, void *mechanism, uint32_t flags,
         uint32_t lifetime, void *bindings, void *input, void **actual, void *output, uint32_t *ret_flags,
         uint32_t *ret_lifetime),
        (minor, credential, context, target, mechanism, flags, lifetime, bindings, input, actual, output, ret_flags,
         ret_lifetime))
