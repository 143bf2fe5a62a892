// What the same work costs without a vault: a plain program over OpenSSL's ChaCha20-Poly1305 and
// SHA-256, on two threads. It has no ledger, no envelopes, no names and no inspection.
//
//     floor deposit LIST FOLDER each|batch   seal, hash, write, read back and compare, fsync, rename
//     floor open LIST FOLDER                 read, hash, open, hash, write
//     floor rekey LIST FOLDER                open, seal to another key, hash all three, write, fsync,
//                                            read back and hash, rename, remove the old file
//     floor copy LIST FOLDER                 copy, fsync, rename
//     floor crypto MIB                       MiB a second on one core: seal, open, hash
//
// LIST has a path a line; the results lie in FOLDER under the last component. `each` waits for the
// disk with every file, `batch` once for all of them before the first rename.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, TAG = 16, SEALED = CHUNK + TAG };
enum { HASH = SHA256_DIGEST_LENGTH, THREADS = 2 };

typedef enum { DEPOSIT, OPEN, REKEY, COPY } Work;

static const unsigned char oldKey[32] = {1}, newKey[32] = {2};
static Work work;
static int syncsEach = 1;
static char **paths;
static size_t pathCount;
static const char *folder;
static atomic_size_t next;

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void nonce(unsigned char out[12], unsigned long long place, int isLast) {
    memset(out, 0, 12);
    for (int byte = 0; byte < 8; byte++) out[10 - byte] = (unsigned char)(place >> (8 * byte));
    out[11] = (unsigned char)isLast;
}

static size_t readAll(int file, unsigned char *bytes, size_t count) {
    size_t done = 0;
    while (done < count) {
        ssize_t n = read(file, bytes + done, count - done);
        if (n < 0) fail("read");
        if (n == 0) break;
        done += (size_t)n;
    }
    return done;
}

static void writeAll(int file, const unsigned char *bytes, size_t count) {
    while (count > 0) {
        ssize_t n = write(file, bytes, count);
        if (n < 0) fail("write");
        bytes += n;
        count -= (size_t)n;
    }
}

// Encrypts `count` bytes and a tag, or decrypts what that made, in the context of this thread.
static void cipher(int seals, const unsigned char *key, const unsigned char at[12],
                   const unsigned char *in, size_t count, unsigned char *out) {
    static _Thread_local EVP_CIPHER_CTX *context;
    if (!context) {
        context = EVP_CIPHER_CTX_new();
        if (!context || EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), NULL, NULL, NULL, seals) != 1)
            fail("cipher");
    }
    int done, text = (int)(seals ? count : count - TAG);
    int isDone = EVP_CipherInit_ex(context, NULL, NULL, key, at, seals) == 1;
    if (!seals)
        isDone &= EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, TAG, (void *)(in + text)) == 1;
    isDone &= EVP_CipherUpdate(context, out, &done, in, text) == 1;
    isDone &= EVP_CipherFinal_ex(context, out + text, &done) == 1;
    if (seals) isDone &= EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TAG, out + text) == 1;
    if (isDone) return;
    errno = EBADMSG;
    fail(seals ? "seal" : "open");
}

// One pass over a file: decrypts it if there is a key to open it, encrypts it if there is a key to
// seal it, hashes each form that occurs, and writes the last one unless `output` is negative. What is
// only read back is not hashed as it stands there; with an `original`, its plaintext is compared with
// that file and not hashed either.
typedef struct {
    unsigned char input[HASH], plain[HASH], sealed[HASH];
} Measure;

static void pass(int input, const unsigned char *opens, const unsigned char *seals, int output,
                 int original, Measure *measure) {
    static _Thread_local unsigned char in[SEALED + 1], plain[CHUNK], out[SEALED], source[CHUNK];
    size_t step = opens ? SEALED : CHUNK, have = readAll(input, in, step + 1);
    unsigned long long place = 0;
    SHA256_CTX inputHash, plainHash, sealedHash;
    int isReadBack = !seals && output < 0;
    SHA256_Init(&inputHash);
    SHA256_Init(&plainHash);
    SHA256_Init(&sealedHash);
    for (;; place++) {
        int isLast = have <= step;
        size_t count = isLast ? have : step;
        unsigned char at[12];
        nonce(at, place, isLast);
        const unsigned char *text = in;
        size_t textCount = count;
        if (opens) {
            if (!isReadBack) SHA256_Update(&inputHash, in, count);
            cipher(0, opens, at, in, count, plain);
            text = plain;
            textCount = count - TAG;
        }
        if (original < 0) {
            SHA256_Update(&plainHash, text, textCount);
        } else if (readAll(original, source, textCount) != textCount || memcmp(text, source, textCount)) {
            errno = EBADMSG;
            fail("compare");
        }
        if (seals) {
            cipher(1, seals, at, text, textCount, out);
            SHA256_Update(&sealedHash, out, textCount + TAG);
            if (output >= 0) writeAll(output, out, textCount + TAG);
        } else if (output >= 0) {
            writeAll(output, text, textCount);
        }
        if (isLast) break;
        in[0] = in[step];
        have = 1 + readAll(input, in + 1, step);
    }
    SHA256_Final(measure->input, &inputHash);
    SHA256_Final(measure->plain, &plainHash);
    SHA256_Final(measure->sealed, &sealedHash);
}

