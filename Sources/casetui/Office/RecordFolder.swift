import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// An exported record: a folder that `sha256sum` and `openssl` alone can check (docs/record.md §3).
enum RecordFolder {
  static let sums = "SHA256SUMS"
  /// Of a part that is read whole when a folder is checked: all but the exhibits and `lists`.
  static let maximumPartBytes = 64 << 20
  /// Of one of `lists`. `seals/proofs.json` has about a kilobyte for each operation.
  static let maximumListBytes = 1 << 30
  /// Files of which a record has one, and which grow with what is in it.
  static let lists: Set<BytePath> = [
    "SHA256SUMS", "manifest.json", "README.txt", "index.csv", "record.md", "operations/index.csv",
    "seals/proofs.json", "signatures/index.csv",
  ]

  /// A file below a folder.
  struct Found {
    let lengthBytes: Int
    /// Its SHA-256; `nil` when it is not a regular file or cannot be read.
    let hash: String?
  }

  // MARK: writing

  /// Writes the folder beside its place and moves it there whole.
  ///
  /// - Throws: when something is there already, or the disk fails; then nothing is left behind.
  static func write(_ parts: RecordParts, to path: String, from vault: EvidenceVault) throws {
    let target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    var facts = stat()
    if lstat(target, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFDIR, try entries(of: target).isEmpty else {
        throw StoreError.invalid(
          "\(target) is there already and not an empty folder", remedy: "choose a new folder")
      }
    }
    let partial = target + ".partial"
    guard mkdir(partial, 0o700) == 0 else {
      guard errno == EEXIST else { throw StoreError.notMade(partial, code: errno) }
      throw StoreError.invalid(
        "\(partial) is there, from an export that did not finish", remedy: "remove it, then export again")
    }
    var isDone = false
    defer { if !isDone { try? FileManager.default.removeItem(atPath: partial) } }
    var hashes: [BytePath: String] = [:]
    for folder in ["exhibits", "operations", "seals", "signatures"] {
      guard mkdir("\(partial)/\(folder)", 0o700) == 0 else {
        throw StoreError.system("cannot make \(partial)/\(folder)", code: errno)
      }
    }
    for (file, bytes) in texts(of: parts) {
      try NewFile.write(bytes, to: "\(partial)/\(file)")
      hashes[BytePath(file)] = Digest256.sha256(bytes).hex
    }
    for exhibit in parts.manifest.exhibits where !exhibit.withheld {
      guard let hash = Digest256(hex: exhibit.sha256) else {
        throw StoreError.damaged("the manifest gives \(exhibit.number) no hash")
      }
      try vault.export(hash, to: "\(partial)/\(exhibit.file)")
      hashes[BytePath(exhibit.file)] = exhibit.sha256
    }
    try NewFile.write(Array(sumsText(hashes).utf8), to: "\(partial)/\(sums)")
    guard rename(partial, target) == 0 else { throw StoreError.system("rename to \(target)", code: errno) }
    isDone = true
  }

  /// Every file but the exhibits and the sums. What follows from the manifest is made the same way again by
  /// `faults(in:)`.
  private static func texts(of parts: RecordParts) -> [(file: String, bytes: [UInt8])] {
    let manifest = parts.manifest
    var files: [(String, [UInt8])] = [("manifest.json", parts.manifestBytes)]
    files += derived(manifest, parts.proofs.seals)
    var index = operationsHead
    for (place, item) in parts.operations.enumerated() {
      let (bytes, headerBytes) = RecordOperationFile.bytes(of: item.operation, withheld: item.withheld)
      let file = operationFile(place, item.operation.hash.hex)
      files.append((file, bytes))
      let header = item.operation.header
      index += operationLine(
        file, item.operation.hash.hex, header.feed.description, header.seq, headerBytes,
        item.withheld || item.operation.payload == nil ? nil : item.operation.payload?.count)
    }
    files.append(("operations/index.csv", Array(index.utf8)))
    for (place, part) in parts.seals.enumerated() {
      let stem = "seals/\(RecordManifest.fileNumber(place))"
      files.append((stem + ".bin", part.seal.signedMessage))
      guard let signature = part.signature else { continue }
      files.append((stem + ".der", signature))
      files.append((stem + ".pem", Array((part.key.pem ?? "").utf8)))
    }
    files.append(("seals/proofs.json", RecordText.json(parts.proofs)))
    for (place, part) in parts.signatures.enumerated() {
      let stem = "signatures/\(RecordManifest.fileNumber(place))"
      files += [
        (stem + ".bin", part.message), (stem + ".der", part.der),
        (stem + ".pem", Array((part.key.pem ?? "").utf8)),
      ]
    }
    return files
  }

