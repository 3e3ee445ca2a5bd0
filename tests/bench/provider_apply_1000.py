#!/usr/bin/env python3
"""Wall time of `terraform apply` of 1,000 tenants, against a provider written with terraform-plugin-framework and
against 1,000 of Terraform's built-in terraform_data. Most of it is Terraform's own.
"""

from lib import applies

applies.report("provider_apply_1000", "apply", "wall")
