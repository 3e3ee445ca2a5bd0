import {
  to = tenantform_schedule.initech_report_nightly
  id = "initech/report/nightly"
}
