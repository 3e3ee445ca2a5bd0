small
repository
expect 0 changed --repo repo --since start --until work
expect 0 changed --repo repo --since main --until work
expect 0 changed --repo repo --since work --until start
expect 1 changed --repo repo --since nowhere
expect 64 changed --repo repo --since main --matrix
expect 64 changed --repo repo
