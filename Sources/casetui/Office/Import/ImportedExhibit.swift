import CaseDomain
import CaseExchange
import CaseStore

/// The exhibit that holds a file's content, as an import found or made it.
struct ImportedExhibit {
  let id: ExhibitID
  let reference: String
  let state: ImportedFile.State
  /// What it has as origin, when somebody else is said to have sent it now.
  var otherOrigin: String?
  /// How it is handled, when a person decided now that it be handled more strictly and another one had marked it before.
  var laxerMark: HandlingMark?
  /// What it has as origin now.
  var origin: String?
  /// It was taken back, and comes again.
  var isBack = false
  /// No import that stands took it in before.
  var isFirst = true

  /// How many records, that an import which was taken back had read from a file, count again with it though nothing is
  /// read from it now.
  func recordsComingBack(
    _ file: EvidenceBundle.File, _ content: Digest256, in store: CaseStore, _ writer: JournalWriter
  ) throws -> Int {
    guard isBack, file.format == .attachment else { return 0 }
    return try writer.reader(of: store).recordsTakenBack(in: content)
  }
}

extension ImportOrder {
  /// The exhibit that holds a file's content, made if there is none.
  func exhibit(
    _ file: EvidenceBundle.File, _ facts: FileFacts, _ writer: inout JournalWriter
  ) throws -> ImportedExhibit {
    let decided = markings[facts.sha256] ?? options.decisions?.file.marking(of: file.path)
    let reader = try writer.reader(of: store)
    if let held = try reader.exhibit(holding: facts.sha256) {
      return try add(file, facts.sha256, to: held, decided, reader, &writer)
    }
    try store.requireContent(facts.sha256, name: facts.name)
    let made = try writer.addExhibit(
      facts, title: file.path, from: (options.sender.map { "\($0), " } ?? "") + "import of \(name)",
      marking: decided, caseID: caseID)
    if let sender = options.sender { try writer.setOrigin(sender, of: made.id, caseID: caseID) }
    return ImportedExhibit(id: made.id, reference: made.reference, state: .new, origin: options.sender)
  }

  /// What an exhibit that holds the bytes already learns of their coming again.
  private func add(
    _ file: EvidenceBundle.File, _ content: Digest256, to held: ExhibitID, _ decided: HandlingMark?,
    _ reader: StoreReader, _ writer: inout JournalWriter
  ) throws -> ImportedExhibit {
    if let caseID { try writer.link(held, to: caseID) }
    let row = try reader.exhibitRow(held)
    let origin = row.origin.flatMap { $0.saysNothing ? nil : $0 }
    var other: String?
    if let sender = options.sender {
      if let origin {
        // One exhibit holds the bytes, and everybody who sent them is on record: that is the link between them.
        if !Exhibit.isOneOrigin(origin, sender) {
          try writer.addSender(sender, of: held, caseID: caseID)
          other = origin
        }
      } else {
        try writer.setOrigin(sender, of: held, caseID: caseID)
      }
    }
    // One name is the exhibit's; under which others the bytes came is part of what came. A title that somebody gave it
    // since is no name of a file.
    let isTitle = row.title.inNFC.utf8.elementsEqual(file.path.inNFC.utf8)
    let first = try reader.fileName(of: held)?.inNFC
    if !isTitle || first?.utf8.elementsEqual(file.name.inNFC.utf8) != true {
      try writer.addName(file.path, of: held, caseID: caseID)
    }
    var laxer: HandlingMark?
    if let decided, decided != .officeFloor {
      let (mark, _) = try writer.markAtLeast(decided, held, caseID: caseID)
      if mark.tlp < decided.tlp { laxer = mark }
    }
    let isTakenIn = writer.hasTakenIn(content)
    return ImportedExhibit(
      id: held, reference: row.reference, state: .known, otherOrigin: other, laxerMark: laxer,
      origin: origin ?? options.sender,
      isBack: try !isTakenIn && reader.isTakenBack(content: content),
      isFirst: try !isTakenIn && !reader.isBroughtByImport(held))
  }

  /// What an import says of who sent exhibits, of how they are handled and of what they are called.
  ///
  /// - Parameter places: by the bytes of the path of a file, the exhibit that holds it.
  func words(of places: [[UInt8]: ExhibitID], _ lights: StatedLights) -> [ExhibitID: ImportWord] {
    let decisions = options.decisions?.file
    let contents = decisions?.contents ?? [:]
    var words: [ExhibitID: ImportWord] = [:]
    for (path, exhibit) in places {
      var word = words[exhibit] ?? ImportWord()
      word.sender = options.sender
      let name = String(decoding: path, as: UTF8.self)
      word.names.insert(name)
      let mark = contents[path].flatMap { markings[$0] } ?? decisions?.marking(of: name)
      if let mark, mark != .officeFloor { word.markings.insert(mark) }
      words[exhibit] = word
    }
    for (path, stated) in lights.bearing(in: bundle) {
      guard let exhibit = places[Array(path.utf8)] else { continue }
      words[exhibit, default: ImportWord()].markings.insert(.floor(with: stated.tlp))
    }
    return words
  }
}
