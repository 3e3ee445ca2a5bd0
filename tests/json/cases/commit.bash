small
expect 1 commit --repo nowhere --branch main
repository
expect 0 commit --local-state --repo repo --branch work
tf service set alpha api --memory 2048
expect 0 commit --local-state --repo repo --branch work
expect 64 commit --branch
