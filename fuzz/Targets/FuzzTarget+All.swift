import CaseDomain
import CaseExchange

extension FuzzTarget {
  /// One line a reader: `FuzzTarget(MyReader.self)` for a `FormatReader`, and a folder of seeds of its name.
  public static let all: [FuzzTarget] = [
    FuzzTarget("json", jsonFault),
    FuzzTarget("stix", stixFault),
    FuzzTarget("stix-valid", stixValidatorFault),
    FuzzTarget("csv", csvFault),
    FuzzTarget("csv-mapped", csvMappedFault),
    FuzzTarget("holdings", holdingsFault),
    FuzzTarget(MISPReader.self),
    FuzzTarget(MISPGalaxyReader.self),
    FuzzTarget(MISPTemplateReader.self),
    FuzzTarget(FollowTheMoneyReader.self),
    FuzzTarget(BODSReader.self),
    FuzzTarget(GLEIFReader.self),
    FuzzTarget("gleif-xml") { readerFault(GLEIFReader.self, $0) },
    FuzzTarget(PSCReader.self),
    FuzzTarget(CaseUCOReader.self),
    FuzzTarget(SDNCSVReader.self),
    FuzzTarget(SDNXMLReader.self),
    FuzzTarget(DeniedPersonsReader.self),
    FuzzTarget(ScreeningListReader.self),
    FuzzTarget(UNXMLReader.self),
    FuzzTarget(EUXMLReader.self),
    FuzzTarget(EUCSVReader.self),
    FuzzTarget("eu-csv-list") { readerFault(EUCSVReader.self, $0) },
    FuzzTarget(UKCSVReader.self),
    FuzzTarget("eml") { readerFault(MailReader.self, $0) ?? archiveFault($0, .mail) },
    FuzzTarget("mbox") { readerFault(MailboxReader.self, $0) ?? archiveFault($0, .mailbox) },
    FuzzTarget("zip") { archiveFault($0, .zip) },
    FuzzTarget("tar", tarFault),
    FuzzTarget("gzip") { archiveFault($0, .gzip) },
    FuzzTarget("bag", bagFault),
    FuzzTarget("source-object", sourceObjectFault),
    FuzzTarget("cbor", cborFault),
    FuzzTarget("values", valuesFault),
    FuzzTarget("operation", operationFault),
    FuzzTarget("segment", segmentFault),
    FuzzTarget("seal", sealFault),
    FuzzTarget("sync", syncFault),
    FuzzTarget("authority", authorityFault),
    FuzzTarget("name", nameFault),
    FuzzTarget("words", wordsFault),
    FuzzTarget("leaks", leaksFault),
    FuzzTarget("template", templateFault),
  ]

  init<Reader: FormatReader & SendableMetatype>(_ reader: Reader.Type) {
    self.init(Reader.format.rawValue) { readerFault(reader, $0) }
  }
}

/// A reader of evidence: the same outcome however the bytes come, and every byte accounted for.
private func readerFault<Reader: FormatReader>(
  _ reader: Reader.Type, _ bytes: UnsafeRawBufferPointer
) -> String? {
  _ = Reader.recognises(FileHead(bytes, name: "file", isWhole: true))
  let file = Array(bytes)
  return outcomesFault(file, pieces: [.max, 4_099]) { source, object in
    try Reader.read(source, path: "file", isCancelled: { false }, object: object)
  }
}
