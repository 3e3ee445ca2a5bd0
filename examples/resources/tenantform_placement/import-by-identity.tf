import {
  to = tenantform_placement.globex_staging
  identity = {
    tenant      = "globex"
    environment = "staging"
  }
}
