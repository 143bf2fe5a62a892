import VaultLedger

/// The files of a deposit on their way: the next one is looked at while those before it are sealed, and
/// the first ones of all are said.
struct DepositRun {
    /// Finds what the owner has already.
    var finder: RepeatFinder

    fileprivate enum Step {
        /// It is in the line.
        case inLine

        /// It is to be left out, or failed.
        case settled(StagedDeposit)

        /// It has the content of a file before it, which may be refused or fail yet.
        case sameContent(Digest, size: Int)
    }

    fileprivate let sources: [DepositSource]
    fileprivate let depositor: Depositor
    fileprivate var line = SealingLine()

    /// What is begun and not taken yet.
    fileprivate var steps: [Step] = []

    /// How many files are begun.
    private var begun = 0

    /// How many files have a length, of those to be compared with each other.
    private var counts: [Int: Int] = [:]

    /// What is known of a content that is not left out.
    fileprivate enum Original {
        /// A file with it is begun, and may be refused or fail yet.
        case begun

        /// A file with it is to become this document, or has become it.
        case document(DocumentID)
    }

    /// The contents that were not left out.
    fileprivate var originals: [Digest: Original] = [:]

    /// Begins with nothing.
    ///
    /// - Parameters:
    ///   - sources: The files.
    ///   - compared: Those among which equal ones are stored once.
    ///   - depositor: Looks at them.
    ///   - finder: Finds what the owner has already.
    init(
        of sources: [DepositSource],
        comparing compared: [DepositSource],
        by depositor: Depositor,
        _ finder: RepeatFinder
    ) {
        self.sources = sources
        self.depositor = depositor
        self.finder = finder
        for source in compared {
            guard let size = try? DepositInput(source).size else { continue }
            counts[size, default: 0] += 1
        }
    }

    /// Whether all files were taken.
    var isDone: Bool { begun == sources.count && steps.isEmpty }

    /// Whether there is a file to begin with now: while a batch is said, the next one is sealed.
    var mayBegin: Bool {
        begun < sources.count && steps.count < 2 * DocumentVault.batchCount
    }

    /// Takes note of a document that is stored now.
    mutating func stored(_ document: DocumentID, content: Digest, size: Int) {
        originals[content] = .document(document)
        finder.add(document, content: content, size: size)
    }

    fileprivate mutating func nextSource() -> DepositSource {
        defer { begun += 1 }
        return sources[begun]
    }

    /// The first file that is begun and not taken yet.
    fileprivate mutating func nextStep() -> (DepositSource, Step) {
        let source = sources[begun - steps.count]
        return (source, steps.removeFirst())
    }

    /// The content of a file that something else may be equal to.
    ///
    /// A file that cannot be read has none: staging it will tell why.
    fileprivate func contentToCompare(
        _ source: DepositSource
    ) -> (content: Digest, size: Int)? {
        guard !counts.isEmpty, let input = try? DepositInput(source),
            counts[input.size] != 1 || finder.mayHave(size: input.size),
            let content = try? input.digest()
        else { return nil }
        return (content, input.size)
    }
}

extension DocumentVault {
    /// Looks at the next file, and has it sealed unless the owner has it already.
    func begin(_ run: inout DepositRun) {
        let source = run.nextSource()
        guard let (content, size) = run.contentToCompare(source) else {
            run.seal(source)
            return
        }
        guard run.originals[content] == nil else {
            run.steps.append(.sameContent(content, size: size))
            return
        }
        do throws(VaultError) {
            if let document = try document(with: content, size: size, &run.finder) {
                let staged = StagedDeposit.repeated(source.file, size, .duplicate(document))
                run.steps.append(.settled(staged))
            } else {
                run.originals[content] = .begun
                run.seal(source)
            }
        } catch {
            run.steps.append(.settled(.repeated(source.file, size, .failed(error))))
        }
    }

    /// Takes the files of a batch, in their order, once they are sealed.
    func take(from run: inout DepositRun) -> [StagedDeposit] {
        var staged: [StagedDeposit] = []
        // Until the batch is said, what its files are to become counts for this batch alone.
        let before = run.originals
        for _ in 0..<min(Self.batchCount, run.steps.count) {
            let deposit = takeNext(from: &run)
            staged.append(deposit)
            if let new = deposit.deposited, run.originals[new.content] != nil {
                run.originals[new.content] = .document(new.document)
            }
        }
        run.originals = before
        return staged
    }

    private func takeNext(from run: inout DepositRun) -> StagedDeposit {
        let (source, step) = run.nextStep()
        switch step {
        case .inLine: return run.line.next()
        case .settled(let staged): return staged
        case .sameContent(let content, let size):
            guard case .document(let document)? = run.originals[content] else {
                return run.depositor.stage(source)
            }
            return .repeated(source.file, size, .duplicate(document))
        }
    }
}

extension DepositRun {
    /// Looks at a file, and has it sealed if it may be stored.
    fileprivate mutating func seal(_ source: DepositSource) {
        steps.append(.inLine)
        line.add(depositor.prepare(source))
    }
}
