/* Stands between a process and the system: writes down what changes files below a folder, and lets a
   chosen call fail, write less than it was given, or be the last that the process ever makes.

   Preloaded. The process says by `shim_watch`, `shim_log` and `shim_arm` what is wanted; one that is
   started with SHIM_ROOT (and SHIM_LOG) in its environment is watched from its first call on. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 4096
#define EXPORT __attribute__((visibility("default")))

/* What is written down; tests/faults/trace.py knows the numbers. */
enum { SAID = 1, CREATE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, RMDIR, OTHER };

/* What may be made to fail. */
enum { K_OPEN = 1, K_CREATE = 2, K_READ = 4, K_WRITE = 8, K_TRUNCATE = 16, K_SYNC = 32, K_RENAME = 64,
       K_UNLINK = 128, K_MKDIR = 256, K_STAT = 512 };

struct head {
    uint32_t kind, path, path2, data;
    uint64_t inode, offset;
};

static char root[PATH_MAX], fault_root[PATH_MAX];
static int log_fd = -1;
static unsigned char watched[FDS];  /* 1: below the root, 2: below the root of faults */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct { long at; int code, path_code, kinds, lasting, cut; } armed;
static long *count;  /* shared with whoever forked this process */

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

/* ---------------------------------------------------------------- what is told */

EXPORT void shim_watch(const char *path, const char *faults) {
    snprintf(root, sizeof root, "%s", path);
    snprintf(fault_root, sizeof fault_root, "%s", faults);
}

EXPORT void shim_log(const char *path) {
    int fd = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 900);
    REAL(close)(fd);
}

/* The `at`th call of these kinds fails with `code`, with `path_code` where it names a path; all later
   ones too if it is `lasting`. `cut` lets a write be a short one first. A negative code kills. */
EXPORT void shim_arm(long at, int code, int path_code, int kinds, int lasting, int cut) {
    armed.at = at; armed.code = code; armed.path_code = path_code;
    armed.kinds = kinds; armed.lasting = lasting; armed.cut = cut;
    *count = 0;
}

EXPORT long shim_count(void) { return *count; }

__attribute__((constructor)) static void begin(void) {
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (getenv("SHIM_ROOT")) shim_watch(getenv("SHIM_ROOT"), "");
    if (getenv("SHIM_LOG")) shim_log(getenv("SHIM_LOG"));
}

/* ---------------------------------------------------------------- where things lie */

static int below(const char *path, const char *top) {
    size_t n = strlen(top);
    return n && !strncmp(path, top, n) && (path[n] == '/' || !path[n]);
}

static const char *whole(int folder, const char *path, char *buffer) {
    char link[64], base[PATH_MAX];
    ssize_t n;
    if (path[0] == '/') return path;
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return path;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        if ((n = readlink(link, base, sizeof base - 1)) < 0) return path;
        base[n] = 0;
    }
    snprintf(buffer, PATH_MAX, "%s/%s", base, path);
    return buffer;
}

static int where(const char *path) { return below(path, root) | below(path, fault_root) << 1; }
static int where_fd(int fd) { return fd >= 0 && fd < FDS ? watched[fd] : 0; }

static uint64_t inode(int fd) {
    struct stat found;
    return REAL(fstat)(fd, &found) ? 0 : found.st_ino;
}

static uint64_t inode_at(const char *path) {
    struct stat found;
    return REAL(lstat)(path, &found) ? 0 : found.st_ino;
}

/* ---------------------------------------------------------------- what fails */

/* Tell whether this call fails; then errno says why. */
static int fails(int place, int kind, int by_path) {
    int code = 0;
    if (!(place & 2) || !(armed.kinds & kind)) return 0;
    pthread_mutex_lock(&lock);
    ++*count;
    if (armed.at && (*count == armed.at || (armed.lasting && *count > armed.at)))
        code = by_path ? armed.path_code : armed.code;
    pthread_mutex_unlock(&lock);
    if (!code) return 0;
    if (code < 0) { kill(getpid(), SIGKILL); pause(); }
    errno = code;
    return 1;
}

