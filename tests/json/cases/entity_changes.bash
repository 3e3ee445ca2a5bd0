small
expect 0 tenant add beta --isolation bridge
expect 1 tenant add beta --isolation bridge
expect 0 tenant set beta --owner ada@example.com
expect 0 tenant set beta --owner ada@example.com
expect 0 tenant suspend beta
expect 0 tenant resume beta
expect 0 tenant rename beta gamma
expect 0 secret add gamma a
expect 0 service add gamma api --image nginx:1 --variables A=1,B=2 --secrets a --command x
expect 0 service set gamma api --cpu 1024 --memory 2048 --unset command
expect 1 service set gamma api --memory 1000
expect 1 service set gamma none --memory 1000
expect 0 service remove gamma api
expect 0 tenant remove gamma
expect 0 tenant offboard alpha
expect 64 tenant set alpha --isolation island
