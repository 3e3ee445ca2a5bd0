locals {
  # IAM takes 64 characters.
  role_name = length(var.name) <= 55 ? "${var.name}-instance" : "${trim(substr(var.name, 0, 48), "-")}-${substr(sha1(var.name), 0, 6)}-instance"

  ecs = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}"
}

resource "aws_iam_role" "this" {
  name                 = local.role_name
  description          = "What the ECS agent needs on instances of ${var.name}"
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  name = "agent"
  role = aws_iam_role.this.id

  # Images, secrets and logs are the tasks' execution roles' business.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Register"
        Effect   = "Allow"
        Action   = ["ecs:DeregisterContainerInstance", "ecs:RegisterContainerInstance"]
        Resource = ["${local.ecs}:cluster/${var.cluster_name}"]
      },
      {
        Sid    = "Agent"
        Effect = "Allow"
        Action = [
          "ecs:Poll",
          "ecs:StartTelemetrySession",
          "ecs:SubmitAttachmentStateChanges",
          "ecs:SubmitContainerStateChange",
          "ecs:SubmitTaskStateChange",
          "ecs:UpdateContainerInstancesState",
        ]
        Resource = [
          "${local.ecs}:cluster/${var.cluster_name}",
          "${local.ecs}:container-instance/${var.cluster_name}/*",
        ]
      },
      {
        # It knows no resources.
        Sid      = "FindEndpoint"
        Effect   = "Allow"
        Action   = ["ecs:DiscoverPollEndpoint"]
        Resource = ["*"]
      },
    ]
  })
}

resource "aws_iam_instance_profile" "this" {
  name = local.role_name
  role = aws_iam_role.this.name

  tags = var.tags

  # An instance that starts before its role may register never joins the cluster.
  depends_on = [aws_iam_role_policy.this]
}
