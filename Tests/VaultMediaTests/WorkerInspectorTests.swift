import TestSupport
import Testing
import VaultMedia
import VaultSystem

@Suite("A worker that goes wrong")
struct WorkerInspectorTests {
    /// A program that plays a part instead of the tool.
    private func configuration(_ part: String) -> WorkerInspector.Configuration {
        var configuration = WorkerInspector.Configuration(
            path: BuiltProgram.path("WorkerProbe"),
            arguments: [part]
        )
        configuration.fileLimit = .seconds(2)
        return configuration
    }

    @Test(arguments: [
        "crash", "hang", "balloon", "garbage", "lie", "otherNumber", "unknownType",
    ])
    func `costs the file its place and nobody else`(part: String) throws {
        let inspector = WorkerInspector(configuration(part))
        for _ in 0..<2 {
            let found = try inspector.inspect(sample(of: [1, 2, 3]), name: "a.pdf")
            #expect(found.reasons == [.parserFailed])
            #expect(found.verdict == .quarantine)
        }
    }

    @Test
    func `is not waited for`() throws {
        let elapsed = try ContinuousClock().measure {
            _ = try WorkerInspector(configuration("hang")).inspect(sample(of: [1]), name: "a")
        }
        #expect(elapsed < .seconds(20))
    }

    @Test(arguments: [
        ("mute", MediaError.workerUnavailable(code: 71)),
        ("wrongGreeting", .workerUnavailable(code: 71)),
        ("noSandbox", .sandboxUnavailable(code: 38)),
        ("noDatabase", .databaseUnavailable), ("noLibrary", .libraryUnavailable),
    ])
    func `from the start is an error that says why`(part: String, expected: MediaError) throws {
        #expect(throws: expected) {
            try WorkerInspector(configuration(part)).inspect(sample(of: [1]), name: "a")
        }
    }

    @Test
    func `that is not there is an error`() throws {
        let missing = WorkerInspector.Configuration(path: "/nonexistent/tool", arguments: [])
        #expect(throws: MediaError.workerUnavailable(code: 2)) {
            try WorkerInspector(missing).inspect(sample(of: [1]), name: "a")
        }
    }
}
