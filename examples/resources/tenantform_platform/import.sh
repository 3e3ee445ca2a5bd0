terraform import tenantform_platform.acme acme
