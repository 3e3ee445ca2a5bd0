# "acme-staging-globex-api"
output "name_of_api" {
  value = provider::tenantform::name_of("acme", "staging", "globex", "api")
}
