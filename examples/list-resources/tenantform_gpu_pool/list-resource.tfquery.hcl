list "tenantform_gpu_pool" "staging" {
  provider = tenantform

  config {
    environment = "staging"
  }
}
