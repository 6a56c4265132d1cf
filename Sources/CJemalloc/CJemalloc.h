// Nothing is called by name: where jemalloc is installed, the program is linked with it, and
// malloc and free are its own. Where it is not, they are the C library's, and all works as well.
