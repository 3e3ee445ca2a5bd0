small
mkdir bin
printf '%s\n' '#!/bin/sh' "printf 'provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"6.1.0\"\n}\n' >.terraform.lock.hcl" >bin/terraform
chmod +x bin/terraform
expect 0 lock --out out --terraform "$PWD/bin/terraform"
expect 1 lock --out out --terraform "$PWD/bin/nothing"
expect 64 lock --jobs 0
