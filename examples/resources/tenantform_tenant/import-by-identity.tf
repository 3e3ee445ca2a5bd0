import {
  to = tenantform_tenant.globex
  identity = {
    name = "globex"
  }
}
