import Vault

extension Language {
    /// How a document stands to another one, for which `{document}` stands.
    ///
    /// The French, Arabic and Persian words wait for a native speaker to read them.
    var relations: [DocumentRelation.Kind: String] {
        switch self {
        case .de:
            [
                .translationOf: "Übersetzung von {document}",
                .certifiedCopyOf: "Beglaubigte Kopie von {document}",
                .redactionOf: "Geschwärzte Fassung von {document}",
                .derivativeOf: "Erstellt aus {document}", .supersedes: "Ersetzt {document}",
                .attachmentOf: "Anlage zu {document}", .frontBackOf: "Andere Seite von {document}",
                .contains: "Enthält {document}",
            ]
        case .en:
            [
                .translationOf: "Translation of {document}",
                .certifiedCopyOf: "Certified copy of {document}",
                .redactionOf: "Redacted version of {document}",
                .derivativeOf: "Made from {document}",
                .supersedes: "Takes the place of {document}",
                .attachmentOf: "Attachment of {document}",
                .frontBackOf: "Other side of {document}", .contains: "Contains {document}",
            ]
        case .fr:
            [
                .translationOf: "Traduction de {document}",
                .certifiedCopyOf: "Copie certifiée conforme de {document}",
                .redactionOf: "Version caviardée de {document}",
                .derivativeOf: "Établi à partir de {document}", .supersedes: "Remplace {document}",
                .attachmentOf: "Annexe de {document}", .frontBackOf: "Autre face de {document}",
                .contains: "Contient {document}",
            ]
        case .ar:
            [
                .translationOf: "ترجمة {document}", .certifiedCopyOf: "نسخة مصدقة من {document}",
                .redactionOf: "نسخة محجوبة جزئياً من {document}",
                .derivativeOf: "أُعدّ من {document}", .supersedes: "يحل محل {document}",
                .attachmentOf: "ملحق بالمستند {document}",
                .frontBackOf: "الوجه الآخر من {document}", .contains: "يحتوي على {document}",
            ]
        case .fa:
            [
                .translationOf: "ترجمهٔ {document}", .certifiedCopyOf: "رونوشت برابر اصل {document}",
                .redactionOf: "نسخه‌ای از {document} با بخش‌های پوشیده",
                .derivativeOf: "تهیه‌شده از {document}", .supersedes: "جایگزین {document}",
                .attachmentOf: "پیوست {document}", .frontBackOf: "روی دیگر {document}",
                .contains: "شامل {document}",
            ]
        }
    }
}
