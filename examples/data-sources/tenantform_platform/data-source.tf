# There is one platform, so its name need not be said.
data "tenantform_platform" "acme" {}

output "platform_network" {
  value = data.tenantform_platform.acme.network
}
