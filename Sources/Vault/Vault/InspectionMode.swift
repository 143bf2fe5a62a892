import VaultMedia
import VaultSystem

/// Where files are looked at before they are stored.
///
/// Telling what a file is takes libraries in C that read whatever a stranger made. A mistake of theirs
/// is a way in for whoever made the file.
public enum InspectionMode: Hashable, Sendable {
    /// In a process of its own that has no key, no file and no network, by the program at `path`.
    ///
    /// The program must call ``serve(_:)`` first of all. `vaulttool` does, and so can yours. Needs
    /// Linux with Landlock (5.13) and seccomp.
    case worker(path: String)

    /// In this process, with its keys in reach.
    case inProcess

    /// The program that this process runs, as its own worker.
    public static let thisProgram = InspectionMode.worker(path: WorkerProcess.thisProgram)

    /// The argument by which a program is told to be a worker.
    private static let argument = "inspect-worker"

    /// The argument by which a program is told to be a worker that makes one new file.
    private static let derivationArgument = "derive-worker"

    /// Serves as a worker, if this process was started as one.
    ///
    /// Call it before anything else: before there is a second thread, and a secret in memory.
    ///
    /// - Parameter arguments: The arguments of the process, its name first.
    /// - Returns: `true` if that was the task of the process and it is done: end it then. `false` if
    ///   this is a process like any other.
    public static func serve(_ arguments: [String]) -> Bool {
        guard arguments.count == 3, let parent = Int32(arguments[2]) else { return false }
        switch arguments[1] {
        case argument: return InspectionWorker.serve(parent: parent)
        case derivationArgument: return DerivationWorker.serve(parent: parent)
        default: return false
        }
    }

    /// What says what becomes of files.
    ///
    /// - Parameter own: What serves ``inProcess``.
    /// - Returns: An inspector for the thread that asks.
    /// - Throws: ``VaultError/inspectionUnavailable(_:)`` if libmagic finds no rules here, or qpdf or
    ///   libheif is missing.
    func inspector(own: LazyInspector) throws(VaultError) -> any FileInspector {
        switch self {
        case .worker(let path):
            WorkerInspector(.init(path: path, arguments: [Self.argument]))
        case .inProcess: try own.inspector()
        }
    }
}

extension InspectionMode {
    /// What makes new files of stored ones.
    ///
    /// - Throws: ``VaultError/inspectionUnavailable(_:)`` if a library is missing here.
    func deriver() throws(VaultError) -> any FileDeriver {
        switch self {
        case .worker(let path):
            var worker = WorkerInspector.Configuration(
                path: path,
                arguments: [Self.derivationArgument]
            )
            worker.fileLimit = .seconds(200)
            return WorkerDeriver(worker)
        case .inProcess:
            do {
                return try OwnDeriver()
            } catch {
                throw .inspectionUnavailable(InspectionFault(error))
            }
        }
    }
}

/// Why no file can be inspected.
public enum InspectionFault: Hashable, Sendable {
    /// The vault was opened without saying where.
    case modeMissing

    /// libmagic finds no rules on this machine.
    case database

    /// qpdf or libheif is missing on this machine, or of another version than it was built with.
    case library

    /// The worker does not start, or does not answer as one; `code` is the system's `errno`.
    case worker(code: Int32)

    /// The kernel does not confine the worker; `code` is the system's `errno`.
    case sandbox(code: Int32)

    /// There is no memory for the bytes of a file; `code` is the system's `errno`.
    case memory(code: Int32)

    init(_ error: MediaError) {
        self =
            switch error {
            case .databaseUnavailable: .database
            case .libraryUnavailable: .library
            case .workerUnavailable(let code): .worker(code: code)
            case .sandboxUnavailable(let code): .sandbox(code: code)
            case .memory(let code): .memory(code: code)
            case .notDerivable:
                preconditionFailure("what is wrong with one file is no fault of the inspection")
            }
    }
}

/// A detector of content in this process, made when the first file needs it: reading its rules takes
/// time.
final class LazyInspector {
    private var made: MediaInspector?

    /// The detector.
    ///
    /// - Throws: ``VaultError/inspectionUnavailable(_:)`` if libmagic finds no rules on this machine, or
    ///   qpdf or libheif is missing.
    func inspector() throws(VaultError) -> MediaInspector {
        if let made { return made }
        do {
            let inspector = try MediaInspector()
            made = inspector
            return inspector
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
        }
    }
}
