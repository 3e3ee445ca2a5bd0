small
tf generate --out out
tf service set alpha api --memory 1024
expect 0 diff --out out
expect 0 diff 1 3
expect 0 diff 0 --rows
tf tenant rename alpha beta
expect 0 diff 5
expect 1 diff 99
expect 64 diff 1 2 3
