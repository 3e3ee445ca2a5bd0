# The catalog knows the names of secrets, never their values. This one is generated in Secrets Manager.
resource "tenantform_secret" "globex_api_key" {
  tenant    = tenantform_tenant.globex.name
  name      = "api-key"
  summary   = "signs the tokens of the API"
  generated = true
}
