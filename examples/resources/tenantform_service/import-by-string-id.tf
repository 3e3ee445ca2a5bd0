import {
  to = tenantform_service.globex_api
  id = "globex/api"
}

import {
  to = tenantform_service.initech_report
  id = "initech/report"
}
