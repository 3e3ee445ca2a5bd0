list "tenantform_environment" "all" {
  provider = tenantform
}
