mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:111122223333:certificate/made"
      domain_validation_options = [{
        domain_name           = "app.example.com"
        resource_record_name  = "_0123.app.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_4567.acm-validations.aws."
      }]
    }
  }
}

variables {
  name         = "acme-staging"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  target_cidrs = ["10.0.0.0/16"]
  domain       = "app.example.com"
  zone_id      = "Z0123456789ABCDEFGHIJ"
}

run "https_with_redirect" {
  command = plan

  assert {
    condition     = aws_lb_listener.http.port == 80 && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTP leads to HTTPS."
  }

  assert {
    condition     = aws_lb_listener.https.port == 443 && aws_lb_listener.https.protocol == "HTTPS" && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "HTTPS speaks TLS 1.3, and 1.2 at least."
  }

  assert {
    condition     = aws_lb_listener.https.default_action[0].fixed_response[0].status_code == "404"
    error_message = "What no service has is not found."
  }

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.internal == false && aws_lb.this.enable_deletion_protection == false
    error_message = "Headers that break the rules are dropped; nothing is protected by default."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this) == 0 && output.web_acl_arn == null
    error_message = "There is no web ACL unless the input says so."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.https) == ["0.0.0.0/0"] && [for rule in [aws_vpc_security_group_ingress_rule.http["0.0.0.0/0"], aws_vpc_security_group_ingress_rule.https["0.0.0.0/0"]] : [rule.from_port, rule.to_port]] == [[80, 80], [443, 443]]
    error_message = "Everyone gets in by HTTPS, and by HTTP to be redirected."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.targets) == ["10.0.0.0/16"]
    error_message = "The load balancer connects to targets and to nothing else."
  }

  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "app.example.com" && aws_acm_certificate.this[0].subject_alternative_names == toset(["*.app.example.com"])
    error_message = "The certificate is for the domain and every name under it."
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["*.app.example.com", "app.example.com"]
    error_message = "The domain and every name under it lead to the load balancer."
  }
}

run "certificate_is_validated" {
  command = apply

  assert {
    condition     = aws_route53_record.validation[0].name == "_0123.app.example.com." && aws_route53_record.validation[0].records == toset(["_4567.acm-validations.aws."])
    error_message = "The record that ACM asks for is made."
  }

  assert {
    condition     = aws_lb_listener.https.certificate_arn == "arn:aws:acm:us-east-1:111122223333:certificate/made"
    error_message = "The listener has the certificate that was made."
  }
}

run "given_certificate" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/given"
    domain          = null
    zone_id         = null
  }

  assert {
    condition     = length(aws_acm_certificate.this) == 0 && length(aws_route53_record.this) == 0 && aws_lb_listener.https.certificate_arn == var.certificate_arn
    error_message = "With a certificate nothing is made in DNS."
  }
}

run "production" {
  command = plan

  variables {
    waf                = true
    protected          = true
    ingress_cidrs      = ["192.0.2.0/24", "198.51.100.0/24"]
    access_logs_bucket = "acme-access-logs"
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.access_logs[0].bucket == "acme-access-logs" && aws_lb.this.access_logs[0].enabled
    error_message = "A protected load balancer cannot be deleted, and keeps access logs."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this[0].rule) == 5 && length(aws_wafv2_web_acl_association.this) == 1
    error_message = "A rate limit and four rule groups of AWS stand before it."
  }

  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this[0].rule : rule.priority])) == 5
    error_message = "No two rules have the same priority."
  }

  assert {
    condition     = flatten([for rule in aws_wafv2_web_acl.this[0].rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]]) == ["SizeRestrictions_BODY"]
    error_message = "Large bodies are counted; all else that AWS's rules say is blocked."
  }

  assert {
    condition     = aws_cloudwatch_log_group.waf[0].name == "aws-waf-logs-acme-staging" && toset([for field in aws_wafv2_web_acl_logging_configuration.this[0].redacted_fields : field.single_header[0].name]) == toset(["authorization", "cookie"])
    error_message = "What is blocked is kept, without credentials."
  }

  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this[0].logging_filter[0].default_behavior == "DROP"
    error_message = "What passes is not kept."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.https) == ["192.0.2.0/24", "198.51.100.0/24"]
    error_message = "Only the given ranges get in."
  }
}

run "web_acl_without_logs" {
  command = plan

  variables {
    waf               = true
    waf_logs          = false
    waf_counted_rules = {}
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this) == 1 && length(aws_cloudwatch_log_group.waf) == 0 && length(aws_wafv2_web_acl_logging_configuration.this) == 0
    error_message = "Logs can be left out."
  }

  assert {
    condition     = length(flatten([for rule in aws_wafv2_web_acl.this[0].rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]])) == 0
    error_message = "Every rule blocks."
  }
}

run "counted_rules_of_a_group_that_is_not_used" {
  command = plan

  variables {
    waf_counted_rules = { AWSManagedRulesBotControlRuleSet = ["CategoryAI"] }
  }

  expect_failures = [var.waf_counted_rules]
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production"
  }

  assert {
    condition     = length(aws_lb.this.name) <= 32 && can(regex("-[0-9a-f]{6}$", aws_lb.this.name))
    error_message = "Elastic Load Balancing takes 32 characters."
  }
}

run "neither_certificate_nor_zone" {
  command = plan

  variables {
    zone_id = null
  }

  expect_failures = [var.certificate_arn]
}

run "zone_without_a_domain" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/given"
    domain          = null
  }

  expect_failures = [var.zone_id]
}

run "wildcard_as_domain" {
  command = plan

  variables {
    domain = "*.example.com"
  }

  expect_failures = [var.domain]
}

run "old_tls" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.ssl_policy]
}

run "one_subnet" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "name_that_aws_keeps_for_itself" {
  command = plan

  variables {
    name = "internal-acme"
  }

  expect_failures = [var.name]
}

run "range_that_is_none" {
  command = plan

  variables {
    ingress_cidrs = ["everyone"]
  }

  expect_failures = [var.ingress_cidrs]
}

run "no_targets" {
  command = plan

  variables {
    target_cidrs = []
  }

  expect_failures = [var.target_cidrs]
}

run "no_idle_timeout" {
  command = plan

  variables {
    idle_timeout = 0
  }

  expect_failures = [var.idle_timeout]
}

run "low_rate_limit" {
  command = plan

  variables {
    waf_rate_limit = 1
  }

  expect_failures = [var.waf_rate_limit]
}

run "retention_that_logs_do_not_have" {
  command = plan

  variables {
    log_retention = 8
  }

  expect_failures = [var.log_retention]
}
