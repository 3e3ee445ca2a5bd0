small
expect 0 tenant move alpha --cell second
expect 0 tenant move alpha --cell second
expect 1 tenant move nobody --cell second
expect 0 tenant move alpha --isolation bridge --as alpha-2
expect 1 tenant move alpha --cut-over alpha-2
tf tenant suspend alpha
expect 0 tenant move alpha --cut-over alpha-2
expect 64 tenant move alpha
