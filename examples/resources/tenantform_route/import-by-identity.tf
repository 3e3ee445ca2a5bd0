import {
  to = tenantform_route.globex_public
  identity = {
    tenant  = "globex"
    service = "api"
    name    = "public"
  }
}