static void target(char *out, const char *path, const char *suffix) {
    const char *slash = strrchr(path, '/');
    if (snprintf(out, PATH_MAX, "%s/%s%s", folder, slash ? slash + 1 : path, suffix) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        fail(path);
    }
}

static void process(const char *path) {
    char part[PATH_MAX], done[PATH_MAX];
    target(part, path, ".part");
    target(done, path, "");
    int input = open(path, O_RDONLY);
    int output = open(part, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (input < 0 || output < 0) fail(path);
    const unsigned char *opens = work == OPEN || work == REKEY ? oldKey : NULL;
    const unsigned char *seals = work == DEPOSIT ? oldKey : work == REKEY ? newKey : NULL;
    if (work == COPY) {
        static _Thread_local unsigned char bytes[4 * CHUNK];
        for (size_t n; (n = readAll(input, bytes, sizeof bytes)) > 0;) writeAll(output, bytes, n);
    } else {
        Measure written, found;
        pass(input, opens, seals, output, -1, &written);
        if (seals) {
            if (lseek(output, 0, SEEK_SET) != 0 || lseek(input, 0, SEEK_SET) != 0) fail("lseek");
            pass(output, seals, NULL, -1, work == DEPOSIT ? input : -1, &found);
            if (work == REKEY && memcmp(written.plain, found.plain, HASH)) {
                errno = EBADMSG;
                fail("verify");
            }
        }
    }
    if (syncsEach && work != OPEN && fsync(output) != 0) fail("fsync");
    close(input);
    close(output);
    if (syncsEach && rename(part, done) != 0) fail("rename");
    if (work == REKEY && unlink(path) != 0) fail("unlink");
}

static void *worker(void *unused) {
    for (size_t place; (place = atomic_fetch_add(&next, 1)) < pathCount;) process(paths[place]);
    return unused;
}

static void readList(const char *list) {
    FILE *file = fopen(list, "r");
    if (!file) fail(list);
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t count; (count = getline(&line, &capacity, file)) > 0;) {
        if (line[count - 1] == '\n') line[count - 1] = 0;
        paths = realloc(paths, (pathCount + 1) * sizeof *paths);
        if (!paths || !(paths[pathCount++] = strdup(line))) fail("memory");
    }
    free(line);
    fclose(file);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// Rates of the primitives on one core, over chunks as a payload has them.
static void crypto(size_t mebibytes) {
    static unsigned char plain[CHUNK], sealed[SEALED];
    unsigned char at[12], digest[HASH];
    size_t count = mebibytes * ((1 << 20) / CHUNK);
    double start = now();
    for (size_t i = 0; i < count; i++) {
        nonce(at, i, 0);
        cipher(1, oldKey, at, plain, CHUNK, sealed);
    }
    double seal = now() - start;
    start = now();
    for (size_t i = 0; i < count; i++) {
        nonce(at, count - 1, 0);
        cipher(0, oldKey, at, sealed, SEALED, plain);
    }
    double opened = now() - start;
    start = now();
    SHA256_CTX hash;
    SHA256_Init(&hash);
    for (size_t i = 0; i < count; i++) SHA256_Update(&hash, sealed, CHUNK);
    SHA256_Final(digest, &hash);
    double hashed = now() - start;
    double size = (double)mebibytes;
    printf("%.1f %.1f %.1f\n", size / seal, size / opened, size / hashed);
}

int main(int count, char **words) {
    if (count == 3 && !strcmp(words[1], "crypto")) {
        crypto(strtoul(words[2], NULL, 10));
        return 0;
    }
    const char *names[] = {"deposit", "open", "rekey", "copy"};
    for (work = DEPOSIT; work <= COPY; work++)
        if (count >= 4 && !strcmp(words[1], names[work])) break;
    if (work > COPY) {
        fprintf(stderr, "floor: unknown command line\n");
        return 64;
    }
    folder = words[3];
    syncsEach = !(work == DEPOSIT && count > 4 && !strcmp(words[4], "batch"));
    readList(words[2]);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, worker, NULL)) fail("pthread_create");
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    int directory = open(folder, O_RDONLY | O_DIRECTORY);
    if (directory < 0) fail(folder);
    if (!syncsEach) {
        if (syncfs(directory) != 0) fail("syncfs");
        for (size_t i = 0; i < pathCount; i++) {
            char part[PATH_MAX], done[PATH_MAX];
            target(part, paths[i], ".part");
            target(done, paths[i], "");
            if (rename(part, done) != 0) fail("rename");
        }
    }
    if (work != OPEN && fsync(directory) != 0) fail("fsync");
    close(directory);
    return 0;
}
