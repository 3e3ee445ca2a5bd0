# Those that somebody has to put into Secrets Manager.
data "tenantform_secrets" "globex" {
  tenant = "globex"
}

output "secrets_to_fill" {
  value = [for secret in data.tenantform_secrets.globex.secrets : secret.name if secret.generated != true]
}
