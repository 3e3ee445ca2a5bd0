# A tenant runs where it is placed.
resource "tenantform_placement" "globex_staging" {
  tenant        = tenantform_tenant.globex.name
  environment   = tenantform_environment.staging.name
  log_retention = 14
}
