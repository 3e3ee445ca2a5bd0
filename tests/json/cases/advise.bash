cat >answers.yaml <<'TEXT'
already_deployed: ecs
multi_cloud: yes
service_mesh: yes
tenant_isolation: namespaces
kubernetes_skills: strong
TEXT
cat >stays.yaml <<'TEXT'
already_deployed: ecs
kubernetes_skills: none
team_size: small
time_to_market: fast
tenant_isolation: basic
TEXT
example ai-platform
expect 0 advise
expect 0 advise --answers answers.yaml --tenant tenant-1
expect 0 advise --answers stays.yaml
expect 0 advise --questions
expect 1 advise --tenant nobody
expect 1 advise --answers nothing.yaml
expect 64 advise --format picture
