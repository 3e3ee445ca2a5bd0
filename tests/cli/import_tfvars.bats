#!/usr/bin/env bats
# shellcheck disable=SC2154
load common

setup() {
    common_setup
    mkdir root
    cat >root/variables.tf <<'END'
variable "vpc_cidr" {
  description = "range ${of} it"
  default     = "10.1.0.0/16" # old
}
variable "db_instance_class" {
  default = "db.t3.small"
  validation {
    condition     = can(regex("^db", var.db_instance_class))
    error_message = "no"
  }
}
variable "log_retention_days" { default = 1 + 2 }
variable "nothing" {}
variable "environment" { default = "overridden" }
resource "aws_vpc" "x" { cidr_block = var.vpc_cidr }
END
    cat >root/terraform.tfvars <<'END'
project     = "acme"
aws_region  = "us-east-1"
environment = "staging"
azs         = ["us-east-1a", "us-east-1b"] /* both */
db_password = "hunter2"
tenants = {
  acme = {
    isolation = "bridge"
    owner     = "it@acme.example", quota_cpu = 2048
    budget    = 300
    tier      = "gold"
  }
  "globex" : { isolation = "pool" }
}
END
    echo '{"db_allocated_storage": 50}' >root/z.auto.tfvars.json
}
teardown() { common_teardown; }

@test "literal values become catalog text, and what is not read is listed" {
    run_split tf import --from tfvars root --output text
    expect_ok
    expect_equal "$(grep '^not read' <<<"$stdout")" 'not read  db_password (root/terraform.tfvars:5): nothing in the catalog is known by that name
not read  log_retention_days (root/variables.tf:12): it has no value that is a literal
not read  tenants.tier (root/terraform.tfvars:6): no field of tenants or placements alone'
    expect_equal "$(<text/imported.yaml)" 'platform: acme
region: us-east-1
---
environment: staging
cidr: 10.1.0.0/16
zones:
  - us-east-1a
  - us-east-1b
database:
  class: db.t3.small
  storage: 50
---
tenant: acme
isolation: bridge
owner: it@acme.example
quota:
  cpu: 2048
environments:
  staging:
    budget: 300
---
tenant: globex
isolation: pool
environments:
  staging: {}'
    [[ $stdout$stderr != *hunter2* ]]
    run_split tf import text
    expect_ok
    [[ $stdout == "imported 1 platform, 1 environment, 2 tenants, 2 placements as revision 1 "* ]]
}

@test "a map sends variables elsewhere, or nowhere" {
    printf 'db_password: "-"\nproject: tenants\ntenants: "-"\nvpc_cidr: environment.nope\nazs: vpc.zones\n' >map.yaml
    run_split tf import --from tfvars root --map map.yaml --output text
    expect_ok
    [[ $stdout == *"db_password ("*"): left out by the map"* ]]
    [[ $stdout == *"project ("*"): it is no map from names to objects"* ]]
    [[ $stdout == *"vpc_cidr ("*"): the map sends it to no field"* ]]
    [[ $stdout == *"azs ("*"): the map sends it to nothing that there is"* ]]
    [[ $stdout == *"aws_region ("*"): no variable names the platform"* ]]
}

@test "values of a wrong type, and files that are there, are refused and nothing is written" {
    echo 'db_allocated_storage = "50"' >root/zz.auto.tfvars
    run_split tf import --from tfvars root --output text
    [[ $status -eq 1 ]]
    [[ $stderr == 'root/zz.auto.tfvars:1:24: database.storage: expected a whole number, not the string "50"'* ]]
    [[ ! -e text ]]
    rm root/zz.auto.tfvars
    tf import --quiet --from tfvars root --output text
    run_split tf import --from tfvars root --output text
    [[ $status -eq 1 && $stderr == *'"text/imported.yaml" is there already'* ]]
    run_split tf import --from tfvars root
    [[ $status -eq 64 ]]
    mkdir empty
    run_split tf import --from tfvars empty --output other
    [[ $status -eq 1 && $stderr == *'there are no variables in "empty"'* ]]
}

@test "text that is no HCL fails with its file" {
    printf 'a = "x\n' >root/terraform.tfvars
    run_split tf import --from tfvars root --output text
    [[ $status -eq 1 && $stderr == *"root/terraform.tfvars"* ]]
    printf 'a = }\n) ] b = {\n' >root/terraform.tfvars
    run_split tf import --from tfvars root --output text
    [[ $stderr != *"internal"* ]]
}
