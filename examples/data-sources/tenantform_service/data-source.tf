data "tenantform_service" "api" {
  tenant = "globex"
  name   = "api"
}

output "service_image" {
  value = data.tenantform_service.api.image
}
