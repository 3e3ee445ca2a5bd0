data "tenantform_environments" "all" {}

output "networks" {
  value = { for environment in data.tenantform_environments.all.environments : environment.name => environment.cidr }
}
