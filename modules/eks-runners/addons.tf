locals {
  # These run on every node and have to be there before the first one is, or it never gets ready.
  daemons = {
    eks-pod-identity-agent = {}
    kube-proxy             = {}
    vpc-cni                = { aws-node = aws_iam_role.pods["network"].arn }
  }
}

resource "aws_eks_addon" "daemons" {
  for_each = local.daemons

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  resolve_conflicts_on_update = "PRESERVE"

  dynamic "pod_identity_association" {
    for_each = each.value

    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }

  tags = var.tags

  # The role may do its work before pods ask for it, and until they are gone.
  depends_on = [aws_iam_role_policy_attachment.network]
}

resource "aws_eks_addon" "coredns" {
  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = "coredns"
  addon_version               = lookup(var.addon_versions, "coredns", null)
  resolve_conflicts_on_update = "PRESERVE"

  tags = var.tags

  # Its pods need a node.
  depends_on = [aws_eks_node_group.system]
}

# The chart makes the service account of that name.
resource "aws_eks_pod_identity_association" "autoscaler" {
  cluster_name    = aws_eks_cluster.this.name
  namespace       = local.pod_roles.autoscaler.namespace
  service_account = local.pod_roles.autoscaler.service_account
  role_arn        = aws_iam_role.pods["autoscaler"].arn

  tags = var.tags
}
