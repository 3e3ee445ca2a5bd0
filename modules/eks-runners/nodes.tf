locals {
  # m6g.large, c7gn.large: a g after the generation is Graviton.
  image_types = {
    for group, instance_type in { system = var.system.instance_type, runners = var.runners.instance_type } :
    group => can(regex("^[a-z]+[0-9]+g", instance_type)) ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD"
  }

  # Jobs run on runner nodes, and nothing else does: the label leads them there, the taint keeps all others away.
  runner_label = { key = "tenantform/nodes", value = "runners" }

  # What Cluster Autoscaler knows of a group that has no node to look at.
  autoscaler_tags = {
    "k8s.io/cluster-autoscaler/enabled"                                                 = "true"
    "k8s.io/cluster-autoscaler/${var.name}"                                             = "owned"
    "k8s.io/cluster-autoscaler/node-template/label/${local.runner_label.key}"           = local.runner_label.value
    "k8s.io/cluster-autoscaler/node-template/taint/${local.runner_label.key}"           = "${local.runner_label.value}:NoSchedule"
    "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage"               = "${var.runners.disk}Gi"
    "k8s.io/cluster-autoscaler/node-template/autoscaling-options/scaledownunneededtime" = "5m0s"
  }
}

resource "aws_launch_template" "nodes" {
  for_each = { system = var.system.disk, runners = var.runners.disk }

  name_prefix            = "${var.name}-${each.key}-"
  description            = "Nodes of ${var.name}: ${each.key}"
  update_default_version = true

  # Pods reach AWS with Pod Identity; a job must not reach the credentials of its node.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = each.value
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = "${var.name}-${each.key}" })
    }
  }

  tags = var.tags
}

# CoreDNS, Actions Runner Controller, Cluster Autoscaler.
resource "aws_eks_node_group" "system" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "system"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = var.subnet_ids
  instance_types  = [var.system.instance_type]
  ami_type        = local.image_types.system

  scaling_config {
    min_size     = var.system.count
    max_size     = var.system.count
    desired_size = var.system.count
  }

  launch_template {
    id      = aws_launch_template.nodes["system"].id
    version = aws_launch_template.nodes["system"].latest_version
  }

  update_config {
    max_unavailable = 1
  }

  node_repair_config {
    enabled = true
  }

  tags = var.tags

  depends_on = [aws_eks_addon.daemons, aws_iam_role_policy_attachment.nodes]
}

# One job a node, as many nodes as there are jobs, none when there are none.
resource "aws_eks_node_group" "runners" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "runners"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = var.subnet_ids
  instance_types  = [var.runners.instance_type]
  ami_type        = local.image_types.runners
  labels          = { (local.runner_label.key) = local.runner_label.value }

  scaling_config {
    min_size     = var.runners.min
    max_size     = var.runners.max
    desired_size = var.runners.min
  }

  taint {
    key    = local.runner_label.key
    value  = local.runner_label.value
    effect = "NO_SCHEDULE"
  }

  launch_template {
    id      = aws_launch_template.nodes["runners"].id
    version = aws_launch_template.nodes["runners"].latest_version
  }

  update_config {
    max_unavailable_percentage = 50
  }

  tags = var.tags

  lifecycle {
    # Cluster Autoscaler moves it between min and max.
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_eks_addon.daemons, aws_iam_role_policy_attachment.nodes]
}

# A node group's own tags do not reach its Auto Scaling group.
resource "aws_autoscaling_group_tag" "runners" {
  for_each = local.autoscaler_tags

  autoscaling_group_name = aws_eks_node_group.runners.resources[0].autoscaling_groups[0].name

  tag {
    key                 = each.key
    value               = each.value
    propagate_at_launch = false
  }
}
