# All services of a tenant.
data "tenantform_services" "globex" {
  tenant = "globex"
}

output "images" {
  value = { for service in data.tenantform_services.globex.services : service.name => service.image }
}
