expect 1 doctor
small
expect 0 doctor
tf generate --out out
expect 0 doctor --out out
echo "# mine" >>out/environments/staging/main.tf
expect 0 doctor --out out
expect 64 doctor everything
