list "tenantform_service" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
