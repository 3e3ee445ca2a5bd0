# "globex-corporation-gmbh"
output "tenant_name" {
  value = provider::tenantform::slug("Globex Corporation GmbH")
}

# At most 12 characters: "globex-corpo"
output "short_name" {
  value = provider::tenantform::slug("Globex Corporation GmbH", 12)
}
