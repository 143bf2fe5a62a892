import Vault
import VaultLedger

extension PageWords {
    static let arabic = PageWords(
        language: "ar",
        isRightToLeft: true,
        title: "وثائق {name}",
        made: "أُعدّت في {time} من الخزنة {origin}.",
        warning: """
            لا شيء في هذا المجلد مشفَّر. من يستطيع فتح المجلد يستطيع قراءة كل شيء: احفظه في مكان \
            آمن، واحذفه عندما لا تعود بحاجة إليه.
            """,
        documents: "الوثائق",
        noDocuments: "لا توجد وثائق.",
        kind: "النوع",
        stored: "تاريخ الإيداع",
        size: "الحجم",
        originalName: "الاسم الأصلي",
        given: "من أُعطي ماذا",
        noneGiven: "لم يُعطَ أحد شيئًا.",
        document: "الوثيقة",
        recipient: "أُعطيت إلى",
        purpose: "الغرض",
        until: "حتى",
        state: "الحالة",
        openings: "عدد مرات الفتح",
        noEnd: "بلا نهاية",
        outside: "شخص من الخارج، البصمة {fingerprint}",
        history: "ما الذي حدث",
        historyNote: """
            يُظهر هذا ما سُمح به وما فُتح عبر الخزنة. ولا يمكنه أن يُظهر ما قرأه أحد في نسخة.
            """,
        time: "الوقت",
        event: "الحدث",
        somebody: "شخص ما",
        onBehalf: "نيابةً عن صاحب الوثائق",
        signedAlong: "وقّع معه {member}",
        byRecovery: "باستعادة من حصتين",
        office: "المكتب",
        outcomes: [.deleted: "حُذفت جميع النسخ", .kept: "تم الاحتفاظ بنسخة"],
        states: [
            .live: "يمكن فتحها", .expired: "انتهى", .revoked: "أُلغي",
            .retired: "انتهى: غادر المستلم", .withdrawn: "سُحبت الوثيقة",
        ],
        purposes: [
            .counseling: "الاستشارة", .recognition: "الاعتراف بالشهادات", .admission: "القبول",
            .employment: "العمل", .benefits: "الإعانات", .residence: "الإقامة",
            .languageCourse: "دورة لغة", .other: "غرض آخر",
        ],
        deeds: [
            .genesis: "إنشاء الخزنة بواسطة {actor}",
            .office: "إنشاء مجموعة ذات مفتاح مشترك بواسطة {actor}",
            .enrol: "تسجيل {member} بواسطة {actor}",
            .deposit: "إيداع {document} بواسطة {actor}",
            .grant: "السماح لـ {member} بفتح {document} بواسطة {actor}",
            .revoke: "إنهاء وصول {member} إلى {document} بواسطة {actor}",
            .rekey: "إعادة تشفير {document} بواسطة {actor}",
            .describe: "تصحيح وصف {document} بواسطة {actor}",
            .open: "فتح {document} عبر الخزنة بواسطة {actor}",
            .send: "تسليم {document} إلى خارج الخزنة بواسطة {actor}",
            .withdraw: "جعل {document} غير قابلة للقراءة للجميع بواسطة {actor}",
            .deletionRequest: "طلب حذف جميع نسخ {document} بواسطة {actor}",
            .deletionAnswer: "رد على طلب حذف نسخ {document} بواسطة {actor}",
            .retire: "إنهاء عضوية {member} بواسطة {actor}",
            .rotate: "وضع مفاتيح جديدة لـ {member} بواسطة {actor}",
            .invite: "إصدار رمز استلام لـ {member} بواسطة {actor}",
            .claim: "استلام الوثائق بمفتاح خاص بواسطة {actor}",
            .recoveryPlan: "إعداد استعادة عن طريق أشخاص موثوقين بواسطة {actor}",
            .recover: "طلب استعادة بواسطة {actor}",
            .veto: "إيقاف استعادة بواسطة {actor}",
            .erase: "طلب محو بواسطة {actor}",
            .warrant: "تأكيد محو بواسطة {actor}",
            .clock: "إرجاع ساعة السجل بواسطة {actor}",
            .logKey: "استبدال مفتاح السجل بواسطة {actor}",
            .scrub: "فحص ما هو مخزَّن بواسطة {actor}",
        ]
    )
}
