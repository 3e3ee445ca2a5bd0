#!/usr/bin/env python3
"""Peak resident memory of the provider over an apply of 1,000 tenants, the largest of its processes, as the kernel
accounts for it, against a provider written with terraform-plugin-framework.
"""

from lib import applies

applies.report("provider_memory", "apply", "memory", unit="MiB")
