small
tf service set alpha api --memory 1024
expect 0 revert 5
expect 0 revert --to 3
expect 0 revert 7
expect 1 revert 99
expect 64 revert
