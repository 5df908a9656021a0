import CaseDomain
import CaseSync
import CaseTesting

/// A small world of replicas, run by one thread from one seed: edits, sessions over a network that loses,
/// doubles, reorders, shortens and cuts, crashes, restored copies, clocks that jump. Then the network heals and
/// the invariants of the design are checked (docs/architecture.md).
struct Simulation {
  /// An invariant that does not hold.
  struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// What may go wrong in this world; each seed picks its own subset.
  struct Faults {
    var drop = 0
    var double = 0
    var reorder = 0
    var truncate = 0
    var cut = 0
    var crash = 0
    var restores = false
    /// Copies come back with the witness file of their time, so nobody notices: forks.
    var clones = false
    var clockJumps = false

    static let none = Faults()

    init() {}

    init(from random: inout SeededGenerator) {
      drop = random.chance(40) ? Int.random(in: 1...10, using: &random) : 0
      double = random.chance(40) ? Int.random(in: 1...10, using: &random) : 0
      reorder = random.chance(40) ? Int.random(in: 1...10, using: &random) : 0
      truncate = random.chance(30) ? Int.random(in: 1...5, using: &random) : 0
      cut = random.chance(60) ? Int.random(in: 1...6, using: &random) : 0
      crash = random.chance(50) ? 10 : 0
      restores = random.chance(70)
      clones = random.chance(40)
      clockJumps = random.chance(50)
    }
  }

  /// How often what happened, so that a test can see that it happens at all.
  struct Sightings: Equatable {
    var sessions = 0
    var broken = 0
    var restores = 0
    var forks = 0
    var rotations = 0
    var conflicts = 0
    var contested = 0
    var rounds = 0
    var noOpBytes: Set<Int> = []
  }

