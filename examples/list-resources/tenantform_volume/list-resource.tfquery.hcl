list "tenantform_volume" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
