list "tenantform_platform" "all" {
  provider = tenantform
}
