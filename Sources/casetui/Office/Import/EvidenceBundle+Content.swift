import CaseDomain
import CaseExchange
import CaseStore
import Foundation

// The bytes of a bundle's files, on their way into the vault.

extension EvidenceBundle {
  /// - Throws: `ImportRefusal` when it cannot be opened.
  func source(of file: File) throws -> any ByteSource {
    do throws(SourceError) { return try open(file) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  /// - Throws: `ImportRefusal` when it is not what it was when it was listed.
  func refuseChanged(_ file: File) throws {
    do throws(SourceError) { try requireUnchanged(file) } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  /// - Throws: `ImportRefusal` when it cannot be read, `CancellationError`.
  func mayHoldMacros(_ file: File, _ isCancelled: () -> Bool) throws -> Bool {
    let source = try source(of: file)
    return try MacroDocument.isSuspected { try fill($0, from: source, of: file, isCancelled) }
  }

  /// - Throws: `ImportRefusal` when it cannot be read, `CancellationError`.
  func hash(of file: File, _ isCancelled: () -> Bool) throws -> Digest256 {
    let source = try source(of: file)
    return try EvidenceVault.hash { try fill($0, from: source, of: file, isCancelled) }
  }

  /// - Throws: `CancellationError`, and what the vault throws.
  func keep(
    _ file: File, in vault: EvidenceVault, _ isCancelled: () -> Bool
  ) throws -> Result<FileFacts, ImportRefusal> {
    do {
      let source = try source(of: file)
      return .success(
        try vault.take(name: file.name, mediaType: file.mediaType) {
          try fill($0, from: source, of: file, isCancelled)
        })
    } catch let refusal as ImportRefusal {
      return .failure(refusal)
    }
  }

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from source: any ByteSource, of file: File,
    _ isCancelled: () -> Bool
  ) throws -> Int {
    if isCancelled() { throw CancellationError() }
    // A member may turn out damaged, and a file changed, only here: then it alone is refused.
    do throws(SourceError) {
      let count = try source.read(into: buffer)
      if count == 0 { try requireUnchanged(file) }
      return count
    } catch {
      if isCancelled() { throw CancellationError() }
      throw ImportRefusal(unreadable: file.path, error)
    }
  }
}

extension EvidenceBundle.File {
  fileprivate var mediaType: String {
    let ending = (path as NSString).pathExtension.lowercased()
    switch format {
    case .stix: return "application/stix+json"
    case .csv, .sdnCSV, .screeningList, .euCSV, .ukCSV: return "text/csv"
    case .gleif where ending == "xml": return "application/xml"
    case .misp, .mispGalaxy, .mispTemplates, .followTheMoney, .bods, .gleif, .companiesHouse:
      return "application/json"
    case .caseUCO: return "application/ld+json"
    case .sdnXML, .unXML, .euXML: return "application/xml"
    case .deniedPersons: return "text/tab-separated-values"
    case .mail: return "message/rfc822"
    case .mailbox: return "application/mbox"
    case .zip: return "application/zip"
    case .tar: return "application/x-tar"
    case .gzip: return "application/gzip"
    case .attachment:
      let types = [
        "txt": "text/plain", "md": "text/markdown", "json": "application/json", "pdf": "application/pdf",
        "csv": "text/csv", "eml": "message/rfc822", "png": "image/png", "jpg": "image/jpeg",
        "zip": "application/zip",
      ]
      return types[ending] ?? "application/octet-stream"
    }
  }
}
