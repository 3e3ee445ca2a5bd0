a = "\"${b}\\"
c = "$${d} %%{e} $ % $$"
d = "$$${x} {"
e = "#no comment" # comment
f = "// no /* comment"
g = "a\tb\n\u00e9"
