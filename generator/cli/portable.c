/* Only in the program that is built to run with every C library since glibc 2.34: what its archives take from later
 * ones. expat seeds its hash tables with this, which came with 2.36. */
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void *buffer, size_t length);

void arc4random_buf(void *buffer, size_t length) {
    unsigned char *bytes = buffer;
    for (size_t done = 0; done < length;) {
        const ssize_t got = getrandom(bytes + done, length - done, 0);
        if (got < 0) continue; /* a signal came; no other failure is left before the pool is ready */
        done += (size_t)got;
    }
}
