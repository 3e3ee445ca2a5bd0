resource "tenantform_database" "globex_main" {
  tenant      = tenantform_placement.globex_staging.tenant
  environment = tenantform_placement.globex_staging.environment
  name        = "main"
  class       = "db.t3.small"
  storage     = 50
}
