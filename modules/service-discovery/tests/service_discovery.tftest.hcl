mock_provider "aws" {}

variables {
  name   = "acme-staging.internal"
  vpc_id = "vpc-0123456789abcdef0"
}

run "private_namespace" {
  command = plan

  assert {
    condition     = aws_service_discovery_private_dns_namespace.this.name == "acme-staging.internal" && aws_service_discovery_private_dns_namespace.this.vpc == "vpc-0123456789abcdef0"
    error_message = "The namespace is resolved in the VPC."
  }

  assert {
    condition     = aws_service_discovery_private_dns_namespace.this.description != ""
    error_message = "The namespace says what it is for."
  }
}

run "single_label" {
  command = plan

  variables {
    name = "internal"
  }

  expect_failures = [var.name]
}

run "capitals" {
  command = plan

  variables {
    name = "Acme.internal"
  }

  expect_failures = [var.name]
}
