small
repository
git init --quiet --bare there.git
git -C repo push --quiet "$PWD/there.git" main work
git -C repo update-ref refs/remotes/origin/main main
python3 "$SOURCE_DIR/tests/cli/servers/github.py" there.git ghp_s3cret >requests &
server=$!
trap 'kill "$server"' EXIT
until [[ -s requests ]]; do sleep 0.05; done
port=$(head -1 requests)
git -C repo remote add origin "http://127.0.0.1:$port/acme/platform.git"
export GITHUB_SERVER_URL=http://127.0.0.1:$port GITHUB_API_URL=http://127.0.0.1:$port
expect 1 pr --repo repo --branch work --no-rehearsal --open
export GH_TOKEN=ghp_s3cret
expect 0 pr --repo repo --branch work --no-rehearsal --open --dry-run
expect 0 pr --repo repo --branch work --no-rehearsal --open
expect 0 pr --repo repo --branch work --no-rehearsal --open
