import {
  to = tenantform_tenant.globex
  identity = {
    name = "globex"
  }
}

import {
  to = tenantform_tenant.initech
  identity = {
    name = "initech"
  }
}
