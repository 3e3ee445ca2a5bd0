play_terraform
small
repository
expect 0 pr --repo repo --branch work --since main --terraform "$PWD/terraform"
expect 0 pr --repo repo --branch work --since main --no-rehearsal --catalog none.db
expect 1 pr --repo repo --branch work --since nowhere --no-rehearsal
expect 64 pr --repo repo --shard 1
