/// A file that calls itself what we read, and is read as less: it may be damaged, or need a word from a person.
struct Surprise {
  private let reason: String
  private let remedy: String
  private let offset: Int?

  /// - Parameter kind: what its first bytes show; `nil` when nobody asked.
  init?(_ file: EvidenceBundle.File, _ kind: FileKind?) {
    let name = MemberName.unnumbered(file.name).lowercased()
    if file.format == .attachment, let fault = kind?.fault {
      offset = fault.offset
      reason = "it is not read as XML, and is kept as an attachment: \(fault.kind.reason)"
      remedy = fault.kind.remedy
      return
    }
    if file.format == .attachment, let oddity = kind?.oddity {
      offset = 0
      reason = oddity.reason
      remedy = oddity.remedy
      return
    }
    offset = nil
    if file.format == .attachment, file.lengthBytes == 0, let list = Self.lists[name] {
      reason =
        "it is empty, as \(list) is when nothing is in it, and is kept as an attachment: it takes nobody off, "
        + "and what earlier issues stated stays held as before"
      remedy = ImportProblem.remedyForEmptyList
      return
    }
    if file.format == .attachment || file.format == .csv, let list = Self.lists[name] {
      let kept = file.format == .csv ? "is read as a plain table" : "is kept as an attachment"
      reason = "it is called like \(list), does not look like it, and \(kept)"
    } else if file.format == .attachment, let kind = Self.kinds.first(where: { name.hasSuffix($0.0) })?.1 {
      reason = "it does not look like \(kind), and is kept as an attachment"
    } else {
      return nil
    }
    remedy = "import the file alone, with its format named, to see what is wrong"
  }

  func problem(_ path: String) -> ImportProblem {
    ImportProblem(path: path, offset: offset, reason: reason, remedy: remedy, severity: .warning)
  }

  /// By the ends of names.
  private static let kinds = [
    (".json", "JSON that is read here"), (".jsonld", "JSON that is read here"),
    (".jsonl", "JSON that is read here"), (".ndjson", "JSON that is read here"),
    (".xml", "a list in XML that is read here"), (".csv", "a table"), (".tsv", "a table"),
    (".zip", "a zip archive"), (".tar", "a tar archive"), (".gz", "a compressed file"),
    (".tgz", "a compressed file"), (".eml", "a message"), (".mbox", "a mailbox"),
  ]

  /// By the names under which the tables of lists are published.
  private static let lists = [
    "sdn.csv": "OFAC's SDN.CSV", "alt.csv": "OFAC's ALT.CSV", "add.csv": "OFAC's ADD.CSV",
    "cons_prim.csv": "OFAC's CONS_PRIM.CSV", "cons_alt.csv": "OFAC's CONS_ALT.CSV",
    "cons_add.csv": "OFAC's CONS_ADD.CSV", "sdn_comments.csv": "OFAC's SDN_COMMENTS.CSV",
    "cons_comments.csv": "OFAC's CONS_COMMENTS.CSV", "dpl.txt": "the Denied Persons List",
    "consolidated.csv": "the Consolidated Screening List", "conlist.csv": "the Treasury's ConList",
    "uk_sanctions_list.csv": "the UK Sanctions List", "uk-sanctions-list.csv": "the UK Sanctions List",
  ]
}

extension ImportProblem {
  /// Which issue of a list is the latest follows from what each states: without the last one, the one before it is.
  public static let remedyForEmptyList =
    "if nobody is on the list any more, nothing here can say so: note it in each case that one of them is in "
    + "(casetui case note); to take the last issue back would only put the one before in its place"
}
