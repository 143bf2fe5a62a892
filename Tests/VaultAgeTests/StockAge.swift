import Foundation

/// The `age` command that everybody uses, where one is installed.
enum StockAge {
    static let path = find("age")

    /// The version as numbers, `[1, 1, 1]`; empty if the command does not say.
    static let version: [Int] = {
        guard let path else { return [] }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--version"]
        process.standardOutput = output
        guard (try? process.run()) != nil else { return [] }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
            .split { !$0.isNumber }
            .compactMap { Int($0) }
    }()

    /// Whether it knows hybrid keys, which came with version 1.3.
    static var isHybrid: Bool { !version.lexicographicallyPrecedes([1, 3]) }

    /// Whether a passphrase can be typed to it: `script` lends it a terminal.
    static let terminal = find("script")

    private static func find(_ command: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(command)" }
            .first(where: FileManager.default.isExecutableFile(atPath:))
    }

    struct Failure: Error {
        let status: Int32
    }

    /// Runs the command.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - answers: What to type to it, with the return key after each.
    /// - Throws: ``Failure`` if it says so; an error of the system if it cannot be run.
    static func run(_ arguments: [String], typing answers: [String] = []) async throws {
        let path = path ?? "age"
        let process = Process()
        let input = Pipe()
        if let terminal, !answers.isEmpty {
            let command = ([path] + arguments).map { "'\($0)'" }.joined(separator: " ")
            process.executableURL = URL(filePath: terminal)
            process.arguments = ["-q", "-e", "-c", command, "/dev/null"]
        } else {
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
        }
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                for answer in answers {
                    try input.fileHandleForWriting.write(contentsOf: Data("\(answer)\n".utf8))
                }
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        guard status == 0 else { throw Failure(status: status) }
    }
}
