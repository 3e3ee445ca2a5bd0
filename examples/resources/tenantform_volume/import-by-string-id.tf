import {
  to = tenantform_volume.globex_uploads
  id = "globex/api/uploads"
}
