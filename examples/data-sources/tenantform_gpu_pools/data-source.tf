# The most instances with GPUs that may run.
data "tenantform_gpu_pools" "staging" {
  environment = "staging"
}

output "most_gpu_instances" {
  value = sum(concat([0], data.tenantform_gpu_pools.staging.gpu_pools[*].max))
}
