import VaultAge
import VaultLedger

/// Finds the documents of one owner that have a given content.
///
/// The length of a ciphertext tells that of the content, so only documents of the right length are
/// opened.
struct RepeatFinder {
    /// Whose documents.
    let owner: MemberID

    /// What was deposited before and cannot be opened.
    let journal: DepositJournal?

    /// The owner's documents by the lengths of their ciphertexts.
    private var documents: [Int: [DocumentID]] = [:]

    /// The digests of those contents that are known so far; `nil` of one that cannot be opened.
    private var known: [DocumentID: Digest?] = [:]

    /// Whether the journal tells of documents that were deposited before, and not just now.
    private let isJournalOld: Bool

    /// The length of what stands before the payload of every ciphertext.
    private let headerCount: Int

    /// Takes what the ledger says about the documents of an owner.
    ///
    /// - Parameters:
    ///   - states: The documents, those that were withdrawn included.
    ///   - owner: The owner.
    ///   - suite: The suite of the vault.
    ///   - journal: What was deposited before and cannot be opened.
    /// - Throws: ``VaultError/damaged(_:)`` if nothing can be sealed to a key of the suite.
    init(
        among states: [DocumentState],
        of owner: MemberID,
        suite: Suite,
        _ journal: DepositJournal?
    ) throws(VaultError) {
        self.owner = owner
        self.journal = journal
        isJournalOld = journal?.isEmpty == false
        headerCount = try ContentSealer.headerCount(suite)
        for state in states where state.withdrawn == nil {
            documents[state.content.length, default: []].append(state.id)
        }
    }

    /// Whether a content of so many bytes may be there already.
    func mayHave(size: Int) -> Bool {
        documents[length(of: size)] != nil || isJournalOld
    }

    /// The documents that may have a content of so many bytes, in the order of their deposit.
    func candidates(size: Int) -> [DocumentID] {
        documents[length(of: size)] ?? []
    }

    /// The digest of a document's content: taken from `open` the first time.
    mutating func digest(
        of document: DocumentID,
        _ open: () throws(VaultError) -> Digest?
    ) throws(VaultError) -> Digest? {
        if let known = known[document] { return known }
        let digest = try open()
        known[document] = .some(digest)
        return digest
    }

    /// Takes note of a document that was deposited just now.
    mutating func add(_ document: DocumentID, content: Digest, size: Int) {
        documents[length(of: size), default: []].append(document)
        known[document] = .some(content)
    }

    /// The length of the ciphertext of so many bytes.
    private func length(of size: Int) -> Int {
        AgeEncryptor.fileCount(headerCount: headerCount, plaintextCount: size)
    }
}
