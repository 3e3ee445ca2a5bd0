import {
  to = tenantform_volume.globex_uploads
  identity = {
    tenant  = "globex"
    service = "api"
    name    = "uploads"
  }
}
