# Runs when a schedule says so, and not otherwise.
resource "tenantform_service" "initech_report" {
  tenant = tenantform_tenant.initech.name
  name   = "report"
  kind   = "scheduled"
  image  = "registry.example.com/initech/report:1.0.3"
  cpu    = 256
  memory = 512
}
