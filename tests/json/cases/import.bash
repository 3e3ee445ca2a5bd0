expect 0 import "$SOURCE_DIR/environments/omc"
expect 0 import --replace --dry-run "$SOURCE_DIR/environments/ai-platform"
expect 1 import "$SOURCE_DIR/environments/ai-platform"
expect 0 import "$SOURCE_DIR/environments/omc"
printf 'tenant: broken\nisolation: island\ncolour: red\n' >broken.yaml
expect 1 import broken.yaml
expect 1 import nowhere
expect 64 import
mkdir root
printf 'project = "acme"\nregion = "us-east-1"\nenvironment = "staging"\nother = 1\ntenants = { a = { isolation = "pool", tier = 1 } }\n' >root/terraform.tfvars
expect 0 import --from tfvars root --output text
expect 1 import --from tfvars root --output text
expect 64 import --from tfvars root
