# What hand-written Terraform needs to put something beside a generated tenant.
data "tenantform_tenant_model" "globex" {
  tenant      = "globex"
  environment = "staging"
}

output "globex" {
  value = {
    prefix  = data.tenantform_tenant_model.globex.name
    network = data.tenantform_tenant_model.globex.cidr
    subnets = [for zone in data.tenantform_tenant_model.globex.subnets : zone.app]
    tags    = data.tenantform_tenant_model.globex.tags
  }
}
