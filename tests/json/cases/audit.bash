small
tf generate --local-state --out out
expect 2 audit --local-state --out out
resources='{"version":4,"serial":1,"lineage":"l","resources":[{"mode":"managed","instances":[{},{}]}]}'
while read -r stack; do echo "$resources" >"$stack/terraform.tfstate"; done < <(find out/environments -name terraform.tf -printf '%h\n')
expect 0 audit --local-state --out out
repository
expect 2 audit --local-state --repo repo --branch main
expect 64 audit --out out --repo repo
