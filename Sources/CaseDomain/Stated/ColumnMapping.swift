/// Which column of a table means what: guessed from its header, or given by a person and saved by the office
/// under a name, so that the next table of the same sender reads the same.
///
/// Columns without a meaning are kept and searched like all the others. Source: `docs/exchange.md`.
public struct ColumnMapping: Hashable, Sendable {
  public enum Meaning: Hashable, Sendable {
    case id, name, aliases, country, created, modified
    /// Values of one kind, separated by `;`. With an exercise they are keyed hashes.
    case trace(Trace.Kind, exercise: String?)
  }

  public struct Column: Hashable, Sendable {
    /// As in the header; compared as `names` does.
    public let header: String
    public let meaning: Meaning

    public init(_ header: String, _ meaning: Meaning) {
      self.header = header
      self.meaning = meaning
    }

    /// Whether two names are of one column: equal in NFC, as which the journal holds them, but for white space around
    /// them.
    public static func names(_ header: String, _ other: String) -> Bool {
      key(header) == key(other)
    }

    /// The same for all names of one column.
    static func key(_ header: String) -> [UInt8] { Array(header.trimmingSpace.inNFC.utf8) }
  }

  /// What a row is; `nil` for plain rows.
  public var evidence: EvidenceKind?
  public var columns: [Column]

  public init(evidence: EvidenceKind? = nil, columns: [Column]) {
    self.evidence = evidence
    self.columns = columns
  }

  /// By the words that senders use. Account names mean something only to the laboratory that gave them, so
  /// they are compared only where a person maps them.
  public static func guess(header: [String]) -> ColumnMapping {
    var found: [Meaning: String] = [:]
    var columns: [Column] = []
    for name in header {
      guard let meaning = meaning(of: name) else { continue }
      // Of two columns with one meaning, but for traces, the first counts.
      if case .trace = meaning {} else if found.updateValue(name, forKey: meaning) != nil { continue }
      columns.append(Column(name, meaning))
    }
    let isCluster = header.contains { $0.lowercased().utf8.elementsEqual("cluster_id".utf8) }
    return ColumnMapping(evidence: isCluster ? .accountCluster : nil, columns: columns)
  }

  /// The meaning that a header says by itself, such as `payment_fingerprint` or `hmac:payment:winter`.
  static func meaning(of header: String) -> Meaning? {
    let word = header.lowercased()
    if word.hasPrefix("hmac:") {
      // The exercise is a name, and stays as it is written.
      let parts = header.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, !parts[2].isEmpty else { return nil }
      return Meaning(word: "hmac:\(parts[1].lowercased()):\(parts[2])")
    }
    switch word {
    case "id", "cluster_id": return .id
    case "name", "label", "title": return .name
    case "aliases": return .aliases
    case "country": return .country
    case "created": return .created
    case "modified", "updated": return .modified
    case "payment_fingerprint", "card_fingerprint", "instrument_fingerprint", "payment":
      return .trace(.payment, exercise: nil)
    case "ip", "ip_address", "source_ip", "src_ip": return .trace(.ip, exercise: nil)
    case "cidr", "network", "asn": return .trace(.network, exercise: nil)
    case "domain", "hostname": return .trace(.domain, exercise: nil)
    case "email", "email_address": return .trace(.email, exercise: nil)
    case "phone", "phone_number": return .trace(.phone, exercise: nil)
    case "wallet", "wallet_address": return .trace(.wallet, exercise: nil)
    case "url": return .trace(.url, exercise: nil)
    case "client", "client_string", "user_agent": return .trace(.client, exercise: nil)
    case "canary", "canary_id": return .trace(.canary, exercise: nil)
    case "prompt_template", "prompt_template_hash", "template_hash":
      return .trace(.promptTemplate, exercise: nil)
    case "proxy_pool", "proxy_pool_id": return .trace(.proxyPool, exercise: nil)
    case "sha256", "sha1", "md5", "file_hash": return .trace(.fileHash, exercise: nil)
    default: return nil
    }
  }
}

extension ColumnMapping.Meaning {
  /// `id`, `name`, …, a kind of trace, or `hmac:KIND:EXERCISE`; `nil` for anything else.
  public init?(word: String) {
    switch word {
    case "id": self = .id
    case "name": self = .name
    case "aliases": self = .aliases
    case "country": self = .country
    case "created": self = .created
    case "modified": self = .modified
    default:
      let parts = word.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 3, parts[0] == "hmac", let kind = Trace.Kind(rawValue: parts[1]),
        !String(parts[2]).saysNothing
      {
        self = .trace(kind, exercise: parts[2])
      } else if let kind = Trace.Kind(rawValue: word) {
        self = .trace(kind, exercise: nil)
      } else {
        return nil
      }
    }
  }

  public var word: String {
    switch self {
    case .id: "id"
    case .name: "name"
    case .aliases: "aliases"
    case .country: "country"
    case .created: "created"
    case .modified: "modified"
    case .trace(let kind, nil): kind.rawValue
    case .trace(let kind, let exercise?): "hmac:\(kind.rawValue):\(exercise)"
    }
  }

  /// All words, for the help.
  public static var words: [String] {
    ["id", "name", "aliases", "country", "created", "modified"] + Trace.Kind.allCases.map(\.rawValue)
      + ["hmac:KIND:EXERCISE"]
  }
}

extension ColumnMapping {
  public func cbor(named name: String) -> CBOR {
    .record([
      1: .text(name), 2: evidence.map { .text($0.rawValue) },
      3: .array(columns.map { .array([.text($0.header), .text($0.meaning.word)]) }),
    ])
  }

  /// `nil` when a column has a meaning this version does not know: half a mapping would read the table wrongly.
  public static func read(_ cbor: CBOR) -> (name: String, mapping: ColumnMapping)? {
    guard let name = cbor[1]?.textValue, let items = cbor[3]?.arrayValue else { return nil }
    let columns = items.compactMap { item -> Column? in
      guard let parts = item.arrayValue, parts.count == 2, let header = parts[0].textValue,
        let meaning = parts[1].textValue.flatMap(Meaning.init(word:))
      else { return nil }
      return Column(header, meaning)
    }
    let evidence = cbor[2]?.textValue.map { EvidenceKind(rawValue: $0) }
    guard columns.count == items.count, evidence == nil || evidence! != nil else { return nil }
    return (name, ColumnMapping(evidence: evidence ?? nil, columns: columns))
  }
}
