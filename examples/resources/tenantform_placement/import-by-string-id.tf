import {
  to = tenantform_placement.globex_staging
  id = "globex/staging"
}
