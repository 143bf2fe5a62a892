import Foundation

/// A program in another language that knows our formats by FORMAT.md alone: `Tests/Independent`, on
/// top of the log library of Go.
enum IndependentVerifier {
    /// Where Debian keeps that library for builds without modules.
    private static let libraries = "/usr/share/gocode"

    /// Whether the program can be built.
    static let isAvailable: Bool = {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let hasCommand = folders.contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/go")
        }
        let library = "\(libraries)/src/golang.org/x/mod/sumdb/tlog"
        return hasCommand && FileManager.default.fileExists(atPath: library)
    }()

    /// Builds the program as `verify`, in a folder with what the built tool hands to people.
    ///
    /// `all` is the export of a log of more than 256 statements, `newcomer` that of one owner,
    /// `grant.tlog-proof` the receipt of the grant at 269. `log.vkey` is the log key; `early.head`
    /// and `late.head` are heads that the auditor cosigned, `fork.head` is one of another history.
    static let place = Task {
        let place = try await Workplace(isStaged: true)
        let source = Document.root.appending(path: "Tests/Independent").path(percentEncoded: false)
        let outcome = try await place.run(
            """
            set -e
            folder=$PWD
            (cd '\(source)' && GO111MODULE=off GOPATH=\(libraries) GOFLAGS= \\
                GOCACHE="$folder/.gocache" go build -o "$folder/verify" .)
            mkdir bulk
            for i in $(seq 260); do echo "Paper $i" >bulk/$i.txt; done
            export VAULTTOOL_IDENTITY=counselor.key
            vaulttool upload bulk/*.txt --owner "A newcomer" --quiet
            vaulttool audit --witness -o early.head --as auditor.key --quiet
            cp -r vault other
            document=$(vaulttool upload papers/diploma.pdf --owner "A newcomer" | cut -d ' ' -f 1)
            vaulttool grant "$document" --to "Chamber of Crafts" --purpose recognition \\
                --until 2027-03-01 --quiet
            vaulttool receipt 269 -o grant.tlog-proof --as chamber.key --quiet
            vaulttool open "$document" -o copy.pdf --as chamber.key --quiet
            vaulttool revoke "$document" --from "Chamber of Crafts" --quiet
            vaulttool enrol --provisional --name "Another" --quiet
            vaulttool upload bulk/1.txt --owner "Another" --quiet
            vaulttool audit --witness -o late.head --as auditor.key --quiet
            vaulttool export-log all --as auditor.key --quiet
            vaulttool export-log newcomer --owner "A newcomer" --quiet
            vaulttool audit --json | grep -o '"logKey":"[^"]*"' | cut -d '"' -f 4 >log.vkey
            export XDG_STATE_HOME="$folder/.other" VAULTTOOL_VAULT=other
            vaulttool upload bulk/2.txt --owner "A newcomer" --quiet
            vaulttool audit --witness -o fork.head --as auditor.key --quiet
            """
        )
        guard outcome.status == 0 else { throw Workplace.Failure(text: outcome.error) }
        return place
    }
}
