import {
  to = tenantform_service.globex_api
  identity = {
    tenant = "globex"
    name   = "api"
  }
}

import {
  to = tenantform_service.globex_report
  identity = {
    tenant = "globex"
    name   = "report"
  }
}
