list "tenantform_cache" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
