import {
  to = tenantform_gpu_pool.staging_shared
  identity = {
    environment = "staging"
    name        = "shared"
  }
}
