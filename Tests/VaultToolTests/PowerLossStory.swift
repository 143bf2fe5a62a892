import Testing

/// Something that is done with the real tool until the power fails, and what must hold afterwards.
struct PowerLossStory: CustomTestStringConvertible, Sendable {
    let testDescription: String

    /// What comes before, on a sound disk.
    let setUp: String

    /// What is done one after the other; each is acknowledged when it has ended.
    let commands: [String]

    /// How many blobs get their names in one go, at least.
    let together: Int

    /// How many calls to the disk it takes, at least.
    let calls: Int

    /// Succeeds if what is left is whole, and all goes on from there; `$ended` says how many commands
    /// were acknowledged.
    let look: String

    /// What the looks have in common.
    ///
    /// `papers MEMBER KEY FOLDER` tells how many papers somebody has, each by its name in the folder;
    /// it fails if one cannot be opened or is not bit for bit the file. `whole KEY` succeeds if nothing
    /// was lost, and nothing is left over but perhaps the file of a writer of `log.head`, which only a
    /// repair takes away.
    static let tools = """
        papers() {
            rm -rf out
            vaulttool export "$1" out --as "$2" --quiet || return
            for paper in $(ls out/documents 2>/dev/null); do
                cmp "out/documents/$paper" "$3/$paper" >&2 || return
            done
            ls out/documents 2>/dev/null | wc -l
        }
        whole() {
            vaulttool check --deep --json --as "$1" >found 2>&1 && return
            grep -q '"findings":' found &&
                ! grep -o '"code":"[^"]*","subject":[^,]*' found |
                    grep -v '"staging.leftover","subject":".staged-' >&2 &&
                vaulttool check --repair --quiet && vaulttool check --quiet
        }
        """

    static let all = [oneByOne, together, anew, moving, erasing]

    private static let oneByOne = PowerLossStory(
        testDescription: "a grant and what goes with it",
        setUp: """
            vaulttool identity new new.key --name New --card new.card --no-passphrase --quiet
            for n in one two three; do echo "$n" >$n.txt; done
            """,
        commands: [
            "vaulttool upload one.txt --owner 'A newcomer' --as counselor.key --quiet",
            "vaulttool upload two.txt --owner 'A newcomer' --as counselor.key --quiet",
            "vaulttool grant $(document 2) --to 'Chamber of Crafts' --purpose recognition "
                + "--until 2027-03-01 --as counselor.key --quiet",
            "vaulttool open $(document 2) -o copy.txt --as chamber.key --quiet",
            "vaulttool describe $(document 2) --title 'A title' --as counselor.key --quiet",
            "vaulttool revoke $(document 2) --from 'Chamber of Crafts' --as counselor.key --quiet",
            "vaulttool enrol new.card --role organisation --as admin.key --quiet",
            "vaulttool log replace-key --as admin.key --quiet",
            "vaulttool withdraw $(document 2) --as counselor.key --quiet",
            "vaulttool upload three.txt --owner 'A newcomer' --as counselor.key --quiet",
        ],
        together: 1,
        calls: 400,
        look: """
            vaulttool list --as counselor.key --quiet >list &&
            vaulttool upload three.txt --owner 'A newcomer' --as counselor.key --quiet &&
            vaulttool check --repair --quiet && vaulttool check --quiet --deep --as counselor.key &&
            vaulttool audit --quiet
            """
    )

