data "tenantform_tenant" "globex" {
  name = "globex"
}

output "tenant_isolation" {
  value = data.tenantform_tenant.globex.isolation
}