  /// The files that follow from the manifest and the list of seals.
  private static func derived(_ manifest: RecordManifest, _ seals: [RecordProofs.SealEntry]) -> [(
    String, [UInt8]
  )] {
    let readme = manifest.readme(
      seals: seals.filter(\.signed).map(\.file), unsigned: seals.filter { !$0.signed }.map(\.file))
    var index = "file,act,what,by,office,entity,operation\n"
    for (place, one) in manifest.signatures.enumerated() {
      index +=
        [
          "signatures/\(RecordManifest.fileNumber(place))", one.act.rawValue, one.what, one.by, one.office,
          one.entity,
          one.operation,
        ].map(RecordText.field).joined(separator: ",") + "\n"
    }
    return [
      ("README.txt", Array(readme.utf8)), ("index.csv", Array(manifest.index.utf8)),
      ("record.md", Array(manifest.contents.utf8)), ("signatures/index.csv", Array(index.utf8)),
    ]
      + manifest.exhibits.filter(\.withheld).map { ($0.file, Array(manifest.stub(for: $0).utf8)) }
  }

  private static let operationsHead = "file,name,feed,seq,header_bytes,payload_bytes\n"

  private static func operationFile(_ place: Int, _ name: String) -> String {
    let digits = String(place + 1)
    return
      "operations/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)-\(name.prefix(12)).cbor"
  }

  private static func operationLine(
    _ file: String, _ name: String, _ feed: String, _ seq: UInt64, _ header: Int, _ payload: Int?
  ) -> String {
    "\(file),\(name),\(feed),\(seq),\(header),\(payload.map { String($0) } ?? "withheld")\n"
  }

  /// As `sha256sum` writes it, by the bytes of the names.
  private static func sumsText(_ hashes: [BytePath: String]) -> String {
    hashes.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key.text)\n" }.joined()
  }

  private static func entries(of path: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw StoreError.invalid("\(path) cannot be read", remedy: "check the folder's permissions")
    }
  }

  // MARK: checking

  /// What checking a folder came to.
  struct Report {
    var faults: [RecordFault] = []
    /// `nil` when it cannot be read.
    var manifest: RecordManifest?
    var files = 0
    var seals = 0
    var signatures = 0
  }

  /// Whether a path is an exported record, or was one.
  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
      && (access("\(path)/\(sums)", F_OK) == 0 || access("\(path)/manifest.json", F_OK) == 0)
  }

  /// Checks all of a folder again, without a store: the sums, then that every part is the one that was closed.
  ///
  /// - Parameter maximumPartBytes: open to tests.
  /// - Throws: `StoreError.invalid` for a record whose sums hold and that is in the form of another build.
  static func check(
    _ path: String, maximumPartBytes: Int = RecordFolder.maximumPartBytes
  ) throws -> Report {
    var checker = RecordChecker(
      path: path, found: try files(below: path), maximumPartBytes: maximumPartBytes)
    checker.checkSums(RecordFolder.sumsText)
    if checker.report.faults.isEmpty { try checker.checkForm(of: path) }
    checker.checkParts { manifest, seals in derived(manifest, seals) }
    checker.checkNames { place, name in operationFile(place, name) }
    return checker.report
  }

  private static func files(below path: String) throws -> [BytePath: Found] {
    var found: [BytePath: Found] = [:]
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try entries(of: "\(path)/\(folder)").sorted() {
        let relative = folder.isEmpty ? name : "\(folder)/\(name)"
        var facts = stat()
        let isThere = lstat("\(path)/\(relative)", &facts) == 0
        switch isThere ? facts.st_mode & S_IFMT : 0 {
        case S_IFDIR: folders.append(relative)
        case S_IFREG:
          // What cannot be read has no hash, and is named as wrong by the check of the sums.
          found[BytePath(relative)] = Found(
            lengthBytes: Int(facts.st_size), hash: try? digest("\(path)/\(relative)"))
        default: found[BytePath(relative)] = Found(lengthBytes: 0, hash: nil)
        }
      }
    }
    return found
  }

  private static func digest(_ path: String) throws -> String {
    let source = try FileSource(path: path)
    return try EvidenceVault.hash { try source.read(into: $0) }.hex
  }
}

