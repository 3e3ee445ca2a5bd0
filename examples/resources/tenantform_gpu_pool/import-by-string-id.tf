import {
  to = tenantform_gpu_pool.staging_shared
  id = "staging/shared"
}
