resource "tenantform_volume" "globex_uploads" {
  tenant  = tenantform_service.globex_api.tenant
  service = tenantform_service.globex_api.name
  name    = "uploads"
  path    = "/var/lib/uploads"
  backup  = true
}
