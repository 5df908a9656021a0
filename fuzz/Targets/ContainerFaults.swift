import CaseExchange
import Foundation

/// Small, so that an input that unfolds costs little.
private func smallBudget() -> ReadingBudget {
  var budget = ReadingBudget()
  budget.maximumBytes = 4 * 1024 * 1024
  budget.maximumEntries = 2_000
  return budget
}

/// What does not hold of a container: every entry ends somewhere, no name leads anywhere, members are as long as they
/// are listed or say why not, and it is the same the second time.
func archiveFault(_ bytes: UnsafeRawBufferPointer, _ format: EvidenceFormat) -> String? {
  let file = Array(bytes)
  let first = ContainerOutcome(file, format)
  // Offsets are those of the unpacked bytes where a compression was taken off.
  return first.fault(lengthBytes: format == .gzip ? .max : file.count)
    ?? (ContainerOutcome(file, format) == first ? nil : "another outcome the second time")
}

/// Of a tar archive as it is, and with the checksum of each block made right: else hardly a changed header would be read.
func tarFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  if let fault = archiveFault(bytes, .tar) { return fault }
  var file = Array(bytes)
  for start in stride(from: 0, through: file.count - 512, by: 512)
  where file[start..<start + 512].contains(where: { $0 != 0 }) {
    writeSum(of: start, in: &file)
  }
  return file.withUnsafeBytes { archiveFault($0, .tar) }
}

private struct ContainerOutcome: Equatable {
  var refusal: ImportRefusal?
  var members: [ArchiveMember] = []
  /// Of each member its length, or why it cannot be read.
  var contents: [Result<Int, SourceError>] = []
  var problems: [ImportProblem] = []
  var isAccounted = true

  init(_ file: [UInt8], _ format: EvidenceFormat) {
    var budget = smallBudget()
    do throws(ImportRefusal) {
      let archive = try Archive.open(MemoryBytes(file), path: "box", format: format, budget: &budget)
      let listing = try archive.members(budget: &budget)
      members = listing.members
      problems = listing.problems
      isAccounted = listing.entries == listing.members.count + listing.folders + listing.refused
      contents = members.map { member in Result { () throws(SourceError) in try Self.count(archive, member) }
      }
    } catch { refusal = error }
  }

  private static func count(_ archive: Archive, _ member: ArchiveMember) throws(SourceError) -> Int {
    let source = try archive.open(member)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return total }
      total += count
    }
  }

  func fault(lengthBytes: Int) -> String? {
    if let refusal {
      return (0...lengthBytes).contains(refusal.offset ?? 0) && !refusal.reason.isEmpty ? nil : "\(refusal)"
    }
    if !isAccounted { return "an entry that ended nowhere" }
    if members.reduce(0, { $0 + $1.lengthBytes }) > smallBudget().maximumBytes { return "over the budget" }
    if let problem = problems.first(where: { !(0...lengthBytes).contains($0.offset ?? 0) }) {
      return "a problem outside the file: \(problem)"
    }
    if Set(members.map { Array($0.path.utf8) }).count < members.count { return "two members of one name" }
    if let member = members.first(where: { Self.leadsAway($0.path) }) {
      return "a name that leads away: \(member)"
    }
    for (member, content) in zip(members, contents) {
      if case .success(let count) = content, count != member.lengthBytes {
        return "another length: \(member)"
      }
    }
    return nil
  }

  private static func leadsAway(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return path.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") && !path.contains("\\x") }
      || parts.first?.isEmpty != false || parts.contains { $0.elementsEqual("..".utf8) }
  }
}

/// What does not hold of a bag. The input is its files one after another, each under a line `== NAME`; they come in a tar
/// archive, as bags from outside do.
func bagFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  // Of its own: tests run several inputs at once.
  let path = NSTemporaryDirectory() + "/fuzz-\(UUID().uuidString).tar"
  defer { unlink(path) }
  guard FileManager.default.createFile(atPath: path, contents: Data(packed(Array(bytes)))) else {
    return "no room for the bag"
  }
  do throws(ImportRefusal) {
    let bundle = try EvidenceBundle.list(path, budget: smallBudget())
    for bag in bundle.bags {
      let report = try Bag.check(bag, in: bundle)
      let again = try Bag.check(bag, in: bundle)
      if report.problems != again.problems || report.verdict != again.verdict { return "another verdict" }
      let payload = bundle.files.filter {
        $0.path.hasPrefix(bag + "/data/") && $0.container == bundle.files[0].path
      }
      if report.verdict != .invalid, report.checkedFiles < payload.count, bag == bundle.files[0].path {
        return "\(report.verdict) with \(report.checkedFiles) of \(payload.count) files checked"
      }
    }
    return nil
  } catch { return error.reason.isEmpty ? "a refusal without a reason" : nil }
}

/// The files of the input as a tar archive.
private func packed(_ input: [UInt8]) -> [UInt8] {
  var blocks: [UInt8] = []
  var name: [UInt8]?
  var content: [UInt8] = []
  func end() {
    guard let name, !name.isEmpty else { return }
    blocks += header(name, content.count) + content
    blocks += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }
  let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
  for line in input.last == 0x0A ? lines.dropLast() : lines {
    if line.starts(with: "== ".utf8) {
      end()
      (name, content) = (Array(line.dropFirst(3).prefix(100)), [])
    } else {
      content += line + [0x0A]
    }
  }
  end()
  return blocks + [UInt8](repeating: 0, count: 1_024)
}

/// Source: POSIX.1-2017, pax, "ustar Interchange Format".
private func header(_ name: [UInt8], _ size: Int) -> [UInt8] {
  var block = [UInt8](repeating: 0, count: 512)
  func put(_ text: String, at offset: Int) {
    block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
  }
  block.replaceSubrange(0..<name.count, with: name)
  put("0000644", at: 100)
  put(octal(size, 11), at: 124)
  put("00000000000", at: 136)
  put("0", at: 156)
  put("ustar\u{0}00", at: 257)
  writeSum(of: 0, in: &block)
  return block
}

/// Writes the checksum of the header that begins at `start`, which is reckoned with spaces in its place.
private func writeSum(of start: Int, in file: inout [UInt8]) {
  let place = start + 148..<start + 156
  file.replaceSubrange(place, with: repeatElement(0x20, count: place.count))
  let sum = file[start..<start + 512].reduce(0) { $0 + Int($1) }
  file.replaceSubrange(place, with: (octal(sum, 6) + "\u{0} ").utf8)
}

private func octal(_ number: Int, _ width: Int) -> String {
  let digits = String(number, radix: 8)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
