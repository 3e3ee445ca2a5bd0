/*
 * The one table of entities. Everything that treats entities alike reads it: the SQL schema, YAML and JSON
 * in and out, the JSON Schema, the entity commands, and the provider's resources. To add a field, add a
 * line to catalog/entities/<entity>.h; CONTRIBUTING.md has the recipe.
 */
#pragma once

#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tnf_entity_id {
    TNF_ENTITY_PLATFORM,
    TNF_ENTITY_ENVIRONMENT,
    TNF_ENTITY_TENANT,
    TNF_ENTITY_PLACEMENT, /* a tenant in an environment */
    TNF_ENTITY_SERVICE,
    TNF_ENTITY_DATABASE,
    TNF_ENTITY_CACHE,
    TNF_ENTITY_SECRET,
    TNF_ENTITY_ROUTE,
    TNF_ENTITY_SCHEDULE,
    TNF_ENTITY_VOLUME,
    TNF_ENTITY_GPU_POOL,
    TNF_ENTITY_RUNNER_CLUSTER,
    TNF_ENTITY_COUNT,
    TNF_ENTITY_NONE = -1,
};

enum tnf_type {
    TNF_TYPE_STRING,
    TNF_TYPE_INT,
    TNF_TYPE_BOOL,
    TNF_TYPE_LIST, /* of strings, order kept */
    TNF_TYPE_MAP,  /* string to string, sorted by key */
};

/* What a string (each item of a list, each value of a map) must look like; rules in catalog/format.c. */
enum tnf_format {
    TNF_FORMAT_TEXT,          /* any UTF-8 without NUL and control characters other than newline and tab */
    TNF_FORMAT_NAME,          /* [a-z][a-z0-9-]*, no final '-', no "--"; `max` is the length limit */
    TNF_FORMAT_CIDR,          /* IPv4 network a.b.c.d/n without host bits */
    TNF_FORMAT_REGION,        /* us-east-1 */
    TNF_FORMAT_ZONE,          /* us-east-1a */
    TNF_FORMAT_ACCOUNT,       /* 12 digits */
    TNF_FORMAT_ARN,           /* arn:partition:service:region:account:resource */
    TNF_FORMAT_BUCKET,        /* S3 bucket name */
    TNF_FORMAT_HOSTNAME,      /* DNS name, a leading "*." allowed */
    TNF_FORMAT_IMAGE,         /* container image reference */
    TNF_FORMAT_HTTP_PATH,     /* starts with '/', no blanks */
    TNF_FORMAT_PATH_PATTERN,  /* ALB path pattern: starts with '/', * and ? allowed */
    TNF_FORMAT_FILE_PATH,     /* absolute path without ".." */
    TNF_FORMAT_EXPRESSION,    /* cron(…), rate(…) or at(…) */
    TNF_FORMAT_INSTANCE_TYPE, /* t3.micro, db.t3.micro, cache.t3.micro */
    TNF_FORMAT_VERSION,       /* 16, 16.4, 7.1 */
    TNF_FORMAT_ZONE_ID,       /* Route 53 hosted zone, Z… */
    TNF_FORMAT_TIMEZONE,      /* UTC, Europe/Zurich */
    TNF_FORMAT_ENV_NAME,      /* [A-Za-z_][A-Za-z0-9_]*: keys of environment variable maps */
    TNF_FORMAT_HEADER_NAME,   /* HTTP header field name: keys of header maps */
    TNF_FORMAT_TAG_KEY,       /* AWS tag key, not starting with aws: */
    TNF_FORMAT_REPOSITORY,    /* GitHub repository: owner/name */
    TNF_FORMAT_REF,           /* git branch or runner label: letters, digits, '.', '_', '-' and '/' */
    TNF_FORMAT_DOWNLOAD,      /* https://host/file#sha256=<64 hexadecimal digits> */
    TNF_FORMAT_EMAIL,
};

enum tnf_field_flags {
    TNF_FIELD_KEY = 1 << 0,       /* part of the identity */
    TNF_FIELD_PARENT = 1 << 1,    /* a key that comes from the nesting (the parent's key) */
    TNF_FIELD_REQUIRED = 1 << 2,  /* must be set; keys always are */
    TNF_FIELD_ALLOCATED = 1 << 3, /* chosen by the catalog when not given, then kept for ever */
};

struct tnf_field {
    const char *name;  /* SQL column and --flag (with '-'); with a group it starts with "<group>_" */
    const char *group; /* YAML mapping that it sits in (scaling: {min: 1}), or NULL */
    enum tnf_type type;
    enum tnf_format format;     /* of strings, list items and map values */
    enum tnf_format key_format; /* of map keys */
    unsigned flags;
    int64_t min;                /* ints: smallest value */
    int64_t max;                /* ints: largest value; strings: longest in bytes (0: 4096) */
    const int64_t *steps;       /* ints: the only values between min and max, ascending, 0 at the end, or NULL */
    const char *const *choices; /* allowed strings, NULL-terminated, or NULL */
    enum tnf_entity_id ref;     /* names an entity (with this row's tenant/environment as its scope), or NONE */
    const char *unit;           /* "MiB", "GiB", "days", …, or NULL */
    const char *summary;        /* one line for help, schema and documentation: lower case, no full stop */
};

struct tnf_entity {
    enum tnf_entity_id id;
    const char *name;   /* SQL table, command and provider resource suffix: gpu_pool */
    const char *plural; /* YAML key under the parent: gpu_pools; placements stand under "environments" */
    const char *title;  /* for messages: GPU pool */
    const char *summary;
    enum tnf_entity_id parent; /* what it nests under in YAML, or NONE for documents of their own */
    const struct tnf_field *fields;
    size_t field_count; /* at most TNF_FIELDS_MAX */
};
enum { TNF_FIELDS_MAX = 64 };

/* The table row of an entity; never NULL for a valid id. */
const struct tnf_entity *tnf_entity(enum tnf_entity_id id);
/* By name ("gpu_pool" or "gpu-pool"); NULL when there is none. */
const struct tnf_entity *tnf_entity_by_name(struct tnf_strview name);
/* Index of a field by its name ('-' and '_' are alike), or -1. */
int tnf_entity_field(const struct tnf_entity *entity, struct tnf_strview name);
/* The field's name inside its YAML mapping: the part after "<group>_", or the whole name. */
const char *tnf_field_local_name(const struct tnf_field *field);

/* One value. What strings, lists and maps point to belongs to the arena that the record was read into. */
struct tnf_strings {
    struct tnf_strview *items;
    size_t count;
};
struct tnf_pair {
    struct tnf_strview key;
    struct tnf_strview value;
};
struct tnf_pairs {
    struct tnf_pair *items; /* sorted by key, byte order */
    size_t count;
};
struct tnf_datum {
    bool set; /* false: not given, the layer below decides; lists and maps may be set and empty */
    union {
        struct tnf_strview string;
        int64_t integer;
        bool boolean;
        struct tnf_strings list;
        struct tnf_pairs map;
    };
};

/* One row: data[i] is the value of entity->fields[i]; index it with the enums of catalog/entities. */
struct tnf_record {
    const struct tnf_entity *entity;
    struct tnf_datum *data;
};

#include "catalog/entities/all.h"
