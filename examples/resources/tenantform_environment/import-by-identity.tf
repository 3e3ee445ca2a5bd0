import {
  to = tenantform_environment.staging
  identity = {
    name = "staging"
  }
}