  private var random: SeededGenerator
  private let faults: Faults
  private let replicas: [InMemoryOperationLog]
  private var joined = [0]
  private var backups:
    [(replica: Int, state: InMemoryOperationLog.State, witness: InMemoryOperationLog.Witness)] = []
  private var offsets: [Int64]
  private var now: Int64 = 1_700_000_000_000
  /// Per replica, what it held after the last step.
  private var held: [Set<Digest256>]
  private let entities: [EntityID]
  private(set) var trace: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var seen = Sightings()

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    faults = Faults(from: &random)
    replicas = (0..<Int.random(in: 3...5, using: &random)).map {
      InMemoryOperationLog(
        name: "Office \($0)", signer: CheapSigner($0), seed: seed &* 31 &+ UInt64($0),
        check: CheapSigner.check)
    }
    offsets = replicas.map { _ in 0 }
    held = replicas.map { _ in [] }
    entities = (0..<3).map { EntityID(high: 7, low: $0) }
    self.random = random
  }

  mutating func run() throws {
    for _ in 0..<40 { try step() }
    try heal()
    try check()
  }

  // MARK: Steps

  private mutating func step() throws {
    now += Int64.random(in: 1...60_000, using: &random)
    setClocks()
    let replica = joined.randomElement(using: &random)!
    var restored: Int?
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<12 where joined.count < replicas.count:
      try session(joined.count, replica, faults: .none, enrols: true)
      joined.append(joined.count)
    case 0..<45:
      for _ in 0..<Int.random(in: 1...(random.chance(10) ? 30 : 4), using: &random) { try edit(replica) }
    case 45..<80:
      if let other = joined.filter({ $0 != replica }).randomElement(using: &random) {
        try session(replica, other, faults: faults)
      }
    case 80..<88:
      if !faults.clones || random.chance(50) { try replicas[replica].seal() }
      backups.append((replica, replicas[replica].state, replicas[replica].witness))
    case 88..<94:
      guard faults.restores, let backup = backups.randomElement(using: &random) else { break }
      restored = backup.replica
      let log = replicas[backup.replica]
      try log.restore(backup.state, witness: faults.clones ? backup.witness : log.witness)
      seen.restores += 1
    default:
      guard faults.clockJumps else { break }
      let decade: Int64 = 10 * 365 * 86_400_000
      offsets[replica] = random.chance(30) ? 0 : Int64.random(in: -decade...decade, using: &random)
    }
    try checkStep(restored: restored)
  }

  private mutating func setClocks() {
    for (index, log) in replicas.enumerated() { log.wallMilliseconds = UInt64(now + offsets[index]) }
  }

  private mutating func edit(_ replica: Int, note: Bool = false) throws {
    let log = replicas[replica]
    let entity = entities.randomElement(using: &random)!
    let word = ["ada", "bea", "cyr", "dan"].randomElement(using: &random)!
    switch note ? 5 : Int.random(in: 0..<7, using: &random) {
    case 0: try log.set(.title, of: entity, to: word)
    case 1, 2: try log.set(.theory, of: entity, to: word)
    case 3: try log.add(word, to: .assignees, of: entity)
    case 4: try log.remove(word, from: .assignees, of: entity)
    case 5: try log.note(word, on: entity)
    default: try log.move(entity, to: ["review", "closed"].randomElement(using: &random)!)
    }
  }

  // MARK: A session

  private struct End {
    let log: InMemoryOperationLog
    var session: Session
    let writer = FrameWriter()
    let reader = FrameReader(expectsPreamble: false)
    /// Frames on their way to this end.
    var inbox: [[UInt8]] = []
  }

  /// - Returns: the bytes of all frames, and of the preambles that a stream would carry.
  @discardableResult
  private mutating func session(
    _ first: Int, _ second: Int, faults: Faults, enrols: Bool = false
  ) throws -> Int {
    seen.sessions += 1
    let isSound =
      faults.drop + faults.double + faults.reorder + faults.truncate + faults.cut + faults.crash == 0
    var bytes = 16
    var ends: [End] = []
    for (index, role) in [(first, Session.Role.initiator), (second, .responder)] {
      var configuration = Session.Configuration(role: role, challenge: random.bytes(32))
      configuration.enrols = enrols
      configuration.check = CheapSigner.check
      if random.chance(50) { configuration.segmentBytes = 1 }
      let log = replicas[index]
      ends.append(End(log: log, session: try Session(log: log, configuration: configuration)))
      if random.chance(faults.crash) { log.failsNextReceive = true }
    }
    defer { for end in ends { end.log.failsNextReceive = false } }
    do {
      var idle = 0
      while !(ends[0].session.isOver && ends[1].session.isOver && ends.allSatisfy(\.inbox.isEmpty)), idle < 40
      {
        if random.chance(faults.cut) && random.chance(20) { throw SyncError.cut }
        if !isSound, random.chance(1) { try edit(random.chance(50) ? first : second) }
        let side = random.chance(50) ? 0 : 1
        idle += 1
        if random.chance(50) {
          guard let message = try ends[side].session.next() else { continue }
          idle = 0
          if case .ack(let heads) = message, !heads.allSatisfy({ ends[side].log.holds($0) }) {
            throw Broken("acknowledged before it was stored")
          }
          let frame = try ends[side].writer.frame(message)
          bytes += frame.count
          send(frame, to: &ends[1 - side].inbox, faults: faults)
        } else if !ends[side].inbox.isEmpty {
          idle = 0
          let frame = ends[side].inbox.removeFirst()
          note(frame)
          ends[side].reader.append(frame)
          while let message = try ends[side].reader.next() { try ends[side].session.receive(message) }
        }
        try ends[side].session.advance(milliseconds: UInt64.random(in: 0...400, using: &random))
      }
    } catch let error as Broken {
      throw error
    } catch  where !isSound {
      seen.broken += 1
      return bytes
    }
    if isSound {
      for end in ends where end.session.outcome != .complete && enrols {
        throw Broken("a session without faults did not complete")
      }
      for end in ends where !end.session.tally.quarantined.isEmpty {
        throw Broken("sound operations were refused: \(end.session.tally.quarantined)")
      }
      for end in ends where end.session.tally.statesDisagree {
        throw Broken("the same operations gave two states")
      }
    }
    return bytes
  }

  private mutating func send(_ frame: [UInt8], to inbox: inout [[UInt8]], faults: Faults) {
    if random.chance(faults.drop) { return }
    var frame = frame
    if random.chance(faults.truncate) { frame.removeLast(Int.random(in: 1...frame.count, using: &random)) }
    inbox.append(frame)
    if random.chance(faults.double) { inbox.append(frame) }
    if random.chance(faults.reorder), inbox.count > 1 {
      inbox.swapAt(inbox.count - 1, Int.random(in: 0..<inbox.count - 1, using: &random))
    }
  }

  private mutating func note(_ bytes: [UInt8]) {
    for byte in bytes { trace = (trace ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  // MARK: Invariants

  /// Nothing that any replica holds is ever lost, but by putting an old copy in its place.
  private mutating func checkStep(restored: Int?) throws {
    for (index, log) in replicas.enumerated() {
      let now = Set(log.state.operations.keys)
      guard index == restored || held[index].isSubset(of: now) else {
        throw Broken("replica \(index) lost operations")
      }
      for operation in now.subtracting(held[index]).map({ log.state.operations[$0]! })
      where operation.header.seq > 1 && !now.contains(operation.header.previous) {
        throw Broken("a chain has a gap")
      }
      held[index] = now
    }
  }

  private mutating func heal() throws {
    setClocks()
    while joined.count < replicas.count {
      try session(joined.count, 0, faults: .none, enrols: true)
      joined.append(joined.count)
    }
    try converge()
    // A replica that began a new incarnation tells of it with its next operation.
    for index in replicas.indices { try edit(index, note: true) }
    try converge()
  }

  private mutating func converge() throws {
    for _ in 0..<4 {
      seen.rounds += 1
      for first in replicas.indices {
        // Who came back as an old copy may have forgotten whom it knew.
        for second in replicas.indices where second > first {
          try session(first, second, faults: .none, enrols: true)
        }
      }
      if replicas.allSatisfy({ $0.heads() == replicas[0].heads() }) { return }
    }
    throw Broken("10: four rounds after the faults ended, replicas still differ")
  }

  private mutating func check() throws {
    let union = replicas.reduce(into: Set(held.joined())) { $0.formUnion($1.state.operations.keys) }
    let operations = replicas[0].state.operations.values.sorted { $0.hash < $1.hash }
    let oracle = Oracle(operations)
    for (index, log) in replicas.enumerated() {
      guard Set(log.state.operations.keys) == union else {
        throw Broken("2: replica \(index) lacks operations")
      }
      guard log.stateDigest() == replicas[0].stateDigest(),
        log.state.values.live == replicas[0].state.values.live
      else { throw Broken("1: replica \(index) has another state") }
      try oracle.check(log)
      try checkAttribution(log)
      seen.rotations += log.state.incarnations - 1
      seen.forks += log.state.equivocations.count
    }
    seen.conflicts += oracle.conflicts
    seen.contested += oracle.contested
    if !faults.clones, seen.forks > 0 { throw Broken("7: a fork although every restore was noticed") }
    try checkRebuild(operations)
    for first in replicas.indices {
      for second in replicas.indices where second != first {
        let bytes = try session(first, second, faults: .none)
        guard bytes <= 600 else { throw Broken("11: nothing to do cost \(bytes) bytes") }
        seen.noOpBytes.insert(bytes)
      }
    }
    try checkIdempotence()
    note(replicas[0].stateDigest().bytes)
  }

  /// Every operation lies under a seal that leads to a signature by an enrolled key.
  private func checkAttribution(_ log: InMemoryOperationLog) throws {
    var proven: Set<Digest256> = []
    for feed in Set(log.heads().map(\.feed)) {
      guard let descriptor = log.descriptor(of: feed), log.isKnown(descriptor.replica, key: descriptor.key)
      else {
        throw Broken("3: a feed by somebody unknown")
      }
      var trusted: Set<Digest256> = []
      var seals: [Digest256: Seal] = [:]
      for seal in log.seals(of: descriptor.replica, incarnation: descriptor.incarnation, after: 0).reversed()
      {
        let isSigned = seal.signatures.contains {
          CheapSigner.check(descriptor.key, $0.bytes, seal.signedMessage)
        }
        guard isSigned || trusted.contains(seal.hash) else { throw Broken("3: an unsigned seal") }
        trusted.insert(seal.previous)
        seals[seal.hash] = seal
      }
      log.segments(of: feed, after: 0) { segment in
        let isProven = seals.values.contains { segment.isCovered(by: $0) }
        if isProven { proven.formUnion(segment.operations.map(\.hash)) }
        return true
      }
    }
    guard proven == Set(log.state.operations.keys) else { throw Broken("3: operations without proof") }
  }

  private mutating func checkRebuild(_ operations: [Operation]) throws {
    for _ in 0..<3 {
      var values = MemoryValues()
      for operation in operations.shuffled(using: &random) { try values.take(operation) }
      guard values.digest == replicas[0].stateDigest(), values.live == replicas[0].state.values.live else {
        throw Broken("6: rebuilding gives another state")
      }
    }
  }

  private func checkIdempotence() throws {
    let (log, other) = (replicas[0], replicas[1])
    let before = log.stateDigest()
    for feed in Set(other.heads().map(\.feed)).sorted() {
      let descriptor = other.descriptor(of: feed)!
      var segments: [Segment] = []
      other.segments(of: feed, after: 0) {
        segments.append($0)
        return true
      }
      let seals = other.seals(of: descriptor.replica, incarnation: descriptor.incarnation, after: 0)
      let receive = {
        try log.receive(descriptors: [descriptor], seals: seals, segments: segments, from: descriptor.replica)
      }
      // The first time may still bring a seal that nobody needed: proof of a fork whose operations are here.
      let (once, twice) = (try receive(), try receive())
      guard once.operations == 0, once.quarantined.isEmpty, twice.operations == 0, twice.quarantined.isEmpty,
        twice.equivocations.isEmpty
      else { throw Broken("5: the same operations twice are not once") }
    }
    guard log.stateDigest() == before else { throw Broken("5: the same operations twice changed the state") }
  }
}

/// The merge rules once more, in the plainest way: what no operation on the same target replaces is live.
struct Oracle {
  private var live: [Target: Set<Digest256>] = [:]
  private(set) var conflicts = 0
  private(set) var contested = 0
  private var values: [Target: Set<CBOR>] = [:]

  init(_ operations: [Operation]) {
    let bodies = operations.map { ($0, try! OperationBody(payload: $0.payload!)) }
    var replaced: [Target: Set<Dot>] = [:]
    for (_, body) in bodies { replaced[body.target!, default: []].formUnion(body.supersedes) }
    for (operation, body) in bodies
    where body.value != nil && !replaced[body.target!]!.contains(operation.dot) {
      live[body.target!, default: []].insert(operation.hash)
      let value = body.kind == OperationKind.stage.rawValue ? body.value![2]! : body.value!
      values[body.target!, default: []].insert(value)
    }
    conflicts = values.count { $0.key.field == Field.theory.rawValue && $0.value.count > 1 }
    contested = values.count { $0.key.field == Field.stage.rawValue && $0.value.count > 1 }
  }

  func check(_ log: InMemoryOperationLog) throws {
    let found = log.state.values.live.mapValues { Set($0.values.map(\.hash)) }
    guard found == live else { throw Simulation.Broken("8: what is live is not what the rules say") }
    for (target, distinct) in values {
      let seen = log.seen(target)
      if target.field == Field.theory.rawValue, RegisterState(seen)!.isConflict != (distinct.count > 1) {
        throw Simulation.Broken("8: a conflict is hidden")
      }
      if target.field == Field.stage.rawValue,
        StageState(seen, initial: "open").isContested != (distinct.count > 1)
      {
        throw Simulation.Broken("8: a contested stage is hidden")
      }
    }
  }
}
