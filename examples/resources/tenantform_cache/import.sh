terraform import tenantform_cache.globex_main globex/staging/main
