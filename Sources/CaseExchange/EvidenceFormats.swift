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

  /// What the file is taken for. Containers and documents first: their first bytes say it, whatever stands behind them.
  static func format(of head: FileHead) -> EvidenceFormat {
    container(head) ?? document(head.bytes) ?? readers.first { $0.recognises(head) }?.format ?? .attachment
  }

  static func kind(of head: FileHead) -> FileKind {
    let format = format(of: head)
    guard format == .attachment else { return FileKind(format) }
    return FileKind(format, fault: XMLSniff.fault(head), oddity: FileOddity(head))
  }

  private static func container(_ head: FileHead) -> EvidenceFormat? {
    let bytes = head.bytes
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) {
      // Whoever calls it so means what is in it.
      return isZippedDocument(bytes) && !head.name.lowercased().hasSuffix(".zip") ? nil : .zip
    }
    if bytes.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
    if bytes.starts(with: [0x1F, 0x8B, 8]) { return .gzip }
    let block = bytes.prefix(TarHeader.blockBytes)
    let isTar = block.count == TarHeader.blockBytes && block[0] != 0 && TarHeader.sumFits(block)
    return isTar ? .tar : nil
  }

  /// A document is one piece of evidence, though it may hold text that looks like a list.
  private static func document(_ bytes: UnsafeRawBufferPointer) -> EvidenceFormat? {
    let isCompound = bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    return isCompound || bytes.starts(with: "%PDF-".utf8) || isZippedDocument(bytes) ? .attachment : nil
  }

  /// Office documents, OpenDocument and Java programs are zip archives.
  static func isZippedDocument(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
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

  /// A table needs a separator, and a name that says so or columns that do: any prose has commas.
  public static func recognises(_ head: FileHead) -> Bool {
    let name = head.name.lowercased()
    return name.hasSuffix(".csv") && (sniff(head.bytes) || startsKeyed(head.bytes))
      || name.hasSuffix(".tsv") && sniff(head.bytes, separators: [.tab]) || namesColumns(head)
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, isCancelled: isCancelled) { found, _ in try object(found) }
  }
}
