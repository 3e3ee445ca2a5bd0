resource "tenantform_schedule" "globex_report_nightly" {
  tenant     = tenantform_service.globex_report.tenant
  service    = tenantform_service.globex_report.name
  name       = "nightly"
  expression = "cron(30 2 * * ? *)"
  timezone   = "Europe/Zurich"
}
