#!/usr/bin/env python3
"""Wall time of the empty plan over 1,000 tenants, against a provider written with terraform-plugin-framework."""

from lib import applies

applies.report("provider_plan_1000", "plan", "wall")
