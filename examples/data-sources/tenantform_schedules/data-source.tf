data "tenantform_schedules" "initech" {
  tenant = "initech"
}

output "expressions" {
  value = { for schedule in data.tenantform_schedules.initech.schedules : schedule.id => schedule.expression }
}
