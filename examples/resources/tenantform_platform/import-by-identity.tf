import {
  to = tenantform_platform.acme
  identity = {
    name = "acme"
  }
}
