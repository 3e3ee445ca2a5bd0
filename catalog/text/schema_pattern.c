#include "catalog/text/schema_pattern.h"

#define OCTET "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define REGION "[a-z]+(-[a-z]+)+-[1-9][0-9]?"
#define LABEL "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
/* A last label of digits would be an address. */
#define HOSTNAME "(" LABEL "\\.)+(?![0-9]+$)" LABEL
#define IMAGE_HOST_LABEL "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
#define IMAGE_HOST                                                                                                     \
    "(" IMAGE_HOST_LABEL "(\\." IMAGE_HOST_LABEL ")+(:[0-9]{1,5})?|" IMAGE_HOST_LABEL ":[0-9]{1,5}|localhost)"
#define IMAGE_PART "[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*"
#define INSTANCE_PART "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
#define ZONE_PART "[A-Za-z_][A-Za-z0-9_+-]*"
/* A field of a cron expression other than "?" alone, which is for one of the two days. */
#define CRON "(?!\\?[ )])[0-9A-Z*,/?#-]+"
#define RATE "rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,8}) (minutes|hours|days))\\)"
#define CRON_DAYS "(\\? " CRON " " CRON "|" CRON " " CRON " \\?)"
#define AT "at\\([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\)"
#define REF_PART "[A-Za-z0-9_][A-Za-z0-9._-]*"
#define MAIL_ATOM "[A-Za-z0-9_%+-]+"

static const char *const patterns[] = {
    [TNF_FORMAT_TEXT] = "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$",
    [TNF_FORMAT_NAME] = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    [TNF_FORMAT_CIDR] = "^(" OCTET "\\.){3}" OCTET "/(3[0-2]|[12]?[0-9])$",
    [TNF_FORMAT_REGION] = "^" REGION "$",
    [TNF_FORMAT_ZONE] = "^" REGION "[a-z]$",
    [TNF_FORMAT_ACCOUNT] = "^[0-9]{12}$",
    [TNF_FORMAT_ARN] = "^arn:aws[a-z-]*:[a-z0-9-]+:(" REGION ")?:([0-9]{12})?:[A-Za-z0-9+=,.@_/:~%-]+$",
    [TNF_FORMAT_BUCKET] = "^(?!xn--)(?!.*-s3alias$)(?!.*(\\.\\.|\\.-|-\\.))(?![0-9.]+$)"
                          "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
    [TNF_FORMAT_HOSTNAME] = "^(\\*\\.)?" HOSTNAME "$",
    [TNF_FORMAT_IMAGE] = "^(" IMAGE_HOST "/)?" IMAGE_PART "(/" IMAGE_PART ")*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
                         "(@sha256:[0-9a-f]{64}|@sha512:[0-9a-f]{128})?$",
    [TNF_FORMAT_HTTP_PATH] = "^/[A-Za-z0-9/._~%@:+=,?-]*$",
    [TNF_FORMAT_PATH_PATTERN] = "^/[A-Za-z0-9/._~@:+&*?-]*$",
    [TNF_FORMAT_FILE_PATH] = "^(/(?!\\.\\.?(/|$))[A-Za-z0-9._@+-]+)+$",
    [TNF_FORMAT_EXPRESSION] = "^(" RATE "|cron\\(" CRON " " CRON " " CRON_DAYS " " CRON "\\)|" AT ")$",
    [TNF_FORMAT_INSTANCE_TYPE] = "^" INSTANCE_PART "(\\." INSTANCE_PART "){1,2}$",
    [TNF_FORMAT_VERSION] = "^[0-9]+(\\.[0-9]+){0,2}$",
    [TNF_FORMAT_ZONE_ID] = "^Z[A-Z0-9]{1,31}$",
    [TNF_FORMAT_TIMEZONE] = "^" ZONE_PART "(/" ZONE_PART ")*$",
    [TNF_FORMAT_ENV_NAME] = "^[A-Za-z_][A-Za-z0-9_]*$",
    [TNF_FORMAT_HEADER_NAME] = "^[A-Za-z0-9_-]{1,40}$",
    [TNF_FORMAT_TAG_KEY] = "^(?![Aa][Ww][Ss]:)[A-Za-z0-9 _.:/=+@-]{1,128}$",
    [TNF_FORMAT_REPOSITORY] = "^(?!-)[A-Za-z0-9-]{1,39}/(?!\\.)[A-Za-z0-9._-]{1,100}$",
    [TNF_FORMAT_REF] = "^(?!.*(\\.\\.|\\./|\\.lock(/|$)|\\.$))" REF_PART "(/" REF_PART ")*$",
    [TNF_FORMAT_DOWNLOAD] = "^https://" HOSTNAME "/[A-Za-z0-9/._~%+-]+#sha256=[0-9a-f]{64}$",
    [TNF_FORMAT_EMAIL] = "^(?=[^@]{1,64}@)" MAIL_ATOM "(\\." MAIL_ATOM ")*@" HOSTNAME "$",
};

const char *tnf_schema_pattern(enum tnf_format format) {
    return patterns[format];
}
