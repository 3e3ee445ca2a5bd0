import {
  to = tenantform_database.globex_main
  identity = {
    tenant      = "globex"
    environment = "staging"
    name        = "main"
  }
}
