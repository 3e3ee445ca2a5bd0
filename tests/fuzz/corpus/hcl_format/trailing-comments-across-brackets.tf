a = 1 # a
b = { # b
c = 2 # c
ddd = 3    # d
} # e
ffffffff = 1 # f
