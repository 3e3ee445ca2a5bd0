a = b [0]
c = b[ "x" ] . d
e = b.*.c
f = b[*].c
g = b[0][1]
h = f(x) [0]
i = {a = 1} ["a"]
j = b . c . d
k = b.0
