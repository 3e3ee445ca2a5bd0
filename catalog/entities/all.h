/*
 * Field lists of all entities. Each TNF_<ENTITY>_FIELDS(F) is a list of F(ID, "column", initialisers…);
 * from it come the enum of indexes (TNF_SERVICE_CPU) and the table in catalog/entity.c.
 */
#pragma once

#include "catalog/entities/cache.h"
#include "catalog/entities/database.h"
#include "catalog/entities/environment.h"
#include "catalog/entities/gpu_pool.h"
#include "catalog/entities/placement.h"
#include "catalog/entities/platform.h"
#include "catalog/entities/route.h"
#include "catalog/entities/runner_cluster.h"
#include "catalog/entities/schedule.h"
#include "catalog/entities/secret.h"
#include "catalog/entities/service.h"
#include "catalog/entities/tenant.h"
#include "catalog/entities/volume.h"

#define TNF_PLATFORM_ID(id, ...) TNF_PLATFORM_##id,
enum tnf_platform_field { TNF_PLATFORM_FIELDS(TNF_PLATFORM_ID) TNF_PLATFORM_FIELD_COUNT };
#define TNF_ENVIRONMENT_ID(id, ...) TNF_ENVIRONMENT_##id,
enum tnf_environment_field { TNF_ENVIRONMENT_FIELDS(TNF_ENVIRONMENT_ID) TNF_ENVIRONMENT_FIELD_COUNT };
#define TNF_TENANT_ID(id, ...) TNF_TENANT_##id,
enum tnf_tenant_field { TNF_TENANT_FIELDS(TNF_TENANT_ID) TNF_TENANT_FIELD_COUNT };
#define TNF_PLACEMENT_ID(id, ...) TNF_PLACEMENT_##id,
enum tnf_placement_field { TNF_PLACEMENT_FIELDS(TNF_PLACEMENT_ID) TNF_PLACEMENT_FIELD_COUNT };
#define TNF_SERVICE_ID(id, ...) TNF_SERVICE_##id,
enum tnf_service_field { TNF_SERVICE_FIELDS(TNF_SERVICE_ID) TNF_SERVICE_FIELD_COUNT };
#define TNF_DATABASE_ID(id, ...) TNF_DATABASE_##id,
enum tnf_database_field { TNF_DATABASE_FIELDS(TNF_DATABASE_ID) TNF_DATABASE_FIELD_COUNT };
#define TNF_CACHE_ID(id, ...) TNF_CACHE_##id,
enum tnf_cache_field { TNF_CACHE_FIELDS(TNF_CACHE_ID) TNF_CACHE_FIELD_COUNT };
#define TNF_SECRET_ID(id, ...) TNF_SECRET_##id,
enum tnf_secret_field { TNF_SECRET_FIELDS(TNF_SECRET_ID) TNF_SECRET_FIELD_COUNT };
#define TNF_ROUTE_ID(id, ...) TNF_ROUTE_##id,
enum tnf_route_field { TNF_ROUTE_FIELDS(TNF_ROUTE_ID) TNF_ROUTE_FIELD_COUNT };
#define TNF_SCHEDULE_ID(id, ...) TNF_SCHEDULE_##id,
enum tnf_schedule_field { TNF_SCHEDULE_FIELDS(TNF_SCHEDULE_ID) TNF_SCHEDULE_FIELD_COUNT };
#define TNF_VOLUME_ID(id, ...) TNF_VOLUME_##id,
enum tnf_volume_field { TNF_VOLUME_FIELDS(TNF_VOLUME_ID) TNF_VOLUME_FIELD_COUNT };
#define TNF_GPU_POOL_ID(id, ...) TNF_GPU_POOL_##id,
enum tnf_gpu_pool_field { TNF_GPU_POOL_FIELDS(TNF_GPU_POOL_ID) TNF_GPU_POOL_FIELD_COUNT };
#define TNF_RUNNER_CLUSTER_ID(id, ...) TNF_RUNNER_CLUSTER_##id,
enum tnf_runner_cluster_field { TNF_RUNNER_CLUSTER_FIELDS(TNF_RUNNER_CLUSTER_ID) TNF_RUNNER_CLUSTER_FIELD_COUNT };
