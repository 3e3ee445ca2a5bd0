import {
  to = tenantform_environment.staging
  id = "staging"
}
