# A catalog has one platform. Its name is the first part of every name in AWS.
resource "tenantform_platform" "acme" {
  name    = "acme"
  region  = "us-east-1"
  network = "10.0.0.0/8"
  owner   = "platform@acme.example.com"

  # Where the generated stacks keep their Terraform states.
  state = {
    bucket = "acme-terraform-states"
    region = "us-east-1"
  }

  tags = {
    CostCenter = "platform"
  }
}