/* Return how much of a write that fails is written before it does. */
static size_t some(size_t n) {
    if (!armed.cut || n < 2 || *count != armed.at) return 0;
    return n / 2;
}

/* ---------------------------------------------------------------- what is written down */

static void tell(uint32_t kind, const char *path, const char *path2, uint64_t ino, uint64_t offset,
                 const void *data, size_t n) {
    struct head head = { kind, path ? strlen(path) : 0, path2 ? strlen(path2) : 0, n, ino, offset };
    struct iovec parts[] = { { &head, sizeof head }, { (void *)path, head.path },
                             { (void *)path2, head.path2 }, { (void *)data, n } };
    int saved = errno;
    if (log_fd >= 0) {
        pthread_mutex_lock(&lock);
        if (REAL(writev)(log_fd, parts, 4) < 0) abort();
        pthread_mutex_unlock(&lock);
    }
    errno = saved;
}

static void wrote(int fd, const void *data, ssize_t n, off_t offset) {
    if (n <= 0) return;
    if (fd == STDOUT_FILENO) tell(SAID, NULL, NULL, 0, 0, data, n);
    else if (where_fd(fd) & 1)
        tell(WRITE, NULL, NULL, inode(fd), offset < 0 ? REAL(lseek)(fd, 0, SEEK_CUR) - n : offset, data, n);
}

/* ---------------------------------------------------------------- opening and closing */

static int opened(int folder, const char *given, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = whole(folder, given, buffer);
    int place = where(path), fd, existed;
    int kind = flags & (O_CREAT | O_TRUNC) ? K_CREATE : K_OPEN;
    if (!place) return REAL(openat)(folder, given, flags, mode);
    existed = inode_at(path) != 0;
    if (existed && !(flags & O_TRUNC)) kind = K_OPEN;
    if (fails(place, kind, 1)) return -1;
    fd = REAL(openat)(folder, given, flags, mode);
    if (fd < 0) return fd;
    if (fd < FDS) watched[fd] = place;
    if (!(place & 1)) return fd;
    if (!existed) tell(CREATE, path, NULL, inode(fd), 0, NULL, 0);
    else if (flags & O_TRUNC) tell(TRUNCATE, NULL, NULL, inode(fd), 0, NULL, 0);
    return fd;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); \
    }

EXPORT int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
EXPORT int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
EXPORT int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
EXPORT int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
EXPORT int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
EXPORT int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
EXPORT int creat64(const char *path, mode_t mode) { return creat(path, mode); }

EXPORT int close(int fd) {
    if (fd == log_fd) return 0;
    if (fd >= 0 && fd < FDS) watched[fd] = 0;
    return REAL(close)(fd);
}

EXPORT DIR *opendir(const char *path) {
    char buffer[PATH_MAX];
    if (fails(where(whole(AT_FDCWD, path, buffer)), K_OPEN, 1)) return NULL;
    return REAL(opendir)(path);
}

/* ---------------------------------------------------------------- reading and looking */

EXPORT ssize_t read(int fd, void *data, size_t n) {
    return fails(where_fd(fd), K_READ, 0) ? -1 : REAL(read)(fd, data, n);
}

EXPORT ssize_t pread(int fd, void *data, size_t n, off_t offset) {
    return fails(where_fd(fd), K_READ, 0) ? -1 : REAL(pread)(fd, data, n, offset);
}

EXPORT ssize_t pread64(int fd, void *data, size_t n, off_t offset) { return pread(fd, data, n, offset); }

#define LOOK(name, type) \
    EXPORT int name(const char *path, struct type *found) { \
        char buffer[PATH_MAX]; \
        return fails(where(whole(AT_FDCWD, path, buffer)), K_STAT, 1) ? -1 : REAL(name)(path, found); \
    }
LOOK(stat, stat)
LOOK(lstat, stat)
LOOK(stat64, stat64)
LOOK(lstat64, stat64)

