import Vault
import VaultLedger

/// What is to be done first about what a check has found.
enum Disorder {
    /// The database does not say what the log says, so nothing is to be changed.
    case unverified

    /// Something can be put in order.
    case mendable

    /// Something is lost or damaged.
    case lost

    /// Something is there that does not belong to the vault.
    case foreign

    /// There is too little room.
    case cramped

    /// The way out, without a full stop.
    var hint: Message {
        switch self {
        case .unverified:
            """
            Keep a copy of the vault as it is, and see what is wrong: vaulttool audit; what is lost may \
            be in a backup
            """
        case .mendable:
            """
            What can be put in order: vaulttool check --repair; what is lost may be in a \
            backup
            """
        case .lost: "What is lost may be in a backup"
        case .foreign: "Move away what does not belong to the vault"
        case .cramped: "Make room on the disk"
        }
    }
}

extension CheckReport {
    /// What is to be done first.
    ///
    /// - Parameter mended: Whether what could be put in order was.
    /// - Returns: The worst of what is found and not put in order.
    func disorder(mended: Bool) -> Disorder {
        let kinds = findings.filter { !$0.isRepaired }.map(\.disorder)
        let first: [Disorder] = [.unverified, .mendable, .lost, .foreign]
        return first.first { kinds.contains($0) && !(mended && $0 == .mendable) } ?? .cramped
    }
}

extension CheckFinding {
    fileprivate var disorder: Disorder {
        switch finding {
        case .databaseIntegrity, .databaseReference, .statementMissing, .statementDigest,
            .checkpointRoot, .logBehind, .projectionChanged, .auditFinding:
            .unverified
        case .fileMissing where subject != "log.key": .mendable
        case .blobUnnamed, .blobOwed, .stagingLeftover, .modeWrong: .mendable
        case .blobMissing, .blobUnreadable, .blobDigest, .fileMissing, .fileDamaged,
            .keyUnreadable, .contentDigest:
            .lost
        case .fileUnexpected: .foreign
        case .spaceLow: .cramped
        }
    }
}
