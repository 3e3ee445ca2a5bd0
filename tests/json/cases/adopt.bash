play_terraform
small
tf generate --local-state --out out
# What applying leaves, for the resources of the stack.
state='{"version": 4, "resources": [{"mode": "managed", "type": "aws_vpc", "name": "this", "instances": [{"attributes": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}}]},
 {"mode": "managed", "type": "aws_vpc", "name": "twin", "instances": [{"attributes": {"id": "vpc-2", "cidr_block": "10.1.0.0/16"}}, {"index_key": 1, "attributes": {"id": "vpc-3", "cidr_block": "10.1.0.0/16"}}]},
 {"mode": "managed", "type": "aws_eip", "name": "none", "instances": [{"attributes": {"id": "eipalloc-1"}}]}]}'
printf '%s\n' "$state" >old.tfstate
sed -i "2i case \"\$1\" in apply) cp '$PWD/old.tfstate' terraform.tfstate ;; esac" terraform
printf 'aws_vpc.this: vpc-9\n' >ids.yaml
printf 'aws_vpc.that: vpc-9\n' >wrong.yaml
stack=environments/staging
expect 0 adopt $stack --list --out out --terraform "$PWD/terraform"
expect 0 adopt $stack --from-state old.tfstate --dry-run --out out --terraform "$PWD/terraform"
expect 0 adopt $stack --from-state old.tfstate --from ids.yaml --out out --terraform "$PWD/terraform"
expect 1 adopt $stack --from wrong.yaml --out out --terraform "$PWD/terraform"
expect 64 adopt $stack
