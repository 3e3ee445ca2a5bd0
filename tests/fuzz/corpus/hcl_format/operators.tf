a = 1+2*3-4/5%6
b = a==b&&c!=d||!e
c = a>=b ? c<=d : e<f
d = (a+b)*c
ee = -1
f = 1 - -2
g = a - b
h = a -b
i = [-1,- 2]
j = f(-1)
k = x ? -1 : -y
l = !  a
m = a > -1
n = (-1)
o = { a = -1 }
p = 1-1
