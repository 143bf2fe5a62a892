import Testing
import VaultCrypto

/// A published vector of SLIP-39.
///
/// They stand in `vectors.json` of github.com/trezor/python-shamir-mnemonic, to which the standard
/// refers. All take the passphrase `TREZOR`.
struct SLIP39Vector: CustomTestStringConvertible, Sendable {
    /// The number in the file.
    let number: Int

    let shares: [String]

    /// The secret in hexadecimal digits, or why there is none.
    let outcome: Outcome

    enum Outcome: Sendable {
        case secret(String)
        case fault(ShareFault)
    }

    var testDescription: String { "vector \(number)" }

    static let passphrase = [UInt8](text: "TREZOR")

    private init(_ number: Int, _ outcome: Outcome, _ shares: String...) {
        self.number = number
        self.shares = shares
        self.outcome = outcome
    }

    static let all = [
        SLIP39Vector(
            1,
            .secret("bb54aac4b89dc868ba37d9cc21b2cece"),
            """
            duckling enlarge academic academic agency result length solution fridge kidney coal \
            piece deal husband erode duke ajar critical decision keyboard
            """
        ),
        SLIP39Vector(
            2,
            .fault(.checksum),
            """
            duckling enlarge academic academic agency result length solution fridge kidney coal \
            piece deal husband erode duke ajar critical decision kidney
            """
        ),
        SLIP39Vector(
            3,
            .fault(.malformed),
            """
            duckling enlarge academic academic email result length solution fridge kidney coal \
            piece deal husband erode duke ajar music cargo fitness
            """
        ),
        SLIP39Vector(
            4,
            .secret("b43ceb7e57a0ea8766221624d01b0864"),
            """
            shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang \
            wrist rescue view short owner flip making coding armed
            """,
            """
            shadow pistol academic acid actress prayer class unknown daughter sweater depict flip \
            twice unkind craft early superior advocate guest smoking
            """
        ),
        SLIP39Vector(
            5,
            .fault(.members(needed: 2, found: 1)),
            """
            shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang \
            wrist rescue view short owner flip making coding armed
            """
        ),
        SLIP39Vector(
            6,
            .fault(.mixed),
            """
            adequate smoking academic acid debut wine petition glen cluster slow rhyme slow \
            simple epidemic rumor junk tracks treat olympic tolerate
            """,
            """
            adequate stay academic agency agency formal party ting frequent learn upstairs \
            remember smear leaf damage anatomy ladle market hush corner
            """
        ),
        SLIP39Vector(
            7,
            .fault(.mixed),
            """
            peasant leaves academic acid desert exact olympic math alive axle trial tackle drug \
            deny decent smear dominant desert bucket remind
            """,
            """
            peasant leader academic agency cultural blessing percent network envelope medal junk \
            primary human pumps jacket fragment payroll ticket evoke voice
            """
        ),
        SLIP39Vector(
            8,
            .fault(.mixed),
            """
            liberty category beard echo animal fawn temple briefing math username various wolf \
            aviation fancy visual holy thunder yelp helpful payment
            """,
            """
            liberty category beard email beyond should fancy romp founder easel pink holy hairy \
            romp loyalty material victim owner toxic custody
            """,
            """
            liberty category academic easy being hazard crush diminish oral lizard reaction \
            cluster force dilemma deploy force club veteran expect photo
            """
        ),
        SLIP39Vector(
            9,
            .fault(.mixed),
            """
            average senior academic leaf broken teacher expect surface hour capture obesity \
            desire negative dynamic dominant pistol mineral mailman iris aide
            """,
            """
            average senior academic agency curious pants blimp spew clothes slice script dress \
            wrap firm shaft regular slavery negative theater roster
            """
        ),
        SLIP39Vector(
            10,
            .fault(.malformed),
            """
            music husband acrobat acid artist finance center either graduate swimming object bike \
            medical clothes station aspect spider maiden bulb welcome
            """,
            """
            music husband acrobat agency advance hunting bike corner density careful material \
            civil evil tactics remind hawk discuss hobo voice rainbow
            """,
            """
            music husband beard academic black tricycle clock mayor estimate level photo episode \
            exclude ecology papa source amazing salt verify divorce
            """
        ),
        SLIP39Vector(
            11,
            .fault(.duplicate),
            """
            device stay academic always dive coal antenna adult black exceed stadium herald \
            advance soldier busy dryer daughter evaluate minister laser
            """,
            """
            device stay academic always dwarf afraid robin gravity crunch adjust soul branch \
            walnut coastal dream costume scholar mortgage mountain pumps
            """
        ),
        SLIP39Vector(
            12,
            .fault(.mixed),
            """
            hour painting academic academic device formal evoke guitar random modern justice \
            filter withdraw trouble identify mailman insect general cover oven
            """,
            """
            hour painting academic agency artist again daisy capital beaver fiber much enjoy \
            suitable symbolic identify photo editor romp float echo
            """
        ),
        SLIP39Vector(
            13,
            .fault(.digest),
            """
            guilt walnut academic acid deliver remove equip listen vampire tactics nylon rhythm \
            failure husband fatigue alive blind enemy teaspoon rebound
            """,
            """
            guilt walnut academic agency brave hamster hobo declare herd taste alpha slim \
            criminal mild arcade formal romp branch pink ambition
            """
        ),
        SLIP39Vector(
            14,
            .fault(.groups(needed: 2, found: 1)),
            """
            eraser senior beard romp adorn nuclear spill corner cradle style ancient family \
            general leader ambition exchange unusual garlic promise voice
            """
        ),
        SLIP39Vector(
            15,
            .fault(.groups(needed: 2, found: 1)),
            """
            eraser senior decision scared cargo theory device idea deliver modify curly include \
            pancake both news skin realize vitamins away join
            """,
            """
            eraser senior decision roster beard treat identify grumpy salt index fake aviation \
            theater cubic bike cause research dragon emphasis counter
            """
        ),
        SLIP39Vector(
            16,
            .fault(.members(needed: 2, found: 1)),
            """
            eraser senior decision shadow artist work morning estate greatest pipeline plan ting \
            petition forget hormone flexible general goat admit surface
            """,
            """
            eraser senior beard romp adorn nuclear spill corner cradle style ancient family \
            general leader ambition exchange unusual garlic promise voice
            """
        ),
        SLIP39Vector(
            17,
            .secret("7c3397a292a5941682d7a4ae2d898d11"),
            """
            eraser senior decision roster beard treat identify grumpy salt index fake aviation \
            theater cubic bike cause research dragon emphasis counter
            """,
            """
            eraser senior ceramic snake clay various huge numb argue hesitate auction category \
            timber browser greatest hanger petition script leaf pickup
            """,
            """
            eraser senior ceramic shaft dynamic become junior wrist silver peasant force math \
            alto coal amazing segment yelp velvet image paces
            """,
            """
            eraser senior ceramic round column hawk trust auction smug shame alive greatest \
            sheriff living perfect corner chest sled fumes adequate
            """,
            """
            eraser senior decision smug corner ruin rescue cubic angel tackle skin skunk program \
            roster trash rumor slush angel flea amazing
            """
        ),
        SLIP39Vector(
            18,
            .secret("7c3397a292a5941682d7a4ae2d898d11"),
            """
            eraser senior decision smug corner ruin rescue cubic angel tackle skin skunk program \
            roster trash rumor slush angel flea amazing
            """,
            """
            eraser senior beard romp adorn nuclear spill corner cradle style ancient family \
            general leader ambition exchange unusual garlic promise voice
            """,
            """
            eraser senior decision scared cargo theory device idea deliver modify curly include \
            pancake both news skin realize vitamins away join
            """
        ),
        SLIP39Vector(
            19,
            .secret("7c3397a292a5941682d7a4ae2d898d11"),
            """
            eraser senior beard romp adorn nuclear spill corner cradle style ancient family \
            general leader ambition exchange unusual garlic promise voice
            """,
            """
            eraser senior acrobat romp bishop medical gesture pumps secret alive ultimate quarter \
            priest subject class dictate spew material endless market
            """
        ),
        SLIP39Vector(
            20,
            .secret("989baf9dcaad5b10ca33dfd8cc75e42477025dce88ae83e75a230086a0e00e92"),
            """
            theory painting academic academic armed sweater year military elder discuss acne \
            wildlife boring employer fused large satoshi bundle carbon diagnose anatomy hamster \
            leaves tracks paces beyond phantom capital marvel lips brave detect luck
            """
        ),
        SLIP39Vector(
            22,
            .fault(.malformed),
            """
            theory painting academic academic campus sweater year military elder discuss acne \
            wildlife boring employer fused large satoshi bundle carbon diagnose anatomy hamster \
            leaves tracks paces beyond phantom capital marvel lips facility obtain sister
            """
        ),
        SLIP39Vector(
            23,
            .secret("c938b319067687e990e05e0da0ecce1278f75ff58d9853f19dcaeed5de104aae"),
            """
            humidity disease academic always aluminum jewelry energy woman receiver strategy \
            amuse duckling lying evidence network walnut tactics forget hairy rebound impulse \
            brother survive clothes stadium mailman rival ocean reward venture always armed \
            unwrap
            """,
            """
            humidity disease academic agency actress jacket gross physics cylinder solution fake \
            mortgage benefit public busy prepare sharp friar change work slow purchase ruler \
            again tricycle involve viral wireless mixture anatomy desert cargo upgrade
            """
        ),
        SLIP39Vector(
            39,
            .fault(.length),
            """
            junk necklace academic academic acne isolate join hesitate lunar roster dough calcium \
            chemical ladybug amount mobile glasses verify cylinder
            """
        ),
        SLIP39Vector(
            40,
            .fault(.length),
            """
            fraction necklace academic academic award teammate mouse regular testify coding \
            building member verdict purchase blind camera duration email prepare spirit quarter
            """
        ),
        SLIP39Vector(
            41,
            .secret("ad6f2ad8b59bbbaa01369b9006208d9a"),
            """
            herald flea academic cage avoid space trend estate dryer hairy evoke eyebrow improve \
            airline artwork garlic premium duration prevent oven
            """,
            """
            herald flea academic client blue skunk class goat luxury deny presence impulse \
            graduate clay join blanket bulge survive dish necklace
            """,
            """
            herald flea academic acne advance fused brother frozen broken game ranked ajar \
            already believe check install theory angry exercise adult
            """
        ),
        SLIP39Vector(
            42,
            .secret("1679b4516e0ee5954351d288a838f45e"),
            """
            testify swimming academic academic column loyalty smear include exotic bedroom exotic \
            wrist lobe cover grief golden smart junior estimate learn
            """
        ),
        SLIP39Vector(
            43,
            .secret("48b1a4b80b8c209ad42c33672bdaa428"),
            """
            enemy favorite academic acid cowboy phrase havoc level response walnut budget \
            painting inside trash adjust froth kitchen learn tidy punish
            """,
            """
            enemy favorite academic always academic sniff script carpet romp kind promise scatter \
            center unfair training emphasis evening belong fake enforce
            """
        ),
        SLIP39Vector(
            44,
            .secret("8340611602fe91af634a5f4608377b5235fa2d757c51d720c0c7656249a3035f"),
            """
            impulse calcium academic academic alcohol sugar lyrics pajamas column facility \
            finance tension extend space birthday rainbow swimming purple syndrome facility trial \
            warn duration snapshot shadow hormone rhyme public spine counter easy hawk album
            """
        ),
    ]
}
