data "tenantform_schedule" "nightly" {
  tenant  = "initech"
  service = "report"
  name    = "nightly"
}

output "schedule_expression" {
  value = data.tenantform_schedule.nightly.expression
}
