expect 0 init --platform acme --region eu-central-1
expect 1 init --platform acme --region eu-central-1
expect 0 init --catalog other.db
expect 64 init --region
