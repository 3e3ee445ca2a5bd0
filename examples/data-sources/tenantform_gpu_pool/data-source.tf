data "tenantform_gpu_pool" "shared" {
  environment = "staging"
  name        = "shared"
}

output "gpu_pool_instance_type" {
  value = data.tenantform_gpu_pool.shared.instance_type
}
