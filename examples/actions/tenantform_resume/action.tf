# terraform apply -invoke=action.tenantform_resume.globex
action "tenantform_resume" "globex" {
  config {
    tenant = "globex"
  }
}
