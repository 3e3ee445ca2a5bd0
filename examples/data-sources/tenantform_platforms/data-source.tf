# At most one.
data "tenantform_platforms" "all" {}

output "regions" {
  value = [for platform in data.tenantform_platforms.all.platforms : platform.region]
}
