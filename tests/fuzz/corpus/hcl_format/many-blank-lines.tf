

a = 1



b = 2
x {

c = 1


d = 2

}


