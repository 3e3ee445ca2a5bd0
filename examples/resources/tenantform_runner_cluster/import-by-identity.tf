import {
  to = tenantform_runner_cluster.staging_ci
  identity = {
    environment = "staging"
    name        = "ci"
  }
}
