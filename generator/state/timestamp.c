#include "generator/state/timestamp.h"

#include <stddef.h>
#include <time.h>

int64_t tnf_timestamp_read(const char *text) {
    struct tm parts = {0};
    if (text == NULL || strptime(text, "%Y-%m-%dT%H:%M:%S", &parts) == NULL) return 0;
    return (int64_t)timegm(&parts);
}
