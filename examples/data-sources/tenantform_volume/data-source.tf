data "tenantform_volume" "uploads" {
  tenant  = "globex"
  service = "api"
  name    = "uploads"
}

output "volume_path" {
  value = data.tenantform_volume.uploads.path
}
