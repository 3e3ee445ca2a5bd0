# The range of the network that the catalog chose.
data "tenantform_environment" "staging" {
  name = "staging"
}

output "environment_cidr" {
  value = data.tenantform_environment.staging.cidr
}
