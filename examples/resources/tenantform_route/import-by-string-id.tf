import {
  to = tenantform_route.globex_public
  id = "globex/api/public"
}
