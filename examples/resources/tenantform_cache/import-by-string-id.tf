import {
  to = tenantform_cache.globex_main
  id = "globex/staging/main"
}
