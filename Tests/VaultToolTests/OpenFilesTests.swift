import Testing

@Suite("A process that may open few files")
struct OpenFilesTests {
    @Test
    func `says nothing of the document when there are none left for its content`() async throws {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run(
            """
            export VAULTTOOL_IDENTITY=counselor.key
            vaulttool upload arrivals/place.jpg --owner "A newcomer" --accept image.gps --quiet
            document=$(vaulttool list | sed -n '2s/ .*//p')
            # With fewer than eight the runtime itself does not start.
            for count in $(seq 8 60); do
                (ulimit -n $count; exec vaulttool derive $document --strip-location --quiet) && break
            done
            """
        )
        #expect(outcome.status == 0)
        #expect(outcome.error.contains("system error 24"))
        #expect(!outcome.error.contains("place.jpg"), "\(outcome.error)")
    }
}