/// The checks of one folder, in order.
private struct RecordChecker {
  let path: String
  let found: [BytePath: RecordFolder.Found]
  let maximumPartBytes: Int
  var report = RecordFolder.Report()
  private var operations: [(file: String, operation: RecordOperationFile)] = []
  /// Files that have a place in a record.
  private var known: Set<BytePath> = [BytePath(RecordFolder.sums)]
  /// Files of which was said why they are not read.
  private var unread: Set<BytePath> = []

  init(path: String, found: [BytePath: RecordFolder.Found], maximumPartBytes: Int) {
    self.path = path
    self.found = found
    self.maximumPartBytes = maximumPartBytes
    report.files = found.count
  }

  private mutating func fault(_ file: String, _ reason: String) {
    report.faults.append(RecordFault(file, reason))
  }

  private mutating func know(_ files: [String]) { known.formUnion(files.map { BytePath($0) }) }

  /// That a file of every record is not there, or is none; nothing where it was said why it is not read.
  private mutating func missing(_ file: String) {
    guard let there = found[BytePath(file)] else { return fault(file, "is missing") }
    if there.hash == nil { notRead(file, "is not a file that can be read") }
  }

  /// Said once of each file.
  private mutating func notRead(_ file: String, _ reason: String) {
    if unread.insert(BytePath(file)).inserted { fault(file, reason) }
  }

  /// The bytes that were hashed, of a file that is not too long; exhibits are never read whole.
  private mutating func bytes(_ file: String) -> [UInt8]? {
    guard let there = found[BytePath(file)], let hash = there.hash else { return nil }
    let isList = RecordFolder.lists.contains(BytePath(file))
    let limit = isList ? RecordFolder.maximumListBytes : maximumPartBytes
    let reason: String
    if there.lengthBytes > limit {
      reason = "has \(there.lengthBytes) bytes; at most \(limit) are read of it"
    } else {
      do {
        let bytes = try FileBytes.read("\(path)/\(file)", limit: limit)
        if Digest256.sha256(bytes).hex == hash { return bytes }
        reason = "changed while it was checked"
      } catch {
        reason = "cannot be read"
      }
    }
    notRead(file, reason)
    return nil
  }

