small
expect 2 generate --check --out out
expect 0 generate --out out
expect 0 generate --check --out out
tf service set alpha api --memory 1024
expect 2 generate --check --out out
echo "# mine" >>out/environments/staging/main.tf
expect 0 generate --out out
expect 0 generate --out out --force
echo nonsense >>out/environments/production/.tenantform.manifest
echo x >out/environments/production/tenants
expect 2 generate --check --out out
tf tenant add beta --isolation pool
expect 1 generate --out out --tenant nobody
expect 64 generate --jobs 0
