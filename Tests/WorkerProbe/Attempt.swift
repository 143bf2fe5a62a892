import CSystem
import Glibc
import VaultSystem

/// What a process in the sandbox tries.
enum Attempt: String {
    case compute
    case readFile
    case createFile
    case listFolder
    case connect
    case fork
    case execute
    case thread
    case askLimit
    case signal
    case executableMemory
    case makeExecutable
    case allocate
    case spin
    case raiseLimit

    /// Tries.
    ///
    /// - Returns: 0 if it worked, otherwise the number of the error.
    func code() -> CInt {
        errno = 0
        let answer: Int =
            switch self {
            case .compute: compute()
            case .readFile: Int(unsafe open("/etc/passwd", O_RDONLY))
            case .createFile: Int(unsafe open("/tmp/of-the-probe", O_WRONLY | O_CREAT, 0o600))
            case .listFolder: unsafe opendir("/") == nil ? -1 : 0
            case .connect: Int(socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0))
            case .fork: start("/bin/true")
            case .execute: replace(by: "/bin/true")
            case .thread: makeThread()
            case .askLimit: askLimit()
            case .signal: Int(kill(getppid(), 0))
            case .executableMemory: map(PROT_READ | PROT_EXEC)
            case .makeExecutable: turnExecutable()
            case .allocate: allocate()
            case .spin: spin()
            case .raiseLimit: raiseLimit()
            }
        return answer < 0 ? errno : 0
    }

    private func compute() -> Int {
        let words = Set((0..<10_000).map { "\($0)" })
        return words.count == 10_000 ? 0 : -1
    }

    private func start(_ path: String) -> Int {
        var child: pid_t = 0
        errno = unsafe posix_spawn(&child, path, nil, nil, [nil], [nil])
        return errno == 0 ? 0 : -1
    }

    private func replace(by path: String) -> Int {
        Int(unsafe execve(path, [nil], [nil]))
    }

    private func makeThread() -> Int {
        var thread = pthread_t()
        errno = unsafe pthread_create(&thread, nil, { _ in nil }, nil)
        return errno == 0 ? 0 : -1
    }

    private func askLimit() -> Int {
        var limit = rlimit()
        return Int(unsafe getrlimit(CInt(RLIMIT_AS.rawValue), &limit))
    }

    private func map(_ rights: CInt) -> Int {
        let start = unsafe mmap(nil, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return unsafe start == MAP_FAILED ? -1 : 0
    }

    private func turnExecutable() -> Int {
        let start = unsafe mmap(nil, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return Int(unsafe mprotect(start, 4096, PROT_READ | PROT_EXEC))
    }

    private func allocate() -> Int {
        for _ in 0..<64 where unsafe malloc(64 << 20) == nil { return -1 }
        return 0
    }

    private func spin() -> Int {
        var number: UInt64 = 1
        while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }
        return 0
    }

    private func raiseLimit() -> Int {
        var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
        return Int(unsafe setrlimit(CInt(RLIMIT_FSIZE.rawValue), &limit))
    }

    /// Tries to read a file with Landlock and without a filter of calls.
    static func landlockAlone() -> CInt {
        guard csystem_forbid_privileges() == 0, csystem_deny_files() == 0 else { return 200 }
        return Attempt.readFile.code()
    }
}