  /// Every file against its sum, and the sums against the files.
  mutating func checkSums(_ write: ([BytePath: String]) -> String) {
    guard let text = bytes(RecordFolder.sums) else { return missing(RecordFolder.sums) }
    let faultsBefore = report.faults.count
    let sums = BytePath(RecordFolder.sums)
    var listed: Set<BytePath> = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      // A sum in 64 digits, two spaces, a name.
      let (sum, name) = (line.prefix(64), line.dropFirst(66))
      guard !name.isEmpty, line.prefix(66).suffix(2).elementsEqual("  ".utf8) else {
        fault(RecordFolder.sums, "a line of it is not a sum and a name")
        continue
      }
      let file = String(decoding: name, as: UTF8.self)
      listed.insert(BytePath(file))
      guard let there = found[BytePath(file)] else {
        fault(file, "is missing")
        continue
      }
      if there.hash == nil {
        notRead(file, "is not a file that can be read")
      } else if there.hash.map({ sum.elementsEqual($0.utf8) }) != true {
        fault(file, "does not have the hash in \(RecordFolder.sums)")
      }
    }
    for file in found.keys.sorted() where file != sums && !listed.contains(file) {
      fault(file.text, "is not in \(RecordFolder.sums)")
    }
    if report.faults.count == faultsBefore {
      let own = found.filter { $0.key != sums }.compactMapValues(\.hash)
      if Array(write(own).utf8) != text { fault(RecordFolder.sums, "is not written as an export writes it") }
    }
  }

  /// That what follows from the manifest is made here as it was made there: else an untouched record would seem
  /// falsified.
  mutating func checkForm(of folder: String) throws {
    guard let manifest = bytes("manifest.json"), let form = RecordManifest.statedFormat(in: manifest),
      form != RecordManifest.format
    else { return }
    throw StoreError.invalid(
      "\(folder) was made by another build: its form is \(form), this program checks form "
        + "\(RecordManifest.format); its files have the hashes in \(RecordFolder.sums)",
      remedy: "verify it with that build, or with sha256sum and openssl as its README.txt says")
  }

  /// That the manifest is the one that was closed, and that every part is what it says.
  mutating func checkParts(_ derived: (RecordManifest, [RecordProofs.SealEntry]) -> [(String, [UInt8])]) {
    guard let manifestBytes = bytes("manifest.json") else { return missing("manifest.json") }
    known.insert("manifest.json")
    let manifest: RecordManifest
    do {
      manifest = try RecordManifest(bytes: manifestBytes)
    } catch {
      report.faults.append(error)
      return
    }
    report.manifest = manifest
    for exhibit in manifest.exhibits {
      known.insert(BytePath(exhibit.file))
      guard let there = found[BytePath(exhibit.file)] else {
        fault(exhibit.file, "is missing")
        continue
      }
      if !exhibit.withheld, there.hash != exhibit.sha256 {
        fault(exhibit.file, "is not \(exhibit.number) of the manifest")
      }
    }
    let proofs = readProofs()
    for (file, expected) in derived(manifest, proofs?.seals ?? []) {
      known.insert(BytePath(file))
      if bytes(file) != expected { fault(file, "does not follow from the manifest") }
    }
    checkOperations(manifest, Digest256.sha256(manifestBytes))
    if let proofs { checkSeals(proofs) }
    checkSignatures(manifest)
  }

  private mutating func readProofs() -> RecordProofs? {
    known.insert("seals/proofs.json")
    guard let text = bytes("seals/proofs.json") else {
      missing("seals/proofs.json")
      return nil
    }
    do {
      return try RecordText.read(RecordProofs.self, text, of: "seals/proofs.json")
    } catch {
      report.faults.append(error)
      return nil
    }
  }

  private mutating func checkOperations(_ manifest: RecordManifest, _ manifestHash: Digest256) {
    for file in found.keys.sorted().map(\.text)
    where file.hasPrefix("operations/") && file.hasSuffix(".cbor") {
      guard let bytes = bytes(file) else { continue }
      do {
        operations.append((file, try RecordOperationFile(bytes, file: file)))
      } catch {
        report.faults.append(error)
      }
    }
    let names = Set(operations.map(\.operation.name.hex))
    for wanted in manifest.operations where !names.contains(wanted.name) {
      fault("operations", "operation \(wanted.feed):\(wanted.seq) of the manifest is missing or altered")
    }
    let withheld = Set(manifest.operations.filter(\.withheld).map(\.name))
    for (file, operation) in operations where operation.body == nil && !withheld.contains(operation.name.hex)
    {
      fault(file, "has no payload, and the manifest does not withhold it")
    }
    let closing = operations.filter { $0.operation.body?.target?.field == Field.frozenRecord.rawValue }
    guard closing.count == 1, let body = closing[0].operation.body, let value = body.value else {
      return fault("operations", "there is not one operation that closes the record, but \(closing.count)")
    }
    if value[3]?.bytesValue != manifestHash.bytes {
      fault("manifest.json", "is not the one that was closed: \(closing[0].file) names another hash")
    }
    if value[1]?.uintValue != manifest.number || value[2]?.bytesValue.map(Hex.encode) != manifest.package
      || body.target?.entity.description != manifest.caseID || body.author.user != manifest.frozenBy
    {
      fault(closing[0].file, "closes another record than the manifest says")
    }
  }

  private mutating func checkSeals(_ proofs: RecordProofs) {
    var sealed: [String: Seal] = [:]
    var waiting: [(entry: RecordProofs.SealEntry, seal: Seal)] = []
    for entry in proofs.seals {
      let stem = "seals/\(entry.file)"
      know(entry.signed ? [stem + ".bin", stem + ".der", stem + ".pem"] : [stem + ".bin"])
      guard let message = bytes(stem + ".bin"), let seal = Seal(signedMessage: message),
        seal.hash.hex == entry.hash
      else {
        fault(stem + ".bin", "is not the seal that seals/proofs.json names")
        continue
      }
      guard entry.signed else {
        waiting.append((entry, seal))
        continue
      }
      guard let key = bytes(stem + ".pem").flatMap({ SealKey(pem: String(decoding: $0, as: UTF8.self)) })
      else {
        fault(stem + ".pem", "is not a P-384 public key")
        continue
      }
      if key.replica != seal.replica || key.id != seal.keyID {
        fault(stem + ".pem", "is not the key of the replica that the seal names")
      } else if bytes(stem + ".der").map({ key.verifies(der: $0, over: message) }) != true {
        fault(stem + ".der", "is not a signature of \(stem).pem over \(stem).bin")
      } else {
        sealed[entry.file] = seal
        report.seals += 1
      }
    }
    // From the signed ones back along the chain.
    for (entry, seal) in waiting.reversed() {
      if sealed.values.contains(where: { $0.previous == seal.hash && $0.replica == seal.replica }) {
        sealed[entry.file] = seal
      } else {
        fault("seals/\(entry.file).bin", "no signed seal names it")
      }
    }
    report.faults += proofs.faults(names: operations.map(\.operation.name.hex), sealed: sealed)
  }

  private mutating func checkSignatures(_ manifest: RecordManifest) {
    for (place, one) in manifest.signatures.enumerated() {
      let stem = "signatures/\(RecordManifest.fileNumber(place))"
      know([stem + ".bin", stem + ".der", stem + ".pem"])
      let operation = operations.first { $0.operation.name.hex == one.operation }?.operation
      guard let value = operation?.body?.value, case .map(let pairs) = value,
        let entity = EntityID(one.entity),
        let message = bytes(stem + ".bin"),
        message == PersonalSignature.message(.map(pairs.filter { $0.key != 6 }), of: entity, by: one.by)
      else {
        fault(stem + ".bin", "is not the act of \(one.by) (\(one.what)) in the record")
        continue
      }
      guard let key = bytes(stem + ".pem").flatMap({ SealKey(pem: String(decoding: $0, as: UTF8.self)) }),
        Hex.encode(key.encoded) == one.key
      else {
        fault(stem + ".pem", "is not the key that \(one.by) had registered")
        continue
      }
      guard bytes(stem + ".der").map({ key.verifies(der: $0, over: message) }) == true else {
        fault(stem + ".der", "is not a signature of \(stem).pem over \(stem).bin")
        continue
      }
      report.signatures += 1
    }
  }

  /// That operations have the names an export gives them, that the index lists them, and that nothing else is in
  /// the folder.
  mutating func checkNames(_ name: (Int, String) -> String) {
    guard let manifest = report.manifest else { return }
    var byName: [String: (file: String, operation: RecordOperationFile)] = [:]
    for one in operations { byName[one.operation.name.hex] = one }
    let closing = operations.first { $0.operation.body?.target?.field == Field.frozenRecord.rawValue }
    var index = "file,name,feed,seq,header_bytes,payload_bytes\n"
    for (place, hash) in (manifest.operations.map(\.name) + (closing.map { [$0.operation.name.hex] } ?? []))
      .enumerated()
    {
      guard let (file, operation) = byName[hash] else { continue }
      know([name(place, hash)])
      if file != name(place, hash) { fault(file, "is not named \(name(place, hash))") }
      let size = (bytes(file)?.count ?? 0) - operation.headerBytes
      index +=
        "\(file),\(hash),\(operation.feed),\(operation.seq),\(operation.headerBytes),"
        + "\(operation.body == nil ? "withheld" : String(size))\n"
    }
    known.insert("operations/index.csv")
    if bytes("operations/index.csv") != Array(index.utf8) {
      fault("operations/index.csv", "does not follow from the operations")
    }
    for file in found.keys.sorted() where !known.contains(file) {
      fault(file.text, "has no place in a record")
    }
  }
}
