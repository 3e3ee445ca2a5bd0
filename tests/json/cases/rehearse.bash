play_terraform
small
tf generate --local-state --out out
expect 0 rehearse --out out --terraform "$PWD/terraform"
expect 1 rehearse --out out --terraform /nonexistent/terraform
repository
expect 0 rehearse --repo repo --since main --until work --terraform "$PWD/terraform"
touch refuses
expect 1 rehearse --out out --terraform "$PWD/terraform"
expect 1 rehearse --repo repo --since main --until work --terraform "$PWD/terraform"
expect 64 rehearse --jobs 0
