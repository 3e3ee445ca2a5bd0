list "tenantform_secret" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
