/*
 * What a value is when neither the row nor a layer above it says anything. The rules count quotas with these
 * and the resolver generates them. Numbers without a remark are this project's choice; the modules under
 * modules/ have the same defaults.
 */
#pragma once

#define TNF_DEFAULT_NETWORK "10.0.0.0/8"
enum {
    TNF_DEFAULT_ENVIRONMENT_PREFIX = 16, /* VPC of an environment */
    TNF_DEFAULT_SILO_PREFIX = 20,        /* VPC of a silo tenant */
    TNF_DEFAULT_ZONE_COUNT = 2,
    TNF_DEFAULT_LOG_RETENTION_DAYS = 7,
    TNF_DEFAULT_SPOT_PERCENT = 0,

    TNF_DEFAULT_SERVICE_CPU = 256,    /* the smallest Fargate task */
    TNF_DEFAULT_SERVICE_MEMORY = 512, /* MiB */
    TNF_DEFAULT_SERVICE_PORT = 8080,  /* of a web service */
    TNF_DEFAULT_SCALING_MIN = 1,
    TNF_DEFAULT_SCALING_MAX = 10,
    TNF_DEFAULT_SCALING_CPU = 70,
    TNF_DEFAULT_SCALING_IN_COOLDOWN = 300,
    TNF_DEFAULT_SCALING_OUT_COOLDOWN = 60,
    TNF_DEFAULT_HEALTH_INTERVAL = 30,
    TNF_DEFAULT_HEALTH_TIMEOUT = 5,
    TNF_DEFAULT_HEALTH_RETRIES = 3,
    TNF_DEFAULT_HEALTH_GRACE = 60,
    TNF_DEFAULT_SCHEDULE_RETRIES = 3,

    TNF_DEFAULT_DATABASE_STORAGE = 20, /* GiB; the least that RDS takes for gp3 */
    TNF_DEFAULT_DATABASE_BACKUP_DAYS = 7,
    TNF_DEFAULT_CACHE_REPLICAS = 0,

    TNF_DEFAULT_POOL_DISK = 100, /* GiB; the image with GPU drivers takes 30, those of models the rest */

    TNF_DEFAULT_CELL_SIZE = 1, /* every tenant has a stack of its own */

    TNF_DEFAULT_RUNNER_MIN = 0, /* nodes of a runner cluster */
    TNF_DEFAULT_RUNNER_MAX = 10,
    TNF_DEFAULT_IDLE_RUNNERS = 0,
    TNF_DEFAULT_SYSTEM_COUNT = 1,
};
/* The cell of a pool tenant that has a stack of its own where others share one. */
#define TNF_CELL_OWN "own"
#define TNF_DEFAULT_KUBERNETES_VERSION "1.35"
#define TNF_DEFAULT_SYSTEM_INSTANCE_TYPE "t3.medium"
#define TNF_DEFAULT_RUNNER_INSTANCE_TYPE "t3.large"
#define TNF_DEFAULT_HEALTH_PATH "/health"
#define TNF_DEFAULT_NAT "single"
#define TNF_DEFAULT_INSIGHTS "enabled"
#define TNF_DEFAULT_DATABASE_CLASS "db.t3.micro"
#define TNF_DEFAULT_DATABASE_VERSION "16"
#define TNF_DEFAULT_CACHE_NODE_TYPE "cache.t3.micro"
#define TNF_DEFAULT_CACHE_VERSION "7.1"
