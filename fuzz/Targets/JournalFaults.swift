import CaseDomain
import CaseSync

func cborFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  var reader = CBORReader(bytes)
  let isSkipped = (try? reader.skip()) != nil && reader.isAtEnd
  guard let item = try? CBORReader.decode(bytes) else { return isSkipped ? "skipped, and not read" : nil }
  if !isSkipped { return "read, and not skipped" }
  return item.encoded.elementsEqual(bytes) ? nil : "two ways to write one item"
}

/// A value of operations that has a form in the journal.
private protocol JournalValue: Equatable, SendableMetatype {
  init?(_ cbor: CBOR)
  var cbor: CBOR { get }
}

extension Creation: JournalValue {}
extension FileFacts: JournalValue {}
extension SourceRecord: JournalValue {}
extension Judgement: JournalValue {}
extension Party: JournalValue {}
extension ActorName: JournalValue {}
extension Subject: JournalValue {}
extension Identification: JournalValue {}
extension ConductWindow: JournalValue {}
extension Owner: JournalValue {}
extension TermsVersion: JournalValue {}
extension PublicBasis: JournalValue {}
extension StatedFacts: JournalValue {}
extension StatedHolding: JournalValue {}

private let journalValues: [any JournalValue.Type] = [
  Creation.self, FileFacts.self, SourceRecord.self, Judgement.self, Party.self, ActorName.self, Subject.self,
  Identification.self, ConductWindow.self, Owner.self, TermsVersion.self, PublicBasis.self,
  StatedFacts.self, StatedHolding.self,
]

/// The values of operations: what is read is written so that the same is read again.
func valuesFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  guard let item = try? CBORReader.decode(bytes) else { return nil }
  for type in journalValues {
    if let fault = fault(of: type, item) { return fault }
  }
  if let mapping = ColumnMapping.read(item)?.mapping {
    let again = ColumnMapping.read(mapping.cbor(named: "n"))?.mapping
    if again != mapping { return "a changed mapping" }
  }
  return nil
}

private func fault<Value: JournalValue>(of type: Value.Type, _ item: CBOR) -> String? {
  guard let value = Value(item) else { return nil }
  guard let written = try? CBORReader.decode(value.cbor.encoded), Value(written) == value else {
    return "a changed \(type)"
  }
  return nil
}

func operationFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  guard let body = try? OperationBody(payload: bytes) else { return nil }
  let again = try? OperationBody(payload: body.payload(salt: Array(repeating: 7, count: 16)))
  return again == body ? nil : "an operation that reads otherwise"
}

func segmentFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  var reader = CBORReader(bytes)
  guard let segment = try? Segment(from: &reader), reader.isAtEnd else { return nil }
  let seal = Seal(
    replica: segment.proof.replica, incarnation: segment.proof.incarnation, number: segment.proof.sealNumber,
    previous: .zero, hlc: HLC(0), root: segment.leaf, leafCount: UInt64(1) << (segment.proof.path.count % 64),
    keyID: 0, reducerVersion: 1)
  let isCovered = segment.isCovered(by: seal)
  if isCovered, !segment.proof.path.isEmpty { return "a leaf that is its own root" }
  var writer = CBORWriter(capacity: bytes.count)
  segment.encode(into: &writer)
  return writer.bytes.elementsEqual(bytes) ? nil : "two ways to write one segment"
}

func sealFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  if let seal = try? Seal(body: bytes), !seal.body.elementsEqual(bytes) {
    return "two ways to write one seal"
  }
  if let feed = try? FeedDescriptor(encoded: bytes), !feed.encoded.elementsEqual(bytes) {
    return "two ways to write one descriptor"
  }
  if let item = try? CBORReader.decode(bytes), let signatures = try? SealSignature.decode(item),
    SealSignature.encode(signatures) != item
  {
    return "two ways to write signatures"
  }
  return nil
}

/// A stream of frames, without its preamble.
func syncFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let (whole, isWholeBroken) = messages(bytes, pieceBytes: max(1, bytes.count))
  let (pieces, isPiecesBroken) = messages(bytes, pieceBytes: max(3, bytes.count / 64))
  if whole != pieces || isWholeBroken != isPiecesBroken { return "other messages in other pieces" }
  let writer = FrameWriter()
  for message in whole {
    guard let frame = try? writer.frame(message) else { return "a message that cannot be sent on" }
    let again = frame.withUnsafeBytes { messages($0, pieceBytes: frame.count) }
    if again.messages != [message] { return "a message that reads otherwise" }
  }
  return nil
}

private func messages(
  _ bytes: UnsafeRawBufferPointer, pieceBytes: Int
) -> (messages: [SyncMessage], isBroken: Bool) {
  let reader = FrameReader(expectsPreamble: false)
  var messages: [SyncMessage] = []
  do throws(ProtocolViolation) {
    for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
      reader.append(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + pieceBytes)]))
      while let message = try reader.next() { messages.append(message) }
    }
    return (messages, false)
  } catch {
    return (messages, true)
  }
}
