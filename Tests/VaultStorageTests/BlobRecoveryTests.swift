import Glibc
import TestSupport
import Testing
import VaultLedger
import VaultStorage

@Suite("A recovery of blobs")
struct BlobRecoveryTests {
    /// Where a writer is killed.
    enum KillPoint: String, CaseIterable, Codable, Sendable {
        case made
        case written
        case committed
        case finished
    }

    static let content: [UInt8] = Array("the ciphertext of a document".utf8)
    static let digest = Digest.of(content.span)

    let folder: TemporaryFolder
    let blobs: BlobFolder

    init() throws {
        folder = try TemporaryFolder()
        blobs = try BlobFolder.create(at: folder.file("blobs"))
    }

    /// Writes a blob in a process that is killed on the way.
    private func kill(at point: KillPoint) async {
        let path = folder.file("blobs")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, point = point as KillPoint] in
            let writer = try BlobFolder(openingAt: path).makeWriter()
            if point != .made { try writer.write(Self.content.span) }
            if point == .committed || point == .finished { try writer.commit(as: Self.digest) }
            if point == .finished { writer.finish() }
            raise(SIGKILL)
        }
    }

    @Test(arguments: KillPoint.allCases, [true, false])
    func `leaves after a kill what the database refers to, and nothing else`(
        point: KillPoint,
        isReferenced: Bool
    ) async throws {
        await kill(at: point)
        let leftovers = point == .finished ? 0 : 1
        #expect(try folder.names(in: "blobs/staging").count == leftovers)
        var asked: [Digest] = []
        let count = try blobs.recover { digest in
            asked.append(digest)
            return isReferenced
        }
        #expect(count == leftovers)
        #expect(asked == (point == .committed ? [Self.digest] : []))
        #expect(try folder.names(in: "blobs/staging").isEmpty)
        // Once finished, a blob is the concern of the database and of its owed deletions.
        let stays = point == .finished || (point == .committed && isReferenced)
        #expect(try blobs.digests() == (stays ? [Self.digest] : []))
        #expect(try blobs.recover { _ in false } == 0)
    }

    @Test
    func `also sees to a writer that was dropped after its commit`() throws {
        do {
            let writer = try blobs.makeWriter()
            try writer.write(Self.content.span)
            try writer.commit(as: Self.digest)
        }
        #expect(try folder.names(in: "blobs/staging").count == 1)
        #expect(try recoverSoon() == 1)
        #expect(try blobs.digests().isEmpty)
    }

    /// Recovers as soon as that is possible: another test may be about to start a program, and shares the
    /// descriptor of the lock until that is done.
    private func recoverSoon() throws -> Int {
        for _ in 0..<1_000 {
            let cleared = try blobs.recover { _ in false }
            if cleared > 0 { return cleared }
            usleep(1_000)
        }
        return 0
    }

    @Test
    func `leaves everything alone while a writer is at work`() async throws {
        await kill(at: .committed)
        let writer = try blobs.makeWriter()
        try writer.write([1].span)
        #expect(try blobs.recover { _ in false } == 0)
        #expect(try folder.names(in: "blobs/staging").count == 2)
        #expect(try blobs.digests() == [Self.digest])

        writer.finish()
        #expect(try recoverSoon() == 1)
        #expect(try blobs.digests().isEmpty)
    }

    @Test
    func `stops where the database cannot answer, and goes on later`() async throws {
        await kill(at: .committed)
        #expect(throws: StorageError.busy) {
            try blobs.recover { _ throws(StorageError) in throw .busy }
        }
        #expect(try blobs.digests() == [Self.digest])
        #expect(try blobs.recover { _ in true } == 1)
        #expect(try blobs.digests() == [Self.digest])
    }

    @Test
    func `clears up nothing where a link in the place of the staging folder leads`() throws {
        let (staging, outside) = (folder.file("blobs/staging"), folder.file("outside"))
        #expect(unsafe rename(staging, outside) == 0)
        #expect(unsafe symlink(outside, staging) == 0)
        try folder.write([1], to: "outside/.staged-mine")
        #expect(throws: StorageError.damaged(.blob)) { try blobs.recover { _ in false } }
        #expect(try folder.names(in: "outside") == [".staged-mine"])
    }

    @Test
    func `does not follow what somebody else put into the staging folder`() throws {
        let target = try folder.write([1], to: "target")
        #expect(unsafe symlink(target, folder.file("blobs/staging/.staged-x")) == 0)
        #expect(try blobs.recover { _ in false } == 1)
        #expect(try folder.bytes("target") == [1])
        #expect(try folder.names(in: "blobs/staging").isEmpty)
    }
}
