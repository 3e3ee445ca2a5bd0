list "tenantform_schedule" "initech" {
  provider = tenantform

  config {
    tenant = "initech"
  }
}
