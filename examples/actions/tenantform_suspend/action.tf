# terraform apply -invoke=action.tenantform_suspend.globex
action "tenantform_suspend" "globex" {
  config {
    tenant = "globex"
  }
}
