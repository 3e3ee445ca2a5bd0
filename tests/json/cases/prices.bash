offers=$SOURCE_DIR/tests/unit/generator/report/prices/offers
expect 0 prices list nat
expect 0 prices list --keys
expect 0 prices import "$offers/AmazonEC2.csv" --region eu-west-1 --output eu.yaml
expect 0 prices import "$offers/AmazonECS.json" --region eu-west-1
expect 0 prices check eu.yaml
echo 'prices: 3' >bad.yaml
expect 1 prices check bad.yaml
expect 1 prices list --prices bad.yaml
expect 1 prices import bad.yaml --region eu-west-1
expect 64 prices import bad.yaml