EXPORT int fstatat(int folder, const char *path, struct stat *found, int flags) {
    char buffer[PATH_MAX];
    if (path[0] && fails(where(whole(folder, path, buffer)), K_STAT, 1)) return -1;
    return REAL(fstatat)(folder, path, found, flags);
}

EXPORT int fstatat64(int folder, const char *path, struct stat64 *found, int flags) {
    char buffer[PATH_MAX];
    if (path[0] && fails(where(whole(folder, path, buffer)), K_STAT, 1)) return -1;
    return REAL(fstatat64)(folder, path, found, flags);
}

EXPORT int access(const char *path, int mode) {
    char buffer[PATH_MAX];
    const char *all = whole(AT_FDCWD, path, buffer);
    if (fails(where(all), K_STAT, 1)) return -1;
    if (mode & W_OK && where(all) & 2 && armed.code == EROFS && armed.at && *count >= armed.at) {
        errno = EROFS;  /* one that was mounted anew, for reading only */
        return -1;
    }
    return REAL(access)(path, mode);
}

/* A disk that is full has no room left. */
EXPORT int statvfs(const char *path, struct statvfs *found) {
    char buffer[PATH_MAX];
    const char *all = whole(AT_FDCWD, path, buffer);
    if (fails(where(all), K_STAT, 1)) return -1;
    int done = REAL(statvfs)(path, found);
    if (!done && where(all) & 2 && armed.code == ENOSPC && armed.at && *count >= armed.at)
        found->f_bavail = found->f_bfree = 0;
    return done;
}

EXPORT int statvfs64(const char *path, struct statvfs64 *found) { return statvfs(path, (struct statvfs *)found); }

/* ---------------------------------------------------------------- writing */

EXPORT ssize_t write(int fd, const void *data, size_t n) {
    if (fails(where_fd(fd), K_WRITE, 0) && !(n = some(n))) return -1;
    ssize_t done = REAL(write)(fd, data, n);
    wrote(fd, data, done, -1);
    return done;
}

EXPORT ssize_t pwrite(int fd, const void *data, size_t n, off_t offset) {
    if (fails(where_fd(fd), K_WRITE, 0) && !(n = some(n))) return -1;
    ssize_t done = REAL(pwrite)(fd, data, n, offset);
    wrote(fd, data, done, offset);
    return done;
}

EXPORT ssize_t pwrite64(int fd, const void *data, size_t n, off_t offset) { return pwrite(fd, data, n, offset); }

EXPORT ssize_t writev(int fd, const struct iovec *parts, int n) {
    ssize_t done = 0;
    if (!where_fd(fd)) return REAL(writev)(fd, parts, n);
    for (int i = 0; i < n; i++) {
        ssize_t one = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (one < 0) return done ? done : -1;
        done += one;
        if ((size_t)one < parts[i].iov_len) break;
    }
    return done;
}

/* A copy made by the system is let through no further than by reading and writing. */
static ssize_t copied(int out, int in, off_t *offset, size_t n) {
    char data[65536];
    ssize_t got = offset ? REAL(pread)(in, data, n < sizeof data ? n : sizeof data, *offset)
                         : REAL(read)(in, data, n < sizeof data ? n : sizeof data);
    if (got <= 0) return got;
    got = write(out, data, got);
    if (offset && got > 0) *offset += got;
    return got;
}

EXPORT ssize_t sendfile(int out, int in, off_t *offset, size_t n) {
    if (!where_fd(out) && !where_fd(in)) return REAL(sendfile)(out, in, offset, n);
    return fails(where_fd(in), K_READ, 0) ? -1 : copied(out, in, offset, n);
}

EXPORT ssize_t sendfile64(int out, int in, off64_t *offset, size_t n) { return sendfile(out, in, offset, n); }

