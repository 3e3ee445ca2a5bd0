a = <<EOT
${a+b} $${c} %{ if x }y%{ endif }
%{for k in ["a","b"]~}
${k}
%{endfor~}
EOT
