# Every entity of the examples: its list and one row.
"$TENANTFORM" help --json | jq -r '.commands[] | select(.name | endswith(" show")) | "\(.name | split(" ")[0]) \(.arguments | ascii_downcase)"' >entities
for name in omc ai-platform; do
    rm -f tenantform.db
    example "$name"
    while read -r entity columns; do
        expect 0 "$entity" list
        mapfile -t key < <("$TENANTFORM" "$entity" list --json |
            jq -r --arg columns "$columns" '.rows[0] // empty | . as $row | $columns | split(" ")[] | $row[.]')
        if [[ ${#key[@]} -gt 0 ]]; then expect 0 "$entity" show "${key[@]}"; fi
    done <entities
done
expect 1 tenant show nobody
expect 64 tenant show
rm tenantform.db
expect 1 tenant list
