/* Kills the process it is loaded into at one of its changes to files under a folder.
 *
 * Preloaded by the tests of crashes, so that every write, flush, cut, rename and removal of the
 * program is a place to crash, whoever does it: SQLite, Foundation or our own code.
 *
 *     CRASH_UNDER   the folder whose files count
 *     CRASH_AT      which change is the last, from 1; without it nothing is killed
 *     CRASH_TORN    a write that is the last is done by half
 *     CRASH_LOG     a file outside the folder that takes a line for each change, before it is made
 *
 * The shared memory beside a SQLite database is left out: it is made anew after a crash.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count;
static long crash_at;
static int torn;
static int log_descriptor = -1;
static char under[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("CRASH_UNDER");
    const char *at = getenv("CRASH_AT");
    const char *log = getenv("CRASH_LOG");
    if (!folder || !realpath(folder, under)) under[0] = 0;
    crash_at = at ? atol(at) : 0;
    torn = getenv("CRASH_TORN") != NULL;
    if (log) log_descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_counted(const char *path) {
    size_t length = strlen(under), whole = strlen(path);
    if (!length || strncmp(path, under, length)) return 0;
    if (path[length] == '/') return whole <= 4 || strcmp(path + whole - 4, "-shm");
    return !path[length];
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts a change; says whether it is the last one, and by half. */
static int is_last_half(const char *what, const char *path) {
    if (!is_counted(path)) return 0;
    long number = atomic_fetch_add(&count, 1) + 1;
    /* The last change has been counted: nothing may change while the process is being killed. */
    if (crash_at && number > crash_at) die();
    if (log_descriptor >= 0) {
        char line[PATH_MAX + 64];
        const char *name = path[strlen(under)] ? path + strlen(under) + 1 : ".";
        int bytes = snprintf(line, sizeof line, "%ld %s %s\n", number, what, name);
        syscall(SYS_write, log_descriptor, line, (size_t)bytes);
    }
    if (number != crash_at) return 0;
    if (!torn) die();
    return 1;
}

static int is_last_half_of(const char *what, int descriptor) {
    char link[64], path[PATH_MAX];
    if (!under[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_last_half(what, path);
}

static int is_last_half_at(const char *what, const char *path) {
    char parent[PATH_MAX] = ".", found[PATH_MAX], whole[2 * PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (!under[0] || strlen(path) >= sizeof parent) return 0;
    if (slash) {
        memcpy(parent, path, (size_t)(slash - path));
        parent[slash - path] = 0;
    }
    if (!realpath(slash == path ? "/" : parent, found)) return 0;
    snprintf(whole, sizeof whole, "%s/%s", found, slash ? slash + 1 : path);
    return is_last_half(what, whole);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (is_last_half_of("write", descriptor)) {
        syscall(SYS_write, descriptor, bytes, length / 2);
        die();
    }
    return REAL(write)(descriptor, bytes, length);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    if (is_last_half_of("write", descriptor)) {
        syscall(SYS_pwrite64, descriptor, bytes, length / 2, offset);
        die();
    }
    return REAL(pwrite)(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    if (is_last_half_of("write", descriptor)) {
        syscall(SYS_pwrite64, descriptor, bytes, length / 2, offset);
        die();
    }
    return REAL(pwrite64)(descriptor, bytes, length, offset);
}

/* What is no write cannot be done by half: it is not done. */

int fsync(int descriptor) {
    if (is_last_half_of("flush", descriptor)) die();
    return REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) {
    if (is_last_half_of("flush", descriptor)) die();
    return REAL(fdatasync)(descriptor);
}

int ftruncate(int descriptor, off_t length) {
    if (is_last_half_of("cut", descriptor)) die();
    return REAL(ftruncate)(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
    if (is_last_half_of("cut", descriptor)) die();
    return REAL(ftruncate64)(descriptor, length);
}

int rename(const char *from, const char *to) {
    if (is_last_half_at("rename to", to)) die();
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    if (is_last_half_at("remove", path)) die();
    return REAL(unlink)(path);
}
