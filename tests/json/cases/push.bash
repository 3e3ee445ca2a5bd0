small
repository
expect 1 push --repo repo --branch work
git init --quiet --bare there.git
git -C repo remote add origin "$PWD/there.git"
expect 0 push --repo repo --branch work
expect 0 push --repo repo --branch work
