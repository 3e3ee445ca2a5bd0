/* libcurl, loaded when it is first asked for: with the two dozen libraries that it needs it would cost every other
 * command some milliseconds at its start. Private to http. */
#pragma once

#include "base/error.h"

#include <curl/curl.h>

/* The functions that we call, as libcurl has them. */
struct tnf_curl {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *easy);
    void (*easy_reset)(CURL *easy);
    CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
    CURLcode (*easy_perform)(CURL *easy);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
};

/* Loads and starts libcurl once; any thread may ask. TNF_E_NOT_FOUND when this machine has none that fits. The table
 * lives as long as the program. */
int tnf_curl_load(const struct tnf_curl **ret, struct tnf_error *err);
