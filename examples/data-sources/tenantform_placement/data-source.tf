data "tenantform_placement" "globex_staging" {
  tenant      = "globex"
  environment = "staging"
}

output "placement_log_retention" {
  value = data.tenantform_placement.globex_staging.log_retention
}
