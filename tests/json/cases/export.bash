example omc
expect 0 export
expect 0 export tenant "$("$TENANTFORM" tenant list --json | jq -r '.rows[0].name')"
expect 0 export --output all.yaml
expect 0 export --output folder/
expect 1 export tenant nobody
expect 64 export service api
