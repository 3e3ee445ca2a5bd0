a = f(<<EOT
x
EOT
, 1)
b = 2
