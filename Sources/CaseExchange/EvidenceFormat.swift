/// What a file is taken for, by its content. The raw value is the word of `--format`.
public enum EvidenceFormat: String, CaseIterable, Codable, Sendable {
  case stix
  case misp
  case mispGalaxy = "misp-galaxy"
  case mispTemplates = "misp-objects"
  case followTheMoney = "ftm"
  case sdnCSV = "ofac-csv"
  case sdnXML = "ofac-xml"
  case deniedPersons = "bis-dpl"
  case screeningList = "csl"
  case unXML = "un-xml"
  case euCSV = "eu-csv"
  case euXML = "eu-xml"
  case ukCSV = "uk-csv"
  case bods
  case gleif
  case companiesHouse = "uk-psc"
  case caseUCO = "case-uco"
  case mail = "eml"
  case mailbox = "mbox"
  case csv
  case zip
  case tar
  case gzip
  /// Kept as it is; nothing is read from it.
  case attachment
}

/// What the first bytes of a file show of it.
public struct FileKind: Equatable, Codable, Sendable {
  public let format: EvidenceFormat
  /// Of an attachment that begins as XML: what keeps it from being read as XML.
  let fault: XMLFault?
  let oddity: FileOddity?

  init(_ format: EvidenceFormat, fault: XMLFault? = nil, oddity: FileOddity? = nil) {
    self.format = format
    self.fault = fault
    self.oddity = oddity
  }
}

/// The first bytes of a file, on which its format is told.
public struct FileHead {
  public let bytes: UnsafeRawBufferPointer
  /// The last part of its path, as the sender wrote it: without the number of a second member of that name.
  public let name: String
  /// The bytes are all there is.
  public let isWhole: Bool

  public init(_ bytes: UnsafeRawBufferPointer, name: String, isWhole: Bool) {
    self.bytes = bytes
    self.name = MemberName.unnumbered(name)
    self.isWhole = isWhole
  }
}

/// Reads one format in constant memory: `docs/exchange.md`, "What holds for every format".
public protocol FormatReader {
  static var format: EvidenceFormat { get }

  /// Whether the file looks like this format. Cheap, and never wrong about a file of another format in the list:
  /// the first reader that says yes is asked to read.
  static func recognises(_ head: FileHead) -> Bool

  /// Hands over each object as it comes, in the order of the file, with its exact bytes and their offset.
  ///
  /// - Parameters:
  ///   - path: for the messages.
  ///   - isCancelled: asked at least once per object.
  /// - Throws: `ImportRefusal` for the whole file (the caller undoes what it took in), or what `object` threw.
  static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary
}
