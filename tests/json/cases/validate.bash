expect 1 validate
example ai-platform
expect 0 validate
expect 64 validate everything
