output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.this.endpoint
}

output "certificate_authority" {
  description = "Certificate that the API is known by, in base64. It is public."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "kubernetes_version" {
  description = "Version of the control plane."
  value       = aws_eks_cluster.this.version
}

output "security_group_id" {
  description = "Security group that the control plane and all nodes share."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "node_role_arn" {
  description = "Role of the nodes."
  value       = aws_iam_role.nodes.arn
}

output "runner_label" {
  description = "Label and taint of the runner nodes: what a runner's pod selects and tolerates."
  value       = local.runner_label
}

output "autoscaler_service_account" {
  description = "Namespace and name of the service account that may scale the runner nodes."
  value = {
    namespace = aws_eks_pod_identity_association.autoscaler.namespace
    name      = aws_eks_pod_identity_association.autoscaler.service_account
  }
}
