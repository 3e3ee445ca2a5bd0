# An EKS cluster for CI alone; tenants never run on it.
resource "tenantform_runner_cluster" "staging_ci" {
  environment = tenantform_environment.staging.name
  name        = "ci"
  version     = "1.31"
  github_url  = "https://github.com/acme-example"

  runner = {
    instance_type = "t3.large"
    min           = 0
    max           = 4
  }
}
