import CaseDomain

extension StoreReader {
  /// Names of exercises that differ in capitals and white space alone, each group in order.
  public func exercisesAlike() throws -> [[String]] {
    var names: Set<String> = []
    // From name to name of each kind: the table may have millions of values.
    let next = try sql.composed(
      "SELECT min(exercise) FROM trace WHERE kind = ?1 AND exercise > ?2 AND \(StoreReader.stands("trace"))")
    for kind in Trace.Kind.allCases {
      var last = ""
      while true {
        next.bind(1, kind.rawValue)
        next.bind(2, last)
        let found = try next.step() ? next.optionalText(0) : nil
        next.reset()
        guard let found else { break }
        names.insert(found)
        last = found
      }
    }
    return Dictionary(grouping: names) { name in
      name.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.value)
    }.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Values that two submitters state, in files of their own or in one that both sent, the fewest records first: the rarer, the more it says.
  ///
  /// - Parameters:
  ///   - kind: only values of this kind.
  ///   - onlyAcrossOwners: leaves out those of one submitter, and those whose second is not on record.
  ///   - limit: at most so many; how many there are in all is in the answer.
  public func correlations(
    kind: Trace.Kind? = nil, onlyAcrossOwners: Bool = true, limit: Int = 1_000
  ) throws -> (found: [Correlation], total: Int) {
    var files = Files(submitters: try submitters())
    let shared = files.submitters.filter { $0.value.count > 1 }.keys.map {
      "\"\(Hex.encode($0.bytes).uppercased())\""
    }
    let select = try sql.composed(
      """
      SELECT kind, exercise, value FROM trace
      WHERE (?1 IS NULL OR kind = ?1) AND \(StoreReader.stands("trace"))
      GROUP BY kind, exercise, value HAVING count(DISTINCT bundle) > 1 OR max(bundle IN (
        SELECT sha256 FROM exhibit GROUP BY sha256 HAVING count(*) > 1 UNION
        SELECT sha256 FROM exhibit JOIN live ON live.entity = exhibit.id AND live.field = ?2 UNION
        SELECT sha256 FROM exhibit WHERE hex(id) IN (SELECT value FROM json_each(?3))))
      ORDER BY count(*), kind, exercise, value
      """)
    select.bind(1, kind?.rawValue)
    select.bind(2, Field.sender.rawValue)
    select.bind(3, "[\(shared.joined(separator: ","))]")
    var found: [Correlation] = []
    var total = 0
    while try select.step() {
      let exercise = select.text(1)
      guard let kind = Trace.Kind(rawValue: select.text(0)),
        let trace = Trace(kind, select.text(2), exercise: exercise.isEmpty ? nil : exercise)
      else { continue }
      let correlation = try correlation(of: trace, &files)
      guard correlation.crossesOwners || !onlyAcrossOwners else { continue }
      total += 1
      if found.count < limit { found.append(correlation) }
    }
    return (found, total)
  }

  /// Whose files are whose.
  private struct Files {
    let submitters: [ExhibitID: [String]]
    /// By content, those looked up so far.
    var origins: [Digest256: [FileOrigin]] = [:]
  }

  private struct FileOrigin {
    let submitter: String?
    let exhibit: ExhibitID?
    /// The submitter in any spelling; `nil` for nobody: such files are each of their own.
    let key: [UInt8]?

    init(submitter: String?, exhibit: ExhibitID?) {
      self.submitter = submitter
      self.exhibit = exhibit
      key = Exhibit.originKey(submitter).map { Array($0.utf8) }
    }
  }