EXPORT int ftruncate(int fd, off_t length) {
    if (fails(where_fd(fd), K_TRUNCATE, 0)) return -1;
    int done = REAL(ftruncate)(fd, length);
    if (!done && where_fd(fd) & 1) tell(TRUNCATE, NULL, NULL, inode(fd), length, NULL, 0);
    return done;
}

EXPORT int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int synced(int fd, int (*sync)(int)) {
    if (fails(where_fd(fd), K_SYNC, 0)) return -1;
    int done = sync(fd);
    if (!done && where_fd(fd) & 1) tell(SYNC, NULL, NULL, inode(fd), 0, NULL, 0);
    return done;
}

EXPORT int fsync(int fd) { return synced(fd, REAL(fsync)); }
EXPORT int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

/* What nothing of the program's uses is told as such, so that a proof that overlooks it fails. */
#define UNKNOWN(type, name, parameters, arguments, fd) \
    EXPORT type name parameters { \
        if (where_fd(fd) & 1) tell(OTHER, #name, NULL, 0, 0, NULL, 0); \
        return REAL(name) arguments; \
    }
UNKNOWN(int, posix_fallocate, (int fd, off_t offset, off_t n), (fd, offset, n), fd)
UNKNOWN(int, posix_fallocate64, (int fd, off64_t offset, off64_t n), (fd, offset, n), fd)
UNKNOWN(int, fallocate, (int fd, int mode, off_t offset, off_t n), (fd, mode, offset, n), fd)
UNKNOWN(int, fallocate64, (int fd, int mode, off64_t offset, off64_t n), (fd, mode, offset, n), fd)
UNKNOWN(ssize_t, copy_file_range, (int in, off64_t *a, int fd, off64_t *b, size_t n, unsigned flags),
        (in, a, fd, b, n, flags), fd)
UNKNOWN(ssize_t, pwritev, (int fd, const struct iovec *parts, int n, off_t offset), (fd, parts, n, offset), fd)

/* ---------------------------------------------------------------- names */

EXPORT int rename(const char *old, const char *new) {
    char buffer[PATH_MAX], buffer2[PATH_MAX];
    const char *from = whole(AT_FDCWD, old, buffer), *to = whole(AT_FDCWD, new, buffer2);
    if (fails(where(from) | where(to), K_RENAME, 1)) return -1;
    uint64_t moved = inode_at(from);
    int done = REAL(rename)(old, new);
    if (!done && (where(from) | where(to)) & 1) tell(RENAME, from, to, moved, 0, NULL, 0);
    return done;
}

EXPORT int renameat(int folder, const char *old, int folder2, const char *new) {
    char buffer[PATH_MAX], buffer2[PATH_MAX];
    return rename(whole(folder, old, buffer), whole(folder2, new, buffer2));
}

static int removed(int folder, const char *path, int flags) {
    char buffer[PATH_MAX];
    const char *all = whole(folder, path, buffer);
    if (fails(where(all), K_UNLINK, 1)) return -1;
    int done = REAL(unlinkat)(folder, path, flags);
    if (!done && where(all) & 1) tell(flags & AT_REMOVEDIR ? RMDIR : UNLINK, all, NULL, 0, 0, NULL, 0);
    return done;
}

EXPORT int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
EXPORT int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }
EXPORT int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

EXPORT int mkdirat(int folder, const char *path, mode_t mode) {
    char buffer[PATH_MAX];
    const char *all = whole(folder, path, buffer);
    if (fails(where(all), K_MKDIR, 1)) return -1;
    int done = REAL(mkdirat)(folder, path, mode);
    if (!done && where(all) & 1) tell(MKDIR, all, NULL, inode_at(all), 0, NULL, 0);
    return done;
}

EXPORT int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

EXPORT int link(const char *old, const char *new) {
    if (where(new) & 1) tell(OTHER, "link", NULL, 0, 0, NULL, 0);
    return REAL(link)(old, new);
}

EXPORT int symlink(const char *old, const char *new) {
    if (where(new) & 1) tell(OTHER, "symlink", NULL, 0, 0, NULL, 0);
    return REAL(symlink)(old, new);
}
