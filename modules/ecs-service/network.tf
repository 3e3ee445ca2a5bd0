resource "aws_security_group" "this" {
  #checkov:skip=CKV2_AWS_5:a task that a schedule or a person starts uses it, where there is no service to be attached to
  name_prefix = "${var.name}-"
  description = "Tasks of ${var.name}"
  vpc_id      = var.network.vpc_id

  tags = merge(var.tags, { Name = var.name })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count = local.balanced ? 1 : 0

  security_group_id            = aws_security_group.this.id
  description                  = "From the load balancer"
  referenced_security_group_id = var.load_balancer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.service.port
  to_port                      = var.service.port

  tags = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "From ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = var.service.port
  to_port                      = var.service.port

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = toset(var.https_egress_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "HTTPS to ${each.key}"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "destinations" {
  for_each = var.destinations

  security_group_id            = aws_security_group.this.id
  description                  = "To ${each.key}"
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port

  tags = var.tags
}

locals {
  # Elastic Load Balancing takes 32 characters. A target group cannot change its port, so the port is part of the name:
  # the new group stands beside the old one until the listener rules have moved.
  target_group_base = "${var.name}-${coalesce(var.service.port, 0)}"
  target_group_name = length(local.target_group_base) <= 32 ? local.target_group_base : "${trim(substr(var.name, 0, 25), "-")}-${substr(sha1(local.target_group_base), 0, 6)}"
}

resource "aws_lb_target_group" "this" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; between it and the tasks is the private network of the VPC
  count = local.balanced ? 1 : 0

  name                 = local.target_group_name
  vpc_id               = var.network.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = var.service.port
  deregistration_delay = 30

  health_check {
    enabled             = true
    protocol            = "HTTP"
    port                = "traffic-port"
    path                = var.service.health.path
    matcher             = "200"
    interval            = var.service.health.interval
    timeout             = var.service.health.timeout
    healthy_threshold   = 2
    unhealthy_threshold = max(2, var.service.health.retries)
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = var.service.routes

  listener_arn = var.load_balancer.listener_arn
  priority     = each.value.priority

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }

  dynamic "condition" {
    for_each = length(each.value.hosts) > 0 ? [each.value.hosts] : []

    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(each.value.paths) > 0 ? [each.value.paths] : []

    content {
      path_pattern {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = each.value.headers

    content {
      http_header {
        http_header_name = condition.key
        values           = [condition.value]
      }
    }
  }

  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_service_discovery_service" "this" {
  count = local.registered ? 1 : 0

  name        = coalesce(var.discovery_name, length(var.name) <= 63 ? var.name : "${trim(substr(var.name, 0, 56), "-")}-${substr(sha1(var.name), 0, 6)}")
  description = "Tasks of ${var.name}"

  dns_config {
    namespace_id   = var.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  # ECS reports the containers' health. The number is deprecated, but an empty block would be a difference in each plan.
  health_check_custom_config {
    failure_threshold = 1
  }

  tags = var.tags
}
