/// A language that a computer runs from a plain text, and how to tell it.
struct ScriptLanguage {
    let reason: Reason
    let type: String

    /// Words that begin such a file.
    ///
    /// One is enough.
    let openings: [String]

    /// Words that a file of this kind holds.
    ///
    /// Two of them are needed, or one if the name says the same.
    let signs: [String]

    /// Extensions that say the same.
    let extensions: Set<String>

    /// Whether a text is in this language.
    ///
    /// - Parameters:
    ///   - text: The text from its first letter, in lower case.
    ///   - nameExtension: The extension of the file's name.
    /// - Returns: `false` for what merely mentions the language.
    func matches(_ text: [UInt8], _ nameExtension: String?) -> Bool {
        if openings.contains(where: { text.has($0) }) { return true }
        let isNamedSo = nameExtension.map(extensions.contains) ?? false
        var missing = isNamedSo ? 1 : 2
        for sign in signs where text.firstOffset(of: Array(sign.utf8)) != nil {
            missing -= 1
            if missing == 0 { return true }
        }
        return false
    }
}

extension ScriptLanguage {
    static let all = [javaScript, windows, shell, python, web, shortcut]

    private static let javaScript = ScriptLanguage(
        reason: .activeContent,
        type: "text/javascript",
        openings: [
            "alert(", "eval(", "document.", "window.", "\"use strict\"", "'use strict'",
            "(function",
            "!function", "javascript:", "(() =>", "(()=>", "module.exports",
        ],
        signs: [
            "document.write", "document.getelement", "window.location", "eval(", "function(",
            "function (", "=> {", "=>{", "require('", "require(\"", "module.exports", "alert(",
            "addeventlistener(", "activexobject(", "wscript.", "console.log(", "settimeout(",
            "fromcharcode(", "export default", "\nconst ", "\nvar ", "\nlet ", "unescape(",
        ],
        extensions: ["js", "mjs", "cjs", "jse", "wsf", "ts"]
    )

    private static let windows = ScriptLanguage(
        reason: .executable,
        type: "text/x-msdos-batch",
        openings: [
            "@echo ", "@set ", "setlocal", "[autorun]", "regedit4", "windows registry editor",
            "<#", "#requires -", "[cmdletbinding", "on error resume next", "option explicit",
        ],
        signs: [
            "%~dp0", "goto :eof", "\nsetlocal", "cmd /c", "cmd.exe", "powershell", "\n@echo ",
            "\necho off", "invoke-expression", "iex (", "new-object ", "invoke-webrequest",
            "set-executionpolicy", "start-process", "-encodedcommand", "createobject(",
            "wscript.shell", "\nend sub", "\non error resume next", "reg add ", "mshta",
        ],
        extensions: ["bat", "cmd", "ps1", "psm1", "vbs", "vbe", "wsf", "reg", "inf"]
    )

    private static let shell = ScriptLanguage(
        reason: .executable,
        type: "text/x-shellscript",
        openings: ["#!", "set -e", ":(){"],
        signs: [
            "chmod +x", "rm -rf ", "| sh\n", "| bash", "/bin/sh", "/bin/bash", "\nfi\n", "; then",
            "; do\n", "\nexport ", "sudo ", "\ndone", "eval \"$", "curl -", "wget ",
        ],
        extensions: ["sh", "bash", "zsh", "ksh", "command", "run"]
    )

    private static let python = ScriptLanguage(
        reason: .executable,
        type: "text/x-script.python",
        openings: [
            "import os", "import sys", "import subprocess", "import socket", "require 'socket'",
        ],
        signs: [
            "\nimport os", "\nimport sys", "import subprocess", "os.system(", "subprocess.",
            "if __name__ ==", "socket.socket(", "\ndef main(", "exec(", "urllib.request",
        ],
        extensions: ["py", "pyw", "rb", "pl"]
    )

    private static let web = ScriptLanguage(
        reason: .executable,
        type: "text/x-php",
        openings: ["<?php", "<?=", "<%@", "<%="],
        signs: ["<?php", "<?="],
        extensions: ["php", "phtml", "jsp", "asp", "aspx"]
    )

    private static let shortcut = ScriptLanguage(
        reason: .executable,
        type: "application/x-desktop",
        openings: [
            "[desktop entry]", "[internetshortcut]", "[{000214a0-0000-0000-c000-000000000046}]",
        ],
        signs: ["\n[desktop entry]", "\n[internetshortcut]"],
        extensions: ["desktop", "url", "website"]
    )
}
