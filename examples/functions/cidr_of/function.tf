# The range of the first zone's subnet for applications: "10.1.0.0/20"
output "app_subnet" {
  value = provider::tenantform::cidr_of("10.1.0.0/16", "app", 0)
}
