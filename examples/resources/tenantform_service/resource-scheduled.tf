# Runs when a schedule says so, and not otherwise.
resource "tenantform_service" "globex_report" {
  tenant = tenantform_tenant.globex.name
  name   = "report"
  kind   = "scheduled"
  image  = "registry.example.com/globex/report:1.0.3"
  cpu    = 256
  memory = 512
}
