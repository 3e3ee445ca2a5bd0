locals {
  # Elastic Load Balancing takes 32 characters.
  name = length(var.name) <= 32 ? var.name : "${trim(substr(var.name, 0, 25), "-")}-${substr(sha1(var.name), 0, 6)}"
}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_150:deletion protection is an input, off where an environment may be torn down
  #checkov:skip=CKV_AWS_91:access logs need a bucket, which is an input
  #checkov:skip=CKV2_AWS_28:the web ACL is an input, off in staging for its price
  #checkov:skip=CKV2_AWS_76:the rule group against Log4j is in waf.tf, in a dynamic block that the check does not follow
  name               = local.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.this.id]

  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  enable_http2               = true
  enable_deletion_protection = var.protected
  idle_timeout               = var.idle_timeout

  dynamic "access_logs" {
    for_each = var.access_logs_bucket == null ? [] : [var.access_logs_bucket]

    content {
      bucket  = access_logs.value
      prefix  = var.name
      enabled = true
    }
  }

  tags = var.tags
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }

  tags = var.tags
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.ssl_policy
  certificate_arn   = local.certificate_arn

  # Who asks for a name or path that no service has is told nothing more.
  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = var.tags
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-load-balancer-"
  description = "Load balancer ${var.name}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-load-balancer" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  #checkov:skip=CKV_AWS_260:port 80 only redirects to HTTPS
  for_each = toset(var.ingress_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "HTTP from ${each.key}, redirected to HTTPS"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80

  tags = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = toset(var.ingress_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "HTTPS from ${each.key}"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}

# By range, not by the services' security groups: those come and go with tenants, and a group holds 60 rules. The
# services' own groups decide whether the load balancer gets in, port by port.
resource "aws_vpc_security_group_egress_rule" "targets" {
  for_each = toset(var.target_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "Targets in ${each.key}"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 65535

  tags = var.tags
}
