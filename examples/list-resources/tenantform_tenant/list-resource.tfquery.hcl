list "tenantform_tenant" "all" {
  provider = tenantform
}
