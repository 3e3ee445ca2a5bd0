#include "provider/handshake/log_level.h"

#include "base/memory.h"

#include <strings.h>

static const struct {
    const char *name;
    enum tnf_log_level level;
} levels[] = {
    {"TRACE", TNF_LOG_DEBUG}, {"JSON", TNF_LOG_DEBUG},   {"DEBUG", TNF_LOG_DEBUG},
    {"INFO", TNF_LOG_INFO},   {"WARN", TNF_LOG_WARNING}, {"ERROR", TNF_LOG_ERROR},
};

static bool find(const char *name, enum tnf_log_level *ret_level) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(levels); i++) {
        if (strcasecmp(name, levels[i].name) != 0) continue;
        *ret_level = levels[i].level;
        return true;
    }
    return false;
}

bool tnf_log_level_read(tnf_environment_fn environment, void *context, enum tnf_log_level *ret_level) {
    const char *wanted = environment("TF_LOG_PROVIDER", context);
    if (wanted == NULL || wanted[0] == '\0') wanted = environment("TF_LOG", context);
    if (wanted == NULL || wanted[0] == '\0' || strcasecmp(wanted, "OFF") == 0) return false;
    /* A word that is no level is TRACE, as for Terraform. */
    if (!find(wanted, ret_level)) *ret_level = TNF_LOG_DEBUG;
    return true;
}
