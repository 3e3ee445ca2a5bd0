terraform {
  required_providers {
    tenantform = {
      source  = "tenantform/tenantform"
      version = "~> 0.1"
    }
  }
}

# The file is made with `tenantform init`. TENANTFORM_CATALOG names it as well.
provider "tenantform" {
  catalog = "tenantform.db"
}
