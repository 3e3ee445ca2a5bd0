expect 1 migrate
small
expect 0 migrate
