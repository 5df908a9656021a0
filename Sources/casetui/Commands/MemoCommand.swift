import ArgumentParser
import CaseDocuments
import CaseDomain
import CaseStore
import Foundation

struct MemoCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "memo", abstract: "Write a document of a case: Markdown, HTML or PDF.",
    discussion: """
      Every sentence of fact carries its exhibit, or nothing is written. What is not recorded is printed as a \
      gap. An office's own templates are read from the folder templates in its store.
      """)

  @Argument(help: .theCase) var id: String
  @Option(help: "One of: \(DocumentKind.typed.map(\.0).joined(separator: ", ")).") var kind =
    "evidentiary-memorandum"
  @OptionGroup var document: DocumentOptions
  @Option(help: "Whom a letter asks, such as Commerce. Default: all that are asked.") var agency: String?
  @Option(help: "The day a letter asks to reply by.") var replyBy: String?
  @Option(help: "The petition, of petition letters. Default: the newest.") var petition: String?
  @OptionGroup var global: GlobalOptions

  func answer(_ store: CaseStore) throws -> Answer {
    guard let kind = DocumentKind.typed.first(where: { $0.0 == kind.lowercased() })?.1 else {
      throw Usage(
        message: "\(kind) is not a kind of document",
        remedy: "one of: \(DocumentKind.typed.map(\.0).joined(separator: ", "))")
    }
    return try document.write(kind, "memo", in: store) { reader, given in
      var given = given
      given.agency = agency
      given.replyBy = try replyBy.map(Day.parse)
      given.petition = try petition.map { try reader.find($0, .petition, as: Entity.self) }
      let id: CaseID = try reader.find(id, .caseFile)
      let facts = try DocumentFacts(reader, given).facts(of: id, for: kind)
      return (facts, try reader.caseFile(id, rehash: false).listing?.shownFields ?? [])
    }
  }
}

extension DocumentKind {
  /// As people type them; the report has a command of its own.
  fileprivate static let typed: [(String, DocumentKind)] = [
    ("evidentiary-memorandum", .evidentiaryMemorandum), ("legal-memo", .legalMemorandum),
    ("option-memo", .optionMemorandum), ("ballot", .ballotLetter), ("concurrence", .concurrenceLetter),
    ("notice", .federalRegisterNotice), ("press", .pressText),
    ("petition-acknowledgement", .petitionAcknowledgement), ("petition-decision", .petitionDecision),
    ("triage-note", .triageNote), ("intake-form", .intakeForm), ("assessment", .assessment),
  ]
}

/// What every document takes.
struct DocumentOptions: ParsableArguments {
  @Option(help: "The new file: NAME.md, NAME.html or NAME.pdf.") var out: String
  @Flag(help: "Replace a file that is there.") var force = false
  @Option(help: "The day it bears, YYYY-MM-DD. Default: today.") var dated: String?
  @Option(help: "Who signs.") var signatory: String?
  @Option(help: "The signatory's title.") var signatoryTitle: String?
  @Option(help: "Where readers can ask.") var contact: String?

  enum Form: String { case md, html, pdf }

