import {
  to = tenantform_database.globex_main
  id = "globex/staging/main"
}
