// The texts that go with a record for people. Each follows from the manifest alone.

extension RecordManifest {
  /// What is in the record, as Markdown.
  public var contents: String {
    var text = """
      # Administrative record \(number) of case \(RecordText.line(reference))

      Marking: \(RecordText.line(marking))

      - Title: \(RecordText.line(title))
      - Closed on \(frozenOn) by \(RecordText.line(frozenBy))
      - Text in force: \(RecordText.line(profile.instrument)) (\(RecordText.line(profile.version)))
      - Package (SHA-256): \(package)
      - Stages: \(stages.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      - Operations of the journal: \(operations.count); personal signatures that held: \(signatures.count)

      Findings and claims are those of their authors. Nothing here says that anybody is guilty.

      ## Exhibits

      Every exhibit of the case is listed, whichever way it points. A page is 60 lines of text, or 64 KiB of a
      file that is not text.


      """
    if exhibits.isEmpty { text += "None.\n" }
    for exhibit in exhibits {
      text +=
        "- **\(exhibit.number)** \(RecordText.line(exhibit.title)) (\(RecordText.line(exhibit.reference)))\n"
      text += "  - pages \(RecordText.line(pageID(exhibit.firstPage))) to "
      text += "\(RecordText.line(pageID(exhibit.lastPage))); \(exhibit.bytes) bytes\n"
      text += "  - SHA-256 \(exhibit.sha256)\n"
      text += "  - grade \(exhibit.grade ?? "none"); origin \(RecordText.line(exhibit.origin ?? "none")); "
      text += "marking \(RecordText.line(exhibit.marking))\n"
      text +=
        "  - cited in: \(exhibit.citedIn.isEmpty ? "nothing" : RecordText.line(exhibit.citedIn.joined(separator: "; ")))\n"
      if let reason = exhibit.withheldReason { text += "  - **withheld**: \(RecordText.line(reason))\n" }
    }
    for section in sections {
      text += "\n## \(section.title)\n\n"
      if section.items.isEmpty { text += "None.\n" }
      for item in section.items {
        text += "- **\(RecordText.line(item.name))**\n"
        for (key, fact) in item.facts.sorted(by: { $0.key < $1.key }) {
          text += "  - \(key.replacing("_", with: " ")): \(RecordText.line(fact.words))\n"
        }
      }
    }
    text += "\n## Withheld\n\n"
    let withheld = exhibits.filter(\.withheld)
    if withheld.isEmpty { text += "Nothing is withheld.\n" }
    for exhibit in withheld {
      text +=
        "- \(exhibit.number) \(RecordText.line(exhibit.title)): \(RecordText.line(exhibit.withheldReason ?? ""))\n"
    }
    let payloads = operations.count(where: \.withheld)
    if payloads > 0 {
      text += "- The payloads of \(payloads) operations that hold text out of a withheld exhibit.\n"
    }
    return text
  }

  /// What stands in place of a withheld exhibit.
  public func stub(for exhibit: RecordExhibit) -> String {
    """
    \(exhibit.number) (\(RecordText.line(exhibit.reference))) is withheld from this record.

    Reason: \(RecordText.line(exhibit.withheldReason ?? ""))
    Title: \(RecordText.line(exhibit.title))
    SHA-256: \(exhibit.sha256)
    Bytes: \(exhibit.bytes)
    Pages: \(RecordText.line(pageID(exhibit.firstPage))) to \(RecordText.line(pageID(exhibit.lastPage)))
    Marking: \(RecordText.line(exhibit.marking))

    """
  }

  /// How to check the folder without this program.
  ///
  /// - Parameter seals: the numbers of the seals that carry a signature, such as `0001`.
  public func readme(seals: [String], unsigned: [String]) -> String {
    let sealLines = seals.map { RecordManifest.command("seals", $0) }.joined(separator: "\n")
    let signatureLines = signatures.indices.map {
      RecordManifest.command("signatures", RecordManifest.fileNumber($0))
    }
    .joined(separator: "\n")
    return """
      Administrative record \(number) of case \(RecordText.line(reference)), closed on \(frozenOn)
      Marking: \(RecordText.line(marking))

      To check it, stand in this folder. Nothing but sha256sum, openssl, head and tail is needed.

      1. Every file is as it was written:

      sha256sum -c SHA256SUMS

      2. The seals over the operations of the journal were made with the offices' keys:

      \(sealLines.isEmpty ? "(none)" : sealLines)

      \(unsigned.isEmpty ? "" : "Seals \(unsigned.joined(separator: ", ")) carry no signature of their own: the seal after them names them by hash.\n\n")\
      3. The personal signatures:

      \(signatureLines.isEmpty ? "(none)" : signatureLines)

      signatures/index.csv says who signed what. Whether a key is that person's is the office's word: compare it
      with the office.

      4. An operation has the name that operations/index.csv gives it. FILE, H and the name are in a line there, H
      is header_bytes:

      (printf '\\000'; head -c H FILE) | sha256sum            prints the name
      (printf '\\001'; tail -c +$((H + 1)) FILE) | sha256sum  prints the payload hash that the header holds

      A file of operations/ is the header of an operation and then its payload, both as they are stored
      (deterministic CBOR). That a seal covers an operation is shown by seals/proofs.json: a Merkle path from the
      name to the root in the body of the seal. The body is the end of seals/NNNN.bin.

      5. manifest.json is the one that was closed: its SHA-256 is in the last operation, under key 3 of the value.

      Exhibits are in exhibits/, byte for byte; withheld ones are replaced by a file that gives the reason.
      index.csv gives every page its number: 60 lines of a text file, or 64 KiB of a file that is not text, where
      a "page" is a range of bytes.

      """
  }

  /// `0001` for the first.
  public static func fileNumber(_ index: Int) -> String {
    let digits = String(index + 1)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func command(_ folder: String, _ number: String) -> String {
    let stem = "\(folder)/\(number)"
    return "openssl dgst -sha384 -verify \(stem).pem -signature \(stem).der \(stem).bin"
  }
}
