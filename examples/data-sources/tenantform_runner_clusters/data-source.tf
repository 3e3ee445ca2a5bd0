data "tenantform_runner_clusters" "all" {}

output "runner_versions" {
  value = { for cluster in data.tenantform_runner_clusters.all.runner_clusters : cluster.id => cluster.version }
}
