data "tenantform_database" "main" {
  tenant      = "globex"
  environment = "staging"
  name        = "main"
}

output "database_storage" {
  value = data.tenantform_database.main.storage
}
