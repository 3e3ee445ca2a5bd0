# Instances with GPUs that every tenant of the environment may use; none run while nobody does.
resource "tenantform_gpu_pool" "staging_shared" {
  environment   = tenantform_environment.staging.name
  name          = "shared"
  instance_type = "g5.xlarge"
  min           = 0
  max           = 2
  spot          = true
}
