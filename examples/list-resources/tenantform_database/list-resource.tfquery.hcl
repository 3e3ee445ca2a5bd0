list "tenantform_database" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
