resource "tenantform_cache" "globex_main" {
  tenant      = tenantform_placement.globex_staging.tenant
  environment = tenantform_placement.globex_staging.environment
  name        = "main"
}
