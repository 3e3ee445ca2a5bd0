/* Service: containers of a tenant, in every environment that it is placed in. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_SERVICE_FIELDS(F)                                                                                          \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the service")                                                        \
    F(KIND, "kind", .type = TNF_TYPE_STRING,                                                                           \
      .choices = (const char *const[]){"web", "worker", "scheduled", "collector", "agent", "training", NULL},          \
      .ref = TNF_ENTITY_NONE, .summary = "what it does, web when not set")                                             \
    F(IMAGE, "image", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_IMAGE, .max = 512, .flags = TNF_FIELD_REQUIRED,    \
      .ref = TNF_ENTITY_NONE, .summary = "container image")                                                            \
    F(CPU, "cpu", .type = TNF_TYPE_INT, .min = 256, .max = 16384, .unit = "CPU units", .ref = TNF_ENTITY_NONE,         \
      .summary = "CPU of a task, 1024 is a vCPU")                                                                      \
    F(MEMORY, "memory", .type = TNF_TYPE_INT, .min = 512, .max = 122880, .unit = "MiB", .ref = TNF_ENTITY_NONE,        \
      .summary = "memory of a task")                                                                                   \
    F(GPUS, "gpus", .type = TNF_TYPE_INT, .min = 0, .max = 16, .unit = "GPUs", .ref = TNF_ENTITY_NONE,                 \
      .summary = "GPUs of a task, 1 of training when not set")                                                         \
    F(PORT, "port", .type = TNF_TYPE_INT, .min = 1, .max = 65535, .ref = TNF_ENTITY_NONE,                              \
      .summary = "port that the container listens on")                                                                 \
    F(COMMAND, "command", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_TEXT, .ref = TNF_ENTITY_NONE,                    \
      .summary = "command, the image's when not set")                                                                  \
    F(VARIABLES, "variables", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_ENV_NAME, .format = TNF_FORMAT_TEXT,      \
      .ref = TNF_ENTITY_NONE, .summary = "environment variables; never a secret")                                      \
    F(SECRETS, "secrets", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_NAME, .ref = TNF_ENTITY_NONE,                    \
      .summary = "names of the secrets that it gets as environment variables")                                         \
    F(DATABASE, "database", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .ref = TNF_ENTITY_NONE,     \
      .summary = "name of the database that it uses")                                                                  \
    F(CACHE, "cache", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .ref = TNF_ENTITY_NONE,           \
      .summary = "name of the cache that it uses")                                                                     \
    F(ARCHITECTURE, "architecture", .type = TNF_TYPE_STRING,                                                           \
      .choices = (const char *const[]){"x86_64", "arm64", NULL}, .ref = TNF_ENTITY_NONE,                               \
      .summary = "CPU architecture")                                                                                   \
    F(CAPACITY, "capacity", .type = TNF_TYPE_STRING,                                                                   \
      .choices = (const char *const[]){"fargate", "fargate_spot", "ec2", "gpu", NULL}, .ref = TNF_ENTITY_NONE,         \
      .summary = "where its tasks run")                                                                                \
    F(GPU_POOL, "gpu_pool", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .ref = TNF_ENTITY_NONE,     \
      .summary = "GPU pool that it runs on")                                                                           \
    F(CLUSTER, "cluster", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 32, .ref = TNF_ENTITY_NONE,       \
      .summary = "cluster that it runs on, the environment's ECS cluster when not set; a runner cluster is refused")   \
    F(EPHEMERAL_STORAGE, "ephemeral_storage", .type = TNF_TYPE_INT, .min = 21, .max = 200, .unit = "GiB",              \
      .ref = TNF_ENTITY_NONE, .summary = "scratch disk of a task")                                                     \
    F(HEALTH_PATH, "health_path", .group = "health", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_HTTP_PATH,          \
      .max = 1024, .ref = TNF_ENTITY_NONE, .summary = "path of the health check")                                      \
    F(HEALTH_INTERVAL, "health_interval", .group = "health", .type = TNF_TYPE_INT, .min = 5, .max = 300, .unit = "s",  \
      .ref = TNF_ENTITY_NONE, .summary = "time between health checks")                                                 \
    F(HEALTH_TIMEOUT, "health_timeout", .group = "health", .type = TNF_TYPE_INT, .min = 2, .max = 120, .unit = "s",    \
      .ref = TNF_ENTITY_NONE, .summary = "time that a health check may take")                                          \
    F(HEALTH_RETRIES, "health_retries", .group = "health", .type = TNF_TYPE_INT, .min = 1, .max = 10,                  \
      .ref = TNF_ENTITY_NONE, .summary = "failures until a task is unhealthy")                                         \
    F(HEALTH_GRACE, "health_grace", .group = "health", .type = TNF_TYPE_INT, .min = 0, .max = 300, .unit = "s",        \
      .ref = TNF_ENTITY_NONE, .summary = "time that a task has to start")                                              \
    F(SCALING_MIN, "scaling_min", .group = "scaling", .type = TNF_TYPE_INT, .min = 0, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "fewest tasks of a service")                                                  \
    F(SCALING_MAX, "scaling_max", .group = "scaling", .type = TNF_TYPE_INT, .min = 1, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "most tasks of a service")                                                    \
    F(SCALING_CPU, "scaling_cpu", .group = "scaling", .type = TNF_TYPE_INT, .min = 10, .max = 95, .unit = "%",         \
      .ref = TNF_ENTITY_NONE, .summary = "average CPU that target tracking holds")                                     \
    F(SCALING_IN_COOLDOWN, "scaling_in_cooldown", .group = "scaling", .type = TNF_TYPE_INT, .min = 0, .max = 3600,     \
      .unit = "s", .ref = TNF_ENTITY_NONE, .summary = "wait after a scale-in")                                         \
    F(SCALING_OUT_COOLDOWN, "scaling_out_cooldown", .group = "scaling", .type = TNF_TYPE_INT, .min = 0, .max = 3600,   \
      .unit = "s", .ref = TNF_ENTITY_NONE, .summary = "wait after a scale-out")                                        \
    F(CALLS, "calls", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_NAME, .ref = TNF_ENTITY_NONE,                        \
      .summary = "services of the same tenant that it may connect to")                                                 \
    F(POLICY, "policy", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_TEXT, .ref = TNF_ENTITY_NONE,                      \
      .summary = "what its task role may do: an action, a blank, a resource ARN; no wildcard action")                  \
    TNF_PHYSICAL_NAME(F, 20)                                                                                           \
    TNF_FORMER_NAMES(F, 20)
