import {
  to = tenantform_tenant.globex
  id = "globex"
}
