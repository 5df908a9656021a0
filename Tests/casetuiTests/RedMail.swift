import Foundation

/// A mail whose sender labels it TLP:RED. Invented.
enum RedMail {
  /// - Returns: a mail with `list.txt` attached, which holds these words.
  static func enclosing(_ words: String) -> String {
    """
    From: a@firm.example\r
    Subject: TLP:RED our list\r
    MIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary=x\r
    \r
    --x\r
    Content-Type: application/octet-stream; name=list.txt\r
    Content-Transfer-Encoding: base64\r
    \r
    \(Data(words.utf8).base64EncodedString())\r
    --x--\r

    """
  }
}
