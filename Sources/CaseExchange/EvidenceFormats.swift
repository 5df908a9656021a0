/// The formats that are told by content, and who reads them.
public enum EvidenceFormats {
  /// Asked in this order; the first that recognises a file reads it.
  public static var readers: [any FormatReader.Type] {
    [
      STIXReader.self, MISPReader.self, MISPGalaxyReader.self, MISPTemplateReader.self,
      FollowTheMoneyReader.self, BODSReader.self, GLEIFReader.self, PSCReader.self, CaseUCOReader.self,
      SDNCSVReader.self,
      SDNXMLReader.self, DeniedPersonsReader.self, ScreeningListReader.self, UNXMLReader.self,
      EUXMLReader.self, EUCSVReader.self, UKCSVReader.self, MailboxReader.self, MailReader.self,
      CSVReader.self,
    ]
  }

  /// How much of a file is looked at.
  static let sniffedBytes = 64 * 1024

  /// `nil` for a format from which nothing is read.
  public static func reader(of format: EvidenceFormat) -> (any FormatReader.Type)? {
    readers.first { $0.format == format }
  }

  /// What the file is taken for. Containers first: their first bytes say it.
  static func format(of head: FileHead) -> EvidenceFormat {
    container(head) ?? readers.first { $0.recognises(head) }?.format ?? .attachment
  }

  static func kind(of head: FileHead) -> FileKind {
    let format = format(of: head)
    return FileKind(format, fault: format == .attachment ? XMLSniff.fault(head) : nil)
  }

  private static func container(_ head: FileHead) -> EvidenceFormat? {
    let bytes = head.bytes
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return isDocument(bytes) ? nil : .zip }
    if bytes.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
    if bytes.starts(with: [0x1F, 0x8B, 8]) { return .gzip }
    let block = bytes.prefix(TarHeader.blockBytes)
    let isTar = block.count == TarHeader.blockBytes && block[0] != 0 && TarHeader.sumFits(block)
    return isTar ? .tar : nil
  }

  /// Office documents, OpenDocument and Java programs are zip archives; for us each is one piece of evidence.
  private static func isDocument(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let nameBytes = bytes.count >= 30 ? Int(bytes[26]) | Int(bytes[27]) << 8 : 0
    let name = bytes.dropFirst(30).prefix(nameBytes)
    return ["[Content_Types].xml", "mimetype"].contains { name.elementsEqual($0.utf8) }
      || ["META-INF/", "_rels/", "docProps/"].contains { name.starts(with: $0.utf8) }
  }
}

extension STIXReader: FormatReader {
  public static let format = EvidenceFormat.stix

  public static func recognises(_ head: FileHead) -> Bool { sniff(head.bytes) }
}

extension CSVReader: FormatReader {
  public static let format = EvidenceFormat.csv

  /// A table needs a separator and a name that says so: any prose has commas.
  public static func recognises(_ head: FileHead) -> Bool {
    let name = head.name.lowercased()
    return name.hasSuffix(".csv") && (sniff(head.bytes) || startsKeyed(head.bytes))
      || name.hasSuffix(".tsv") && sniff(head.bytes, separators: [.tab])
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, isCancelled: isCancelled) { found, _ in try object(found) }
  }
}
