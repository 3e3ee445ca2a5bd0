#include "generator/http/curl.h"

#include "base/memory.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The name under which its fourth interface is installed, which is that of every release since 2006. */
static const char LIBRARY[] = "libcurl.so.4";

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct tnf_curl table;
static const char *missing; /* what could not be loaded; NULL when all is there */

/* C has no cast from an object's address to a function's; POSIX says that dlsym's may be stored as one. */
static void find(void *library, const char *name, void *ret) {
    void *address = dlsym(library, name);
    if (address == NULL && missing == NULL) missing = name;
    memcpy(ret, &address, sizeof address);
}

static void load(void) {
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        missing = LIBRARY;
        return;
    }
    find(library, "curl_global_init", &table.global_init);
    find(library, "curl_easy_init", &table.easy_init);
    find(library, "curl_easy_cleanup", &table.easy_cleanup);
    find(library, "curl_easy_reset", &table.easy_reset);
    find(library, "curl_easy_setopt", &table.easy_setopt);
    find(library, "curl_easy_getinfo", &table.easy_getinfo);
    find(library, "curl_easy_perform", &table.easy_perform);
    find(library, "curl_easy_strerror", &table.easy_strerror);
    find(library, "curl_slist_append", &table.slist_append);
    find(library, "curl_slist_free_all", &table.slist_free_all);
    if (missing == NULL && table.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) abort();
}

int tnf_curl_load(const struct tnf_curl **ret, struct tnf_error *err) {
    (void)pthread_once(&once, load);
    if (missing != NULL) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "libcurl is not there: \"%s\" is missing", missing);
        tnf_error_hint(err, "install libcurl 7.85 or later (Debian's package libcurl4)");
        return TNF_E_NOT_FOUND;
    }
    *ret = &table;
    return 0;
}