    /// Each batch is there or not, and a folder that is stored again leaves nothing out and stores
    /// nothing twice: its journal was on the disk before the documents.
    private static let together = PowerLossStory(
        testDescription: "uploads of several files",
        setUp: """
            vaulttool identity new owner.key --name Owner --card owner.card --no-passphrase --quiet
            vaulttool enrol owner.card --role owner --as counselor.key --quiet
            mkdir few many
            for n in 1 2 3 4 5; do yes "letter $n" | head -c 150000 >few/$n.txt; done
            for n in $(seq 18); do echo "paper $n" >many/$n.txt; done
            """,
        commands: [
            "vaulttool upload few/*.txt --owner 'A newcomer' --as counselor.key --quiet",
            "vaulttool upload --folder many --owner Owner --as counselor.key --quiet",
        ],
        together: 16,
        calls: 300,
        look: """
            few=$(papers 'A newcomer' counselor.key few) && many=$(papers Owner owner.key many) || exit
            case "$ended $few $many" in
                '0 0 0' | '0 5 0' | '1 5 0' | '1 5 16' | '1 5 18' | '2 5 18') ;;
                *) echo "after $ended commands $few of 5 and $many of 18"; exit 1 ;;
            esac
            # Without its journal this batch is complete, and would be a new one.
            [ $many = 18 ] && [ -z "$(ls left/.state/vaulttool/uploads)" ] ||
                vaulttool upload --folder many --owner Owner --as counselor.key --quiet || exit
            [ "$(papers Owner owner.key many)" = 18 ] || exit
            whole owner.key && vaulttool audit --quiet
            """
    )

    /// Until the takeover is in the log the office opens the papers, and from then on the owner, whose
    /// identity file was on the disk before.
    private static let anew = PowerLossStory(
        testDescription: "papers that are encrypted anew",
        setUp: """
            for n in Successor Leaver; do
                vaulttool identity new $n.key --name $n --card $n.card --no-passphrase --quiet
            done
            vaulttool office new Desk --as admin.key --quiet
            for n in Successor Leaver; do
                vaulttool enrol $n.card --role counselor --office Desk --as admin.key --quiet
            done
            vaulttool enrol --provisional --name Owner --office Desk --as Successor.key --quiet
            mkdir many
            for n in $(seq 9); do echo "paper $n" >many/$n.txt; done
            vaulttool upload many/*.txt --owner Owner --as Successor.key --quiet
            """,
        commands: [
            "vaulttool retire Leaver --as admin.key --quiet",
            "vaulttool claim Owner --identity live/owner.key --no-passphrase --as Successor.key "
                + "--quiet",
        ],
        together: 3,
        calls: 600,
        look: """
            if [ -e left/owner.key ] && left=$(papers Owner left/owner.key many); then
                isClaimed=1
            else
                isClaimed=0
                left=$(papers Owner Successor.key many) || exit
            fi
            case "$ended $isClaimed $left" in
                '0 0 9' | '1 0 9' | '1 1 9' | '2 1 9') ;;
                *) echo "after $ended commands $left of 9, claimed: $isClaimed"; exit 1 ;;
            esac
            vaulttool retire Leaver --as admin.key --quiet || exit
            [ $isClaimed = 1 ] || vaulttool claim Owner --identity left/owner.key --no-passphrase \\
                --as Successor.key --quiet || exit
            # The owner has all of it, so this only finishes what is left to do.
            vaulttool upload --folder many --owner Owner --as left/owner.key --quiet || exit
            [ "$(papers Owner left/owner.key many)" = 9 ] || exit
            whole left/owner.key || exit
            vaulttool list --as Leaver.key 2>gone; [ $? = 77 ] || exit
            vaulttool audit --json | grep -q '"ok":true.*"rekeyDue":\\[\\]'
            """
    )

