expect 0 import "$SOURCE_DIR/environments/omc"
expect 0 import --replace --dry-run "$SOURCE_DIR/environments/ai-platform"
expect 1 import "$SOURCE_DIR/environments/ai-platform"
expect 0 import "$SOURCE_DIR/environments/omc"
printf 'tenant: broken\nisolation: island\ncolour: red\n' >broken.yaml
expect 1 import broken.yaml
expect 1 import nowhere
expect 64 import
