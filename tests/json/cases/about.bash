expect 0 version
expect 0 --version
expect 0 schema
expect 0 man
expect 0 completion bash
expect 0 completion zsh
expect 0 completion fish
expect 64 completion tcsh
expect 0 help
expect 0 help generate
expect 0 help tenant
expect 0 help tenant set
expect 64 help nonsense
expect 64
expect 64 nonsense
expect 64 --nonsense
expect 64 tenant
expect 0 man commands
expect 0 man errors
expect 64 man nothing
