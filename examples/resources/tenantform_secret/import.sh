terraform import tenantform_secret.globex_api_key globex/api-key
