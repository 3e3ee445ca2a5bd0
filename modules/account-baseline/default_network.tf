# AWS gives every region a VPC with public subnets and a security group that lets its members talk to each other. Our
# networks are made elsewhere: whoever forgets to name one ends up here, and finds every door shut.
data "aws_vpcs" "default" {
  count = var.close_default_network ? 1 : 0

  filter {
    name   = "is-default"
    values = ["true"]
  }
}

resource "aws_default_security_group" "this" {
  for_each = toset(flatten(data.aws_vpcs.default[*].ids))

  vpc_id = each.key

  tags = merge(var.tags, { Name = "default-unused" })
}
