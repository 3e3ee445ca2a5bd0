resource "tenantform_schedule" "initech_report_nightly" {
  tenant     = tenantform_service.initech_report.tenant
  service    = tenantform_service.initech_report.name
  name       = "nightly"
  expression = "cron(30 2 * * ? *)"
  timezone   = "Europe/Zurich"
}
