data "tenantform_routes" "api" {
  tenant  = "globex"
  service = "api"
}

output "priorities" {
  value = { for route in data.tenantform_routes.api.routes : route.name => route.priority }
}
