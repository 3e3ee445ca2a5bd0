data "tenantform_tenants" "all" {}

output "silo_tenants" {
  value = [for tenant in data.tenantform_tenants.all.tenants : tenant.name if tenant.isolation == "silo"]
}