    /// A vault is there or can be made; an archive is whole or not there; and what it holds comes in
    /// once, however often it is taken in.
    private static let moving = PowerLossStory(
        testDescription: "a move into a vault that is made for it",
        setUp: """
            vaulttool identity new desk.key --name Desk --card desk.card --no-passphrase --quiet
            vaulttool enrol --provisional --name Mover --as counselor.key --quiet
            mkdir many
            for n in $(seq 5); do echo "paper $n" >many/$n.txt; done
            cat many/* >all
            vaulttool upload many/*.txt --owner Mover --as counselor.key --quiet
            echo secret >word
            """,
        commands: [
            "vaulttool init live/other --origin other.example/district --as admin.key --quiet",
            "vaulttool enrol desk.card --role counselor --vault live/other --as admin.key --quiet",
            "vaulttool transfer out Mover -o live/move.age --archive-passphrase-file word "
                + "--as counselor.key --quiet",
            "vaulttool transfer in live/move.age --archive-passphrase-file word "
                + "--vault live/other --as desk.key --quiet",
        ],
        together: 1,
        calls: 200,
        look: """
            whole counselor.key || exit
            if [ $ended = 0 ] && ! vaulttool audit --vault left/other --quiet 2>none; then
                vaulttool init left/other --origin other.example/district --as admin.key --quiet || exit
            fi
            export VAULTTOOL_VAULT=left/other
            vaulttool audit --quiet || exit
            vaulttool enrol desk.card --role counselor --as admin.key --quiet 2>again
            case "$ended $?" in [01]' 0' | ?' 73') ;; *) cat again; exit 1 ;; esac
            [ $ended -lt 3 ] || [ -e left/move.age ] || exit
            [ -e left/move.age ] || vaulttool transfer out Mover -o left/move.age --vault left/vault \
                --archive-passphrase-file word --as counselor.key --quiet || exit
            for time in 1 2; do
                vaulttool transfer in left/move.age --archive-passphrase-file word --as desk.key \
                    --quiet || exit
            done
            papers=$(vaulttool list --as desk.key --json | grep -o '"document":"[^"]*"' | cut -d'"' -f4)
            # The five and the history.
            [ $(echo "$papers" | sort -u | wc -l) = 6 ] || exit
            for paper in $papers; do
                vaulttool open $paper -o - --as desk.key | grep -ax 'paper [1-5]'
            done | sort | cmp - all || exit
            whole desk.key && vaulttool audit --quiet
            """
    )

    /// What is erased is gone with the answer, and nothing else is; what was asked for can be signed off
    /// afterwards.
    private static let erasing = PowerLossStory(
        testDescription: "erasures",
        setUp: """
            vaulttool enrol --provisional --name Other --as counselor.key --quiet
            mkdir many
            for n in 1 2 3; do echo "paper $n" >many/$n.txt; done
            vaulttool upload many/1.txt many/2.txt --owner 'A newcomer' --as counselor.key --quiet
            vaulttool upload many/3.txt --owner Other --as counselor.key --quiet
            vaulttool list --as counselor.key | awk '$NF == "1.txt" { print $1 }' >paper
            vaulttool members --as counselor.key | awk '/Other/ { print $1 }' >other
            vaulttool export-log log --as auditor.key --quiet
            # By its salt a statement is found wherever a copy of it lies.
            salt() { grep -rl "$1" log/statements | xargs grep -h '^salt ' | cut -d' ' -f2; }
            salt "$(cat paper)" >papersalts
            salt "$(cat other)" >othersalts
            [ $(wc -l <papersalts) = 1 ] && [ $(wc -l <othersalts) = 2 ]
            for salts in papersalts othersalts; do LC_ALL=C grep -raqFf $salts vault; done
            """,
        commands: [
            "vaulttool erase $(cat paper) --ground unlawful --as admin.key --quiet",
            "vaulttool erase $(cat paper) --as auditor.key --quiet",
            "vaulttool erase --owner $(cat other) --ground objection --as admin.key --quiet",
            "vaulttool erase --owner $(cat other) --as auditor.key --quiet",
        ],
        together: 0,
        calls: 100,
        look: """
            gone() { ! LC_ALL=C grep -raFf "$1" left/vault >&2; }
            [ $ended -lt 2 ] || gone papersalts || exit
            [ $ended -lt 4 ] || gone othersalts || exit
            count=$(vaulttool list --as counselor.key --json | grep -o '"document":"' | wc -l)
            case "$ended $count" in
                [01]' 3' | [123]' 2' | [34]' 1') ;;
                *) echo "after $ended commands $count of 3"; exit 1 ;;
            esac
            for what in "$(cat paper)" "--owner $(cat other)"; do
                vaulttool erase $what --as auditor.key --quiet && continue
                vaulttool erase $what --ground unlawful --as admin.key --quiet
                vaulttool erase $what --as auditor.key --quiet
            done 2>again
            gone papersalts && gone othersalts || exit
            [ "$(papers 'A newcomer' counselor.key many)" = 1 ] || exit
            whole counselor.key || exit
            [ $(find left/vault/blobs -name '*.age' | wc -l) = 1 ] && vaulttool audit --quiet
            """
    )
}
