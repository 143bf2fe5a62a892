import Foundation
import TestSupport
import Testing

/// Folders that somebody has prepared for whoever opens them: the tool must come to an end, harm
/// nothing outside, and say what is the matter.
@Suite(
    "A hostile vault folder",
    .enabled(if: Workplace.isDebugBuild, "SKIPPED: needs a debug build, for the clock")
)
struct HostileVaultTests {
    /// A vault with a document, and what belongs to nobody's vault: `victim`.
    private static func place() async throws -> Workplace {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run(
            """
            set -e
            vaulttool upload papers/diploma.pdf --owner "A newcomer" --as counselor.key --quiet
            vaulttool list --as counselor.key | sed -n '2s/ .*//p' >document
            echo "never to be touched" >victim
            mkdir elsewhere
            cp victim elsewhere/victim
            mv vault sound
            """
        )
        #expect(outcome.status == 0, "\(outcome.error)")
        return place
    }

    /// Tries what people do; prints the name of a command that did not come to an end, crashed, or
    /// failed without a word.
    private static let attempts = """
        check() {
            name=$1
            shift
            timeout -s KILL 60 "$@" >output 2>error
            status=$?
            if [ $status -ge 126 ]; then echo "$name: status $status"; fi
            if [ $status -ne 0 ] && ! grep -q '^Error: ' error; then echo "$name: says nothing"; fi
            rm -f copy
        }
        attempt() {
            # What was remembered of another copy would hide what is looked for.
            rm -rf .state
            check "$1 list" vaulttool list --as counselor.key
            check "$1 open" vaulttool open "$(cat document)" -o copy --as counselor.key
            check "$1 upload" vaulttool upload papers/photo.jpg --owner "A newcomer" --as counselor.key \\
                --accept image.gps
            check "$1 audit" vaulttool audit
            echo "never to be touched" | cmp - victim || echo "$1: victim"
            echo "never to be touched" | cmp - elsewhere/victim || echo "$1: elsewhere"
            [ "$(ls elsewhere)" = victim ] || echo "$1: writes elsewhere"
        }
        """

    private static let names = [
        "vault.sqlite", "vault.sqlite-wal", "vault.sqlite-shm", "vault.sqlite-journal", "log.key",
        "log.head", "log.lock", "log.policy", "log.witnesses",
    ]

