import {
  to = tenantform_service.globex_api
  identity = {
    tenant = "globex"
    name   = "api"
  }
}

import {
  to = tenantform_service.initech_report
  identity = {
    tenant = "initech"
    name   = "report"
  }
}
