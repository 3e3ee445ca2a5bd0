import {
  to = tenantform_tenant.globex
  id = "globex"
}

import {
  to = tenantform_tenant.initech
  id = "initech"
}
