data "tenantform_caches" "globex" {
  tenant = "globex"
}

output "caches_of_globex" {
  value = data.tenantform_caches.globex.ids
}
