import LedgerSupport
import VaultLedger
import VaultStorage

/// One write to a projection.
enum Change {
    case ledger(LedgerState)
    case member(MemberState)
    case office(OfficeState)
    case groupKey(GroupKeyState)
    case document(DocumentState)
    case documentKey(EnvelopeState)
    case removal(DocumentID, MemberID)
    case groupKeyRemoval(GroupKeyState)
    case grant(GrantState)
    case event(EventState)
    case memberKeys(MemberKeyState)
    case logKey(LogKeyState)
    case invitation(InvitationState)
    case invitationRemoval(Int)
    case recoveryPlan(RecoveryPlanState)
    case recovery(RecoveryState)
    case recoveryRemoval(MemberID)
    case erasure(ErasureState)
    case hole(HoleState)
    case documentForgotten(DocumentID)
    case ownerForgotten(MemberID)

    /// Draws a change.
    init(_ samples: inout Samples) {
        self =
            switch samples.number(below: 24) {
            case 0: .ledger(samples.ledger())
            case 1: .member(samples.member())
            case 2: .office(samples.office())
            case 3: .groupKey(samples.groupKey())
            case 4, 5: .document(samples.document())
            case 6, 7: .documentKey(samples.documentKey())
            case 8: .grant(samples.grant())
            case 9, 10: .event(samples.event())
            case 11: .memberKeys(samples.memberKeys())
            case 12: .logKey(samples.logKey())
            case 13, 14: .invitation(samples.invitation())
            case 15: .recoveryPlan(samples.recoveryPlan())
            case 16: .recovery(samples.recovery())
            case 17: .erasure(samples.erasure())
            case 18: .hole(samples.hole())
            default: Change(removing: &samples)
            }
    }

    /// Draws a change after which something is missing.
    private init(removing samples: inout Samples) {
        self =
            switch samples.number(below: 14) {
            case 0: .documentForgotten(samples.element(of: samples.documents))
            case 1: .ownerForgotten(samples.element(of: samples.members))
            case 2, 3, 4: .groupKeyRemoval(samples.groupKey())
            case 5, 6, 7: .invitationRemoval(samples.index())
            case 8, 9: .recoveryRemoval(samples.element(of: samples.members))
            default:
                .removal(
                    samples.element(of: samples.documents),
                    samples.element(of: samples.members)
                )
            }
    }

    /// Carries the change out.
    func apply<Store: ReplayStore>(to store: inout Store) throws(Store.Failure) {
        switch self {
        case .ledger(let state): try store.put(state)
        case .member(let state): try store.put(state)
        case .office(let state): try store.put(state)
        case .groupKey(let state): try store.put(state)
        case .groupKeyRemoval(let state): try store.remove(state)
        case .document(let state): try store.put(state)
        case .documentKey(let state): try store.put(state)
        case .removal(let document, let holder):
            try store.removeEnvelope(of: document, holder: holder)
        case .grant(let state): try store.put(state)
        case .event(let state): try store.record(state)
        default: try applyRest(to: &store)
        }
    }

    /// Carries out a change of claim codes, recoveries or erasures.
    private func applyRest<Store: ReplayStore>(to store: inout Store) throws(Store.Failure) {
        switch self {
        case .memberKeys(let state): try store.put(state)
        case .logKey(let state): try store.put(state)
        case .invitation(let state): try store.put(state)
        case .invitationRemoval(let index): try store.removeInvitation(at: index)
        case .recoveryPlan(let state): try store.put(state)
        case .recovery(let state): try store.put(state)
        case .recoveryRemoval(let member):
            try store.removeRecovery(of: member)
            try store.removeRecoveryPlan(of: member)
        case .erasure(let state): try store.put(state)
        case .hole(let state): try store.put(state)
        case .documentForgotten(let document): try store.forget(document: document)
        case .ownerForgotten(let owner): try store.forget(owner: owner)
        default: break
        }
    }
}
