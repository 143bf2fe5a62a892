import Vault
import VaultLedger

extension PageWords {
    static let persian = PageWords(
        language: "fa",
        isRightToLeft: true,
        title: "مدارک {name}",
        made: "در {time} از صندوق {origin} تهیه شد.",
        warning: """
            هیچ چیز در این پوشه رمزگذاری نشده است. هر کس بتواند پوشه را باز کند همه چیز را می‌خواند: \
            آن را در جای امن نگه دارید و وقتی دیگر لازم ندارید پاک کنید.
            """,
        documents: "مدارک",
        noDocuments: "مدرکی وجود ندارد.",
        kind: "نوع",
        stored: "تاریخ ثبت",
        size: "اندازه",
        originalName: "نام اصلی",
        given: "چه چیزی به چه کسی داده شد",
        noneGiven: "چیزی به کسی داده نشده است.",
        document: "مدرک",
        recipient: "داده شده به",
        purpose: "هدف",
        until: "تا",
        state: "وضعیت",
        openings: "دفعات باز شدن",
        noEnd: "بدون پایان",
        outside: "شخصی بیرون از صندوق، اثر انگشت {fingerprint}",
        history: "چه اتفاقی افتاد",
        historyNote: """
            اینجا نشان داده می‌شود چه چیزی اجازه داده شد و چه چیزی از راه صندوق باز شد. آنچه کسی در \
            یک رونوشت خوانده است در اینجا دیده نمی‌شود.
            """,
        time: "زمان",
        event: "رویداد",
        somebody: "کسی",
        onBehalf: "به نمایندگی از صاحب مدارک",
        signedAlong: "{member} هم امضا کرد",
        byRecovery: "با بازیابی از دو سهم",
        office: "دفتر مشاوره",
        outcomes: [.deleted: "همهٔ نسخه‌ها حذف شد", .kept: "یک نسخه نگه داشته می‌شود"],
        states: [
            .live: "قابل باز کردن", .expired: "پایان یافت", .revoked: "لغو شد",
            .retired: "پایان یافت: گیرنده رفت", .withdrawn: "مدرک پس گرفته شد",
        ],
        purposes: [
            .counseling: "مشاوره", .recognition: "ارزشیابی مدرک", .admission: "پذیرش",
            .employment: "کار", .benefits: "کمک‌هزینه", .residence: "اقامت",
            .languageCourse: "دورهٔ زبان", .other: "هدف دیگر",
        ],
        deeds: [
            .genesis: "{actor} صندوق را ساخت",
            .office: "{actor} گروهی با کلید مشترک ساخت",
            .enrol: "{actor} {member} را ثبت‌نام کرد",
            .deposit: "{actor} {document} را ثبت کرد",
            .grant: "{actor} به {member} اجازه داد {document} را باز کند",
            .revoke: "{actor} دسترسی {member} به {document} را پایان داد",
            .rekey: "{actor} {document} را از نو رمزگذاری کرد",
            .describe: "{actor} توضیح {document} را اصلاح کرد",
            .open: "{actor} {document} را از راه صندوق باز کرد",
            .send: "{actor} {document} را به بیرون از صندوق داد",
            .withdraw: "{actor} {document} را برای همه ناخوانا کرد",
            .deletionRequest: "{actor} درخواست حذف همهٔ نسخه‌های {document} را داد",
            .deletionAnswer: "{actor} به درخواست حذف نسخه‌های {document} پاسخ داد",
            .retire: "{actor} عضویت {member} را پایان داد",
            .rotate: "{actor} کلیدهای تازه برای {member} گذاشت",
            .invite: "{actor} کد تحویل برای {member} صادر کرد",
            .claim: "{actor} مدارک را با کلید خودش تحویل گرفت",
            .recoveryPlan: "{actor} بازیابی به دست افراد مورد اعتماد را آماده کرد",
            .recover: "{actor} درخواست بازیابی کرد",
            .veto: "{actor} یک بازیابی را متوقف کرد",
            .erase: "{actor} درخواست پاک کردن کرد",
            .warrant: "{actor} پاک کردن را تأیید کرد",
            .clock: "{actor} ساعت دفتر را عقب برد",
            .logKey: "{actor} کلید دفتر را عوض کرد",
            .scrub: "{actor} آنچه ذخیره شده را بررسی کرد",
        ]
    )
}