  /// Renders whole, checks, and writes; nothing is left behind when any of it fails.
  ///
  /// - Parameters:
  ///   - facts: what it may say, and the fields of public entries that owners may have consented to.
  ///   - practices: of a document that speaks of practices: what owners permit of them, and what they do not.
  func write(
    _ kind: DocumentKind, _ schema: String, in store: CaseStore,
    _ facts: (StoreReader, DocumentGiven) throws -> (CaseFacts, [(field: ListingField, value: ListingValue)]),
    practices: ((StoreReader) throws -> PracticeLibrary)? = nil
  ) throws -> Answer {
    guard let form = Form(rawValue: (out as NSString).pathExtension.lowercased()) else {
      throw Usage(message: "\(out) does not say which form to write", remedy: "end it in .md, .html or .pdf")
    }
    guard force || access(out, F_OK) != 0 else {
      throw StoreError.invalid("\(out) is there already", remedy: "give another name, or pass --force")
    }
    var given = DocumentGiven(dated: try dated.map(Day.parse) ?? store.today)
    (given.signatory, given.signatoryTitle, given.contact) = (signatory, signatoryTitle, contact)
    let templates = try Self.templates(of: store)
    let (found, spans) = try store.read { reader in
      let (found, shown) = try facts(reader, given)
      let matter = try ConfidentialMatter(reader)
      let library = try practices?(reader)
      let passages = matter.passages(beside: shown, permitted: library?.permitted ?? [], on: store.today)
      return (found, ProtectedSpans(passages + (library?.protected ?? [])))
    }
    let document: RenderedDocument
    do throws(DocumentError) {
      document = try DocumentRenderer.render(kind, found, templates: templates)
    } catch {
      throw StoreError.invalid(error.message, remedy: error.remedy)
    }
    var answer = Answer(schema)
    answer.mark([found.marking])
    answer["kind"] = .string(kind.templateName)
    answer["gaps"] = .array(document.gaps.map { .string($0) })
    let text = Array((form == .md ? document.markdown : document.html).utf8)
    if kind.audience == .outside {
      let leaks = spans.leaks(in: text)
      guard leaks.isEmpty else {
        let mark = answer.marking
        answer.refuse(
          PublicationRefusal(
            leaks: leaks.map {
              FoundLeak(
                file: out, owner: $0.owner, exhibit: $0.exhibit, offset: $0.offset, message: $0.message,
                remedy: $0.remedy)
            }))
        answer.marking = mark
        return answer
      }
    }
    let bytes = form == .pdf ? try Self.pdf(text, marking: found.marking, in: store.folder) : text
    let temporary = try PublicFiles.temporary(bytes, for: out)
    guard chmod(temporary, 0o600) == 0, rename(temporary, out) == 0 else {
      let code = errno
      unlink(temporary)
      throw StoreError.system("cannot write \(out)", code: code)
    }
    answer["out"] = .string(out)
    answer["bytes"] = .int(bytes.count)
    answer["sha256"] = .string(Digest256.sha256(bytes).hex)
    answer.lines = ["wrote \(out). \(kind.title): a draft until somebody signs it"]
    answer.lines += document.gaps.map { "  not recorded: \($0)" }
    return answer
  }

  /// The office's own where it has them.
  private static func templates(of store: CaseStore) throws -> TemplateSet {
    let folder = store.folder.path + "/templates"
    guard FileManager.default.fileExists(atPath: folder) else { return .shipped }
    do {
      return try TemplateSet(replacing: TemplateFolder.read(URL(fileURLWithPath: folder)))
    } catch let error as TemplateFaults {
      throw StoreError.invalid(
        "\(folder): \(error.faults.map(\.message).joined(separator: "; "))",
        remedy: error.faults.map(\.remedy).joined(separator: "; ") + "; or take the file away")
    }
  }

  /// - Parameter store: where the page lies meanwhile, and what its tool puts aside: others share the folder of the system.
  private static func pdf(_ html: [UInt8], marking: String, in store: StoreFolder) throws -> [UInt8] {
    let found: PDFTool.Found
    do throws(PDFTool.Missing) {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      found = try PDFTool.find(onPath: path) { access($0, X_OK) == 0 }
    } catch {
      throw StoreError.invalid(error.message, remedy: error.remedy)
    }
    let folder = try store.makeTemporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (page, pdf) = (folder + "/page.html", folder + "/page.pdf")
    try Data(html).write(to: URL(fileURLWithPath: page))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: found.executable)
    process.arguments = found.arguments(html: page, pdf: pdf, marking: marking)
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let data = FileManager.default.contents(atPath: pdf), !data.isEmpty
    else {
      throw StoreError.invalid(
        "\(found.tool.rawValue) ended with \(process.terminationStatus) and made no PDF",
        remedy: "write the HTML instead, and print it from a browser")
    }
    return Array(data)
  }
}
