import {
  to = tenantform_platform.acme
  id = "acme"
}
