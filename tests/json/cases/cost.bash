example ai-platform
for by in environment tenant stack component resource line; do
    expect 0 cost --by "$by"
    expect 0 cost --by "$by" --tenant tenant-2
done
expect 0 cost --env staging
expect 0 cost --show-usage
expect 0 cost --compare
expect 1 cost --compare --instance-type p5.48xlarge
expect 64 cost --compare --by tenant
# in a region that no built-in price is of
tf environment set staging --region eu-central-1
expect 0 cost --env staging --by line
expect 1 cost --tenant nobody
expect 1 cost --env moon
expect 0 cost --diff 1
expect 0 cost --diff 0..1
expect 1 cost --diff 99
expect 64 cost --diff 1 --by tenant
# the region of a service that has a price in one and none in the other
tf environment set staging --region ap-south-1
expect 0 cost --diff 1
