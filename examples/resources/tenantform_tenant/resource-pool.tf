# Shares the cluster, the database instance and the cache with other tenants.
resource "tenantform_tenant" "initech" {
  name      = "initech"
  isolation = "pool"

  depends_on = [tenantform_platform.acme]
}
