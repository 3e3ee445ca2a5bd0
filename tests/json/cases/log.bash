small
tf service set alpha api --memory 1024 --reason "Out of memory"
tf tenant rename alpha beta
tf service remove beta api
expect 0 log
expect 0 log beta
expect 0 log --limit 1
expect 0 log service beta api
expect 1 log nobody
expect 64 log nothing nobody
expect 64 log --limit none
