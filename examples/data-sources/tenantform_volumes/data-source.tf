data "tenantform_volumes" "globex" {
  tenant = "globex"
}

output "volumes_of_globex" {
  value = data.tenantform_volumes.globex.ids
}
