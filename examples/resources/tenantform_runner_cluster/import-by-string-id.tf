import {
  to = tenantform_runner_cluster.staging_ci
  id = "staging/ci"
}
