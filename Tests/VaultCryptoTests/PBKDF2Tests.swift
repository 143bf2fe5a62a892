import Testing
import VaultCrypto

@Suite("PBKDF2")
struct PBKDF2Tests {
    struct Vector: Sendable {
        let password: String
        let salt: String
        let rounds: Int
        let key: String
    }

    /// RFC 7914, section 11.
    static let vectors = [
        Vector(
            password: "passwd",
            salt: "salt",
            rounds: 1,
            key: """
                55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc
                49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783
                """
        ),
        Vector(
            password: "Password",
            salt: "NaCl",
            rounds: 80_000,
            key: """
                4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56
                a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d
                """
        ),
    ]

    @Test(arguments: vectors)
    func `is as in RFC 7914`(vector: Vector) {
        let expected = [UInt8](hex: vector.key)
        for count in [0, 1, 31, 32, 33, 63, 64] where vector.rounds == 1 || count == 64 {
            let key = PBKDF2SHA256.derive(
                from: [UInt8](text: vector.password).span,
                salt: [UInt8](text: vector.salt).span,
                rounds: vector.rounds,
                count: count
            )
            #expect(key.withBytes { [UInt8]($0) } == Array(expected.prefix(count)))
        }
    }
}
