# The priority that the catalog chose for the listener's rule.
data "tenantform_route" "public" {
  tenant  = "globex"
  service = "api"
  name    = "public"
}

output "route_priority" {
  value = data.tenantform_route.public.priority
}
