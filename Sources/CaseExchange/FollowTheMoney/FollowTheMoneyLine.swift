/// One FollowTheMoney entity on a line of its own: what a record says, without the delta it came in.
public struct FollowTheMoneyLine {
  /// With the line feed at its end.
  public let bytes: [UInt8]

  /// An entity goes out as it came, but for line feeds between its tokens; one inside `ADD` or `MOD` without them.
  ///
  /// - Returns: `nil` for a deletion, and for what is no entity.
  public init?(_ record: [UInt8]) {
    // What does not read is no entity: the export counts it as left out.
    guard let value = try? JSON.parse(record) else { return nil }
    guard let operation = value["op"]?.text else {
      // One a line: a line feed inside would part it.
      bytes = record.filter { $0 != 0x0A && $0 != 0x0D } + [0x0A]
      return
    }
    guard operation != "DEL", let entity = value["entity"], !entity.members.isEmpty else { return nil }
    bytes = SortedJSON.bytes(of: entity) + [0x0A]
  }
}
