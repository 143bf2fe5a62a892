package import Vault
import VaultCrypto
package import VaultLedger
package import VaultPaper

/// Which vault a sheet is for.
package struct SheetVault {
    let origin: String
    let fingerprint: Digest
    let member: MemberID

    /// Names a vault, and a member of it.
    package init(origin: String, fingerprint: Digest, member: MemberID) {
        self.origin = origin
        self.fingerprint = fingerprint
        self.member = member
    }
}

/// What stands on the sheets of the tool.
package struct SheetContents {
    private let language: Language
    private let vault: SheetVault?

    private var text: SheetText { language.sheet }

    /// Begins a sheet.
    ///
    /// - Parameters:
    ///   - language: The language of its words.
    ///   - vault: The vault that it is for; `nil` if none is named.
    package init(language: Language, vault: SheetVault?) {
        self.language = language
        self.vault = vault
    }

    /// A person's own secret.
    ///
    /// The picture is the line of the identity file, so any program that knows age can use it.
    ///
    /// - Parameters:
    ///   - identity: The identity.
    ///   - made: The day.
    /// - Returns: The sheet.
    package func recovery(of identity: Identity, made: LedgerTime) -> Sheet {
        sheet(
            text.recovery,
            code: identity.recoveryCode.withText { SecretBytes(copying: $0) },
            columns: 5,
            payload: identity.withSecretLine { SecretBytes(copying: $0) },
            facts: vaultFacts + [
                Self.words(identity.fingerprint, text.labels.keyWords),
                Sheet.Fact(text.labels.made, Self.day(made), isCode: true),
            ]
        )
    }

    /// A code by which a person takes over their keys.
    ///
    /// - Parameters:
    ///   - code: The code, which is the picture too.
    ///   - until: When it ends.
    /// - Returns: The sheet.
    package func claim(_ code: ClaimCode, until: LedgerTime) -> Sheet {
        sheet(
            text.claim,
            code: code.withText { SecretBytes(copying: $0) },
            columns: 3,
            payload: code.withText { SecretBytes(copying: $0) },
            facts: [Sheet.Fact(text.labels.until, Self.end(until), isCode: true)] + vaultFacts
        )
    }

    private func sheet(
        _ wording: SheetText.Wording,
        code: consuming SecretBytes,
        columns: Int,
        payload: consuming SecretBytes,
        facts: [Sheet.Fact]
    ) -> Sheet {
        Sheet(
            language: language.rawValue,
            direction: language.direction,
            title: wording.title,
            introduction: wording.introduction,
            code: Sheet.Code(caption: wording.codeCaption, text: code, columns: columns),
            facts: facts,
            picture: Sheet.Picture(caption: wording.pictureCaption, payload: payload),
            stepsTitle: wording.stepsTitle,
            steps: wording.steps,
            warnings: wording.warnings
        )
    }

    private var vaultFacts: [Sheet.Fact] {
        guard let vault else { return [] }
        return [
            Sheet.Fact(text.labels.member, vault.member.text, isCode: true),
            Sheet.Fact(text.labels.vault, vault.origin, isCode: true),
            Self.words(vault.fingerprint, text.labels.vaultWords),
        ]
    }

    private static func words(_ fingerprint: Digest, _ label: String) -> Sheet.Fact {
        Sheet.Fact(label, fingerprint.words.joined(separator: " "), isCode: true)
    }

    /// An end, by its day if all of that counts.
    private static func end(_ time: LedgerTime) -> String {
        time == time.endOfDay ? day(time) : time.shown
    }

    private static func day(_ time: LedgerTime) -> String { String(time.text.prefix(10)) }
}
