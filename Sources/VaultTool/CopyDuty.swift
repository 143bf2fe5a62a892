import Vault
import VaultLedger

extension DocumentDetails {
    /// What whoever has opened the document has to keep to, as a line; empty for most.
    ///
    /// Copies of passports and identity cards are passed on by their holders alone (PassG § 18 (3),
    /// PAuswG § 20 (2)).
    var duty: Message {
        guard basis != .own, document.description.rules?.isCopyRestricted == true else {
            return .verbatim("")
        }
        return "An identity paper: only its owner may pass a copy on\n"
    }
}
