expect 1 validate
example ai-platform
expect 0 validate
echo "operators: yes" >answers.yaml
expect 0 validate --answers answers.yaml
expect 64 validate everything
