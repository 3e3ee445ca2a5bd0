data "tenantform_runner_cluster" "ci" {
  environment = "staging"
  name        = "ci"
}

output "runner_cluster_version" {
  value = data.tenantform_runner_cluster.ci.version
}
