# globex.staging.acme.example.com. The priority of the listener's rule is chosen by the catalog, and kept.
resource "tenantform_route" "globex_public" {
  tenant    = tenantform_service.globex_api.tenant
  service   = tenantform_service.globex_api.name
  name      = "public"
  subdomain = "globex"
}
