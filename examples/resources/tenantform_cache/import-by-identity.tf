import {
  to = tenantform_cache.globex_main
  identity = {
    tenant      = "globex"
    environment = "staging"
    name        = "main"
  }
}
