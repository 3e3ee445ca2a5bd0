terraform import tenantform_route.globex_public globex/api/public
