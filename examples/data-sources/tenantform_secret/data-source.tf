data "tenantform_secret" "api_key" {
  tenant = "globex"
  name   = "api-key"
}

output "secret_generated" {
  value = data.tenantform_secret.api_key.generated
}
