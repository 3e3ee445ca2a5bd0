list "tenantform_route" "globex" {
  provider = tenantform

  config {
    tenant = "globex"
  }
}
