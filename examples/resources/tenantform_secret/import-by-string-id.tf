import {
  to = tenantform_secret.globex_api_key
  id = "globex/api-key"
}
