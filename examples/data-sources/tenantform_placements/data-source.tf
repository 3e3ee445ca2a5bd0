# Who is in an environment.
data "tenantform_placements" "staging" {
  environment = "staging"
}

output "tenants_of_staging" {
  value = data.tenantform_placements.staging.placements[*].tenant
}
