/// A name that a message gives, such as that of an attachment.
///
/// What is not of the character set that it states, or is of one that is not known here, stays as it is: with a stand-in
/// for each byte two names would be one.
struct MailName: Equatable {
  /// Of UTF-8, but for such parts.
  let bytes: [UInt8]
  /// The first doubt about a part of it.
  let doubt: MailCharset.Doubt?

  init(_ bytes: [UInt8], _ charset: String) {
    let (text, doubt) = MailCharset.decode(bytes, charset)
    self.bytes = doubt == nil ? Array(text.utf8) : bytes
    self.doubt = doubt
  }

  init(_ parts: [MailName]) {
    bytes = parts.flatMap(\.bytes)
    doubt = parts.lazy.compactMap(\.doubt).first
  }

  /// To be shown.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
