data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  gpu = can(regex("^(g|gr|p)[0-9]", var.instance_type))
  # m6g.large, c7gn.large, g5g.xlarge: a g after the generation is Graviton.
  arm64 = can(regex("^[a-z]+[0-9]+g", var.instance_type))

  image_kind = local.gpu ? "gpu/" : local.arm64 ? "arm64/" : ""

  attributes = merge(
    var.tenant == null ? {} : { tenant = var.tenant },
    local.gpu ? { gpu = "true" } : {},
  )

  # A task must not reach the instance's own credentials, and leaves a spot instance that is about to go.
  agent = merge(
    {
      ECS_CLUSTER             = var.cluster_name
      ECS_INSTANCE_ATTRIBUTES = jsonencode(local.attributes)
      ECS_AWSVPC_BLOCK_IMDS   = "true"
    },
    local.gpu ? { ECS_ENABLE_GPU_SUPPORT = "true" } : {},
    var.spot ? { ECS_ENABLE_SPOT_INSTANCE_DRAINING = "true" } : {},
  )

  user_data = <<-EOT
    #!/bin/bash
    cat >>/etc/ecs/ecs.config <<'CONFIG'
    ${join("\n", [for name in sort(keys(local.agent)) : "${name}=${local.agent[name]}"])}
    CONFIG
  EOT
}

resource "aws_launch_template" "this" {
  name_prefix            = "${var.name}-"
  description            = "Instances of capacity provider ${var.name}"
  instance_type          = var.instance_type
  update_default_version = true
  user_data              = base64encode(local.user_data)

  # Read when an instance starts, so that a new image of Amazon's is no change of the plan.
  image_id = coalesce(var.image_id, "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${local.image_kind}recommended/image_id")

  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.disk
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      delete_on_termination = true
    }
  }

  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [aws_security_group.this.id]
  }

  monitoring {
    enabled = true
  }

  dynamic "instance_market_options" {
    for_each = var.spot ? ["spot"] : []

    content {
      market_type = instance_market_options.value
    }
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = var.name })
    }
  }

  tags = var.tags
}

resource "aws_autoscaling_group" "this" {
  name                = var.name
  min_size            = var.min
  max_size            = var.max
  vpc_zone_identifier = var.subnet_ids
  capacity_rebalance  = var.spot

  # ECS protects instances that run tasks, and takes the protection off when they are done.
  protect_from_scale_in = true
  # Without it a destroy waits for ever for instances that are still protected.
  force_delete = true

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  # When the template changes, instances without tasks are replaced at once, and those with tasks end with them.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      scale_in_protected_instances = "Ignore"
      skip_matching                = true
    }
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  lifecycle {
    # Managed scaling moves it between min and max.
    ignore_changes = [desired_capacity]
  }
}

resource "aws_ecs_capacity_provider" "this" {
  name = var.name

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.this.arn
    managed_termination_protection = "ENABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = 100
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = var.max
      instance_warmup_period    = 300
    }
  }

  tags = var.tags
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  description = "Instances of ${var.name}; their tasks have groups of their own"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = var.name })

  lifecycle {
    create_before_destroy = true
  }
}

# The agent speaks with ECS, and pulls images. Nobody gets in.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS to AWS and image registries"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}
