list "tenantform_runner_cluster" "staging" {
  provider = tenantform

  config {
    environment = "staging"
  }
}
