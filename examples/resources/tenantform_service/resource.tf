resource "tenantform_service" "globex_api" {
  tenant   = tenantform_tenant.globex.name
  name     = "api"
  kind     = "web"
  image    = "registry.example.com/globex/api:1.4.0"
  cpu      = 512
  memory   = 1024
  port     = 8080
  database = tenantform_database.globex_main.name
  cache    = tenantform_cache.globex_main.name
  secrets  = [tenantform_secret.globex_api_key.name]

  variables = {
    LOG_LEVEL = "info"
  }

  health = {
    path = "/healthz"
  }

  scaling = {
    min = 1
    max = 4
    cpu = 60
  }
}
