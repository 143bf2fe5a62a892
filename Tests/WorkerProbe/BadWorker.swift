import Glibc
import VaultSystem

/// A worker that goes wrong: it speaks the language of workers and says the wrong things.
///
/// It greets as a real one does, unless that is what goes wrong.
enum BadWorker: String {
    case mute
    case silent
    case tellAll
    case crash
    case hang
    case balloon
    case garbage
    case lie
    case otherNumber
    case unknownType
    case noSandbox
    case noDatabase
    case noLibrary
    case wrongGreeting

    /// Plays the part, and ends.
    func play() -> Never {
        do throws(SystemError) {
            try play(on: WorkerChannel(ofWorker: ()))
        } catch {
            exit(3)
        }
        exit(0)
    }

    private func play(on channel: borrowing WorkerChannel) throws(SystemError) {
        switch self {
        case .mute: return
        case .silent: while true { pause() }
        case .tellAll: return try channel.send(Array(inventory().utf8))
        case .noDatabase: return try channel.send([1, 1, 0, 0, 0, 0])
        case .noLibrary: return try channel.send([1, 3, 0, 0, 0, 0])
        case .noSandbox: return try channel.send([1, 2, 38, 0, 0, 0])
        case .wrongGreeting: return try channel.send([9, 0, 0, 0, 0, 0])
        default: try channel.send([1, 0, 0, 0, 0, 0])
        }
        while let message = try channel.receive() {
            try answer(message.bytes, on: channel)
        }
    }

    private func answer(
        _ request: [UInt8],
        on channel: borrowing WorkerChannel
    ) throws(SystemError) {
        let number = Array(request[1..<5])
        let accepted: [UInt8] = [0, 0, 0, 0]
        let pdf = Array("application/pdf".utf8)
        switch self {
        case .crash: abort()
        case .hang: while true { pause() }
        case .balloon: try swell()
        case .garbage: try channel.send((0..<200).map { UInt8($0) })
        // A reason that there is not, the answer to another question, and a kind that is not stored.
        case .lie: try channel.send([1] + number + [0, 0, 0, 0x80] + pdf)
        case .otherNumber: try channel.send([1] + number.map { ~$0 } + accepted + pdf)
        default: try channel.send([1] + number + accepted + Array("application/x-sh".utf8))
        }
    }

    /// The numbers of the open descriptors, and the environment.
    private func inventory() throws(SystemError) -> String {
        // The list is read through a descriptor of its own, the first free one.
        let files = try Folder.names(in: "/proc/self/fd").compactMap { Int($0) }.filter { $0 != 4 }
        let words = files.sorted().map(String.init).joined(separator: " ")
        var lines = [words]
        var variable = unsafe environ
        while let text = unsafe variable.pointee {
            unsafe lines.append(String(cString: text))
            unsafe variable += 1
        }
        return lines.joined(separator: "\n")
    }

    private func swell() throws(SystemError) {
        try Sandbox.close(.probe)
        while true {
            guard let block = unsafe malloc(16 << 20) else { abort() }
            unsafe memset(block, 1, 16 << 20)
        }
    }
}
