mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  name = "acme-staging"
  cidr = "10.0.0.0/16"

  zones = {
    us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
    us-east-1b = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
  }
}

run "single_nat_by_default" {
  command = plan

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1a"]
    error_message = "A single gateway stands in the first zone by name."
  }

  assert {
    condition     = keys(aws_route.nat) == ["us-east-1a", "us-east-1b"]
    error_message = "Each zone's application subnet leaves through the gateway."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch == false])
    error_message = "Nothing gets a public address by being started."
  }

  assert {
    condition     = aws_vpc.this.enable_dns_support && aws_vpc.this.enable_dns_hostnames
    error_message = "Endpoints are found through the VPC's DNS."
  }

  assert {
    condition     = aws_subnet.app["us-east-1b"].cidr_block == "10.0.48.0/20" && aws_subnet.app["us-east-1b"].availability_zone == "us-east-1b"
    error_message = "A zone's subnet has its range and lies in it."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 7 && aws_flow_log.this[0].traffic_type == "ALL"
    error_message = "Flow logs see all traffic and are kept for 7 days."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.service_name == "com.amazonaws.us-east-1.s3" && aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway"
    error_message = "S3 has its gateway endpoint."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && length(aws_security_group.endpoints) == 0 && output.endpoint_security_group_id == null
    error_message = "Without interface endpoints there is no security group for them."
  }
}

run "a_gateway_in_each_zone" {
  command = plan

  variables {
    nat = "per_zone"
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1a", "us-east-1b"] && length(aws_eip.nat) == 2
    error_message = "Each zone has a gateway with an address."
  }
}

run "no_way_out" {
  command = plan

  variables {
    nat       = "none"
    flow_logs = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat) == 0 && length(aws_route.nat) == 0
    error_message = "Without NAT there is neither gateway nor address nor route."
  }

  assert {
    condition     = length(aws_flow_log.this) == 0 && length(aws_cloudwatch_log_group.flow_logs) == 0 && length(aws_iam_role.flow_logs) == 0
    error_message = "Without flow logs there is neither log group nor role."
  }
}

run "a_third_zone_moves_nothing" {
  command = plan

  variables {
    zones = {
      us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
      us-east-1b = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
      us-east-1c = { public = "10.0.2.0/24", app = "10.0.64.0/20", database = "10.0.18.0/24" }
    }
  }

  assert {
    condition     = aws_subnet.database["us-east-1b"].cidr_block == "10.0.17.0/24" && aws_subnet.database["us-east-1c"].cidr_block == "10.0.18.0/24"
    error_message = "Subnets are keyed by their zone's name."
  }
}

run "interface_endpoints" {
  command = plan

  variables {
    endpoints = ["ecr.api", "logs"]
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ecr.api"].service_name == "com.amazonaws.us-east-1.ecr.api" && aws_vpc_endpoint.interface["ecr.api"].private_dns_enabled
    error_message = "An endpoint answers under the service's own name."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.endpoints : rule.from_port == 443 && rule.to_port == 443]) && aws_vpc_security_group_ingress_rule.endpoints["us-east-1a"].cidr_ipv4 == "10.0.32.0/20"
    error_message = "Tasks reach the endpoints over HTTPS, nobody else does."
  }
}

run "database_subnets_have_no_default_route" {
  command = apply

  override_resource {
    target = aws_route_table.database
    values = { id = "rtb-database" }
  }

  assert {
    condition = alltrue([
      for route in concat([aws_route.internet], values(aws_route.nat)) : route.route_table_id != "rtb-database"
    ])
    error_message = "The database subnets' table has no route out of the VPC."
  }

  assert {
    condition     = alltrue([for association in aws_route_table_association.database : association.route_table_id == "rtb-database"])
    error_message = "The database subnets use that table."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-of-it"
  }

  assert {
    condition     = length(aws_iam_role.flow_logs[0].name) <= 64 && can(regex("-[0-9a-f]{6}-flow-logs$", aws_iam_role.flow_logs[0].name))
    error_message = "IAM takes 64 characters."
  }
}

run "longest_name_that_fits" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-two"
  }

  assert {
    condition     = aws_iam_role.flow_logs[0].name == "${var.name}-flow-logs" && length(aws_iam_role.flow_logs[0].name) == 64
    error_message = "A name that fits is not cut."
  }
}
