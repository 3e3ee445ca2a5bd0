#!/usr/bin/env python3
"""The provider's own processor time over an apply of 1,000 tenants, all its processes together, against a provider
written with terraform-plugin-framework.
"""

from lib import applies

applies.report("provider_cpu", "apply", "cpu")