  /// By submitter; each file without one stands alone.
  private func correlation(of trace: Trace, _ known: inout Files) throws -> Correlation {
    let select = try sql.composed(
      """
      SELECT trace.bundle, count(DISTINCT offset || ':' || hex(content)) FROM trace
      JOIN sourceRecord ON sourceRecord.op = trace.op JOIN op ON op.id = trace.op
      WHERE kind = ?1 AND exercise = ?2 AND value = ?3 AND \(StoreReader.stands("trace"))
      -- By when it was said, and not by when it came here: the same in every office.
      GROUP BY trace.bundle ORDER BY min(op.hlc), trace.bundle
      """)
    select.bind(1, trace.kind.rawValue)
    select.bind(2, trace.exercise ?? "")
    select.bind(3, trace.value)
    var files: [(bundle: Digest256, records: Int)] = []
    while try select.step() { files.append((try select.digest(0), Int(select.int(1)))) }
    var found: [Correlation.Submission] = []
    let stated = try files.flatMap { file in
      let origins = try known.origins[file.bundle] ?? fileOrigins(file.bundle, known.submitters)
      known.origins[file.bundle] = origins
      return origins.map { (origin: $0, records: file.records) }
    }
    // Thousands of files may state one value. Of a name in several spellings the first is shown.
    var places: [[UInt8]: Int] = [:]
    for (origin, records) in stated {
      let exhibits = origin.exhibit.map { [$0] } ?? []
      if let place = origin.key.flatMap({ places[$0] }) {
        found[place].exhibits += exhibits
        found[place].records += records
      } else {
        if let key = origin.key { places[key] = found.count }
        found.append(.init(submitter: origin.submitter, exhibits: exhibits, records: records))
      }
    }
    return Correlation(trace, submissions: found, records: files.reduce(0) { $0 + $1.records })
  }

  /// Everybody who gave a file, of each exhibit that holds it: the owners of the submissions that brought it, else its
  /// origin; and who sent the same bytes later. Each name once; one without a name when there is none.
  private func fileOrigins(_ bundle: Digest256, _ submitters: [ExhibitID: [String]]) throws -> [FileOrigin] {
    let held = try exhibits(withContent: bundle).filter { try !isTakenBack($0) }
    var found: [FileOrigin] = []
    func add(_ name: String?, _ exhibit: ExhibitID) {
      guard let name, !name.saysNothing,
        !found.contains(where: { Exhibit.isOneOrigin($0.submitter, name) })
      else { return }
      found.append(FileOrigin(submitter: name, exhibit: exhibit))
    }
    for exhibit in held {
      let owners = submitters[exhibit] ?? []
      for owner in owners { add(owner, exhibit) }
      if owners.isEmpty { add(try settledOrigin(of: exhibit.cast()), exhibit) }
      for sender in try senders(of: exhibit) { add(sender, exhibit) }
    }
    return found.isEmpty ? [FileOrigin(submitter: nil, exhibit: held.first)] : found
  }

  /// `nil` while two differ, and when only an import said so that is taken back.
  private func settledOrigin(of exhibit: EntityID) throws -> String? {
    try projection.settledOrigin(of: exhibit)
  }

  /// The names of the owners whose submissions hold an exhibit, each once, by case.
  private func submitters() throws -> [ExhibitID: [String]] {
    // As the index `liveProcedure` has it.
    let select = try sql(
      """
      SELECT caseID, value FROM live WHERE field >= 19 AND field = ?1 AND caseID IN (SELECT id FROM caseFile)
      ORDER BY caseID, hlc, hash
      """)
    select.bind(1, Field.submission.rawValue)
    var given: [(caseID: EntityID, submission: Submission)] = []
    while try select.step() {
      let caseID: EntityID = try select.id(0)
      let value = try CBORReader.decode(select.raw(1))
      if let one = Submission(value, id: caseID, by: Person("")) { given.append((caseID, one)) }
    }
    var owners: [EntityID: [Owner]] = [:]
    var found: [ExhibitID: [String]] = [:]
    for (caseID, submission) in given {
      let known = try owners[caseID] ?? live(caseID, .owners).compactMap { Owner($0.value) }
      owners[caseID] = known
      guard let name = known.first(where: { $0.id == submission.owner })?.name else { continue }
      for exhibit in submission.exhibits
      where !found[exhibit, default: []].contains(where: { Exhibit.isOneOrigin($0, name) }) {
        found[exhibit, default: []].append(name)
      }
    }
    return found
  }
}
