list "tenantform_placement" "staging" {
  provider = tenantform

  config {
    environment = "staging"
  }
}
