data "tenantform_cache" "main" {
  tenant      = "globex"
  environment = "staging"
  name        = "main"
}

output "cache_id" {
  value = data.tenantform_cache.main.id
}
