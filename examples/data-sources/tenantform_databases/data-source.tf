# All databases of an environment, whoever has them.
data "tenantform_databases" "staging" {
  environment = "staging"
}

output "databases_of_staging" {
  value = data.tenantform_databases.staging.ids
}
