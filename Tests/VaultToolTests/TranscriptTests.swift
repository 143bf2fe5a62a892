import Testing

@Suite("The tool in a session")
struct TranscriptTests {
    @Test(
        .enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"),
        .timeLimit(.minutes(5)),
        arguments: try Transcript.all()
    )
    func `does what the transcript shows`(transcript: Transcript) async throws {
        let place = try await Workplace(isStaged: transcript.isStaged)
        var bindings = Bindings()
        for step in transcript.steps {
            let outcome = try await place.run(bindings.filled(step.command))
            let session = Comment(rawValue: "$ \(step.command)\n\(outcome.output)\(outcome.error)")
            try #require(outcome.status == step.status, session)
            try compare(outcome.output, with: step.output, &bindings, session)
            try compare(outcome.error, with: step.error, &bindings, session)
        }
    }

    private func compare(
        _ text: String,
        with expected: [String],
        _ bindings: inout Bindings,
        _ comment: Comment
    ) throws {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        try #require(lines.count == expected.count, comment)
        for (line, expected) in zip(lines, expected) {
            let matches = bindings.match(line, expected)
            try #require(matches, "expected \(expected)\n\(comment.rawValue)")
        }
    }
}
