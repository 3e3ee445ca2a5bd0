import {
  to = tenantform_secret.globex_api_key
  identity = {
    tenant = "globex"
    name   = "api-key"
  }
}
