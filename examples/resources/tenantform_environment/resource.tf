# Small and cheap. The range of its network is chosen by the catalog when the environment is made.
resource "tenantform_environment" "staging" {
  name       = "staging"
  domain     = "staging.acme.example.com"
  zone_id    = "Z0123456789STAGING"
  zone_count = 2
  nat        = "single"

  scaling = {
    min = 1
    max = 2
  }

  database = {
    class       = "db.t3.micro"
    multi_az    = false
    backup_days = 1
  }

  cache = {
    node_type = "cache.t3.micro"
  }

  depends_on = [tenantform_platform.acme]
}
