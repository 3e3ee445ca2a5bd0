expect 0 explain
expect 0 explain TNF-R012 not_found 64
expect 0 --explain tnf-r012
expect 0 generate --explain orphan
expect 1 explain TNF-R9
expect 64 --explain TNF-R9