    @Test(
        .timeLimit(.minutes(10)),
        arguments: ["ln -s ../victim", "mkfifo", "mkdir", "ln -s /dev/zero"]
    )
    func `with something else in the place of a file harms nobody`(maker: String) async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            \(Self.attempts)
            make() { (cd vault && rm -f "$1" && \(maker) "$1"); }
            for name in \(Self.names.joined(separator: " ")); do
                rm -rf vault
                cp -a sound vault
                make "$name"
                attempt "$name"
            done
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["ln -s ../elsewhere", "mkfifo", "touch"])
    func `with something else in the place of a folder harms nobody`(maker: String) async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            \(Self.attempts)
            for name in blobs blobs/staging $(cd sound && echo blobs/??); do
                rm -rf vault
                cp -a sound vault
                (cd vault && rm -rf "$name" && \(maker) "$name")
                attempt "$name"
            done
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `with links makes, moves and removes nothing where they lead`() async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            \(Self.attempts)
            # A file that the vault says it owes to remove, where a link leads instead of its folder.
            digest=$(printf 'a document of another vault' | sha256sum | cut -d' ' -f1)
            two=$(printf %.2s "$digest")
            mkdir kept
            touch "kept/$digest.age" kept/.staged-mine
            for link in "blobs/$two" blobs/staging blobs/lock log.lock; do
                rm -rf vault outside
                cp -a sound vault
                cp -a kept outside
                rm -rf "vault/$link"
                case $link in
                    *lock) ln -s "$PWD/outside/made" "vault/$link" ;;
                    *) ln -s "$PWD/outside" "vault/$link" ;;
                esac
                sqlite3 vault/vault.sqlite "INSERT INTO garbage VALUES (x'$digest')"
                check "$link repair" vaulttool check --repair
                attempt "$link"
                diff -rq kept outside | sed "s|^|$link: |"
            done
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `with something else in the place of a blob harms nobody`() async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            \(Self.attempts)
            for maker in "ln -s ../../../victim" mkfifo mkdir "ln -s /dev/zero"; do
                rm -rf vault
                cp -a sound vault
                (cd vault && for blob in blobs/??/*; do rm "$blob" && $maker "$blob"; done)
                attempt "$maker"
            done
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a journal that names a file outside harms nobody`() async throws {
        let place = try await Self.place()
        let folder = place.folder
        let database = try folder.bytes("sound/vault.sqlite")
        let journal = hotJournal(naming: folder.file("victim"), beside: database)
        try folder.write(journal, to: "journal")
        let outcome = try await place.run(
            """
            \(Self.attempts)
            cp -a sound vault
            cp journal vault/vault.sqlite-journal
            attempt journal
            check "journal check" vaulttool check
            check "journal backup" vaulttool backup backup
            cmp sound/vault.sqlite vault/vault.sqlite
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "UPDATE statement SET note = CAST(zeroblob(300000000) AS TEXT) WHERE idx = 3",
            "UPDATE envelope SET body = zeroblob(300000000)",
            "UPDATE checkpoint SET note = CAST(zeroblob(300000000) AS TEXT)",
            "UPDATE recipient SET text = CAST(zeroblob(300000000) AS TEXT)",
            "UPDATE card SET body = zeroblob(300000000)",
            "INSERT INTO leaf VALUES (9223372036854775807, zeroblob(32))",
            "UPDATE p_member SET last_number = 9223372036854775807",
            "PRAGMA user_version = 99",
            "PRAGMA application_id = 7",
            "DROP TABLE p_member",
            "CREATE TRIGGER t AFTER INSERT ON statement BEGIN DELETE FROM leaf; END",
            "DROP TABLE p_grant; CREATE VIEW p_grant AS SELECT * FROM p_grant",
        ]
    )
    func `with a database that nobody would write is refused in little memory`(
        sql: String
    ) async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            \(Self.attempts)
            rm -rf vault
            cp -a sound vault
            sqlite3 vault/vault.sqlite "\(sql)"
            # Less than the row takes, and enough for all that the tool maps.
            ulimit -d 200000
            attempt "hostile"
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            """
            DROP TABLE checkpoint; CREATE VIEW checkpoint AS
                WITH RECURSIVE c (size) AS (SELECT 1 UNION ALL SELECT size + 1 FROM c)
                SELECT size, 'a note' AS note FROM c
            """,
            """
            DROP TABLE p_log_key; CREATE VIEW p_log_key AS
                WITH RECURSIVE k (idx) AS (SELECT 0 UNION ALL SELECT idx + 1 FROM k)
                SELECT idx, 'a key' AS key FROM k
            """,
            """
            CREATE TABLE stash (body BLOB); CREATE TRIGGER hoard BEFORE DELETE ON envelope
                BEGIN INSERT INTO stash VALUES (OLD.body); END
            """,
            "CREATE TABLE stash (note TEXT)",
        ]
    )
    func `with other tables than a vault has is refused at once`(sql: String) async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            cp -a sound vault
            sqlite3 vault/vault.sqlite "\(sql)"
            ulimit -d 200000
            for command in "list --as counselor.key" audit check "backup copies"; do
                timeout -s KILL 60 vaulttool $command >/dev/null 2>error
                status=$?
                grep -q '^Error: The database of the vault is damaged' error || echo "$command: $status"
            done
            """
        )
        #expect(outcome.output == "", "\(outcome.error)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `that others could use is closed to them, with a word`() async throws {
        let place = try await Self.place()
        let outcome = try await place.run(
            """
            mv sound vault
            chmod 755 vault
            chmod 644 vault/log.key vault/vault.sqlite
            vaulttool list --as counselor.key >/dev/null
            stat -c '%a %n' vault vault/log.key vault/vault.sqlite vault/blobs
            vaulttool list --as counselor.key >/dev/null
            chmod 711 vault
            vaulttool audit --quiet
            stat -c '%a %n' vault
            """
        )
        #expect(
            outcome.output == """
                700 vault
                600 vault/log.key
                600 vault/vault.sqlite
                700 vault/blobs
                700 vault

                """
        )
        let lines = outcome.error.split(separator: "\n").filter { $0.contains("closed to them") }
        #expect(lines.count == 2, "\(outcome.error)")
        #expect(lines.first?.contains("., vault.sqlite, log.key") == true, "\(outcome.error)")
        #expect(outcome.status == 0)
    }
}
