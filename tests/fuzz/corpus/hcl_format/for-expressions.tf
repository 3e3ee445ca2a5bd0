a = [for x in y:x]
b = [ for x,y in z : x if y ]
c = {for k,v in m: k=>v}
d = { for k, v in m : k => v... if v != "" }
e = [for x in [1,2] : x]
f = {
for k,v in m :
k => {
a = v
bb = 1
}
}
g = [
for x in y : {
a = x
}
]
