# Own database and cache in the shared network.
resource "tenantform_tenant" "globex" {
  name      = "globex"
  title     = "Globex Corporation"
  isolation = "bridge"

  # Services that would go over it are refused in the plan.
  quota = {
    cpu     = 8192
    memory  = 32768
    volumes = 4
    gpus    = 2
  }

  depends_on = [tenantform_platform.acme]
}
