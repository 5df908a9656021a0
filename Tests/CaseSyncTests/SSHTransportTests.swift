import CaseDomain
import CaseSync
import CaseTesting
import Foundation
import Testing

/// One at a time: a blocked test holds one of the few threads that starting a program needs, too.
@Suite(.serialized) struct SSHTransportTests {
  @Test(arguments: [
    ("hub:cases.db", "hub", "cases.db"),
    ("ann@hub.example:/srv/a b.db", "ann@hub.example", "/srv/a b.db"),
    ("ann@[2001:db8::1]:c", "ann@2001:db8::1", "c"),
  ])
  func remote(_ text: String, _ host: String, _ path: String) throws {
    let destination = try SSHDestination(text)
    #expect(destination?.host == host)
    #expect(destination?.path == path)
  }

  @Test(arguments: ["cases.db", "/srv/a:b.db", "./a:b", "a/\u{301}b:c"])
  func local(_ text: String) throws { #expect(try SSHDestination(text) == nil) }

  @Test(arguments: ["-oProxyCommand=x:db", "-\u{301}x:db", "ann@-x:db", ":db", "hub:", "hub:a\nb", "a b:db"])
  func refused(_ text: String) { #expect(throws: SyncError.self) { try SSHDestination(text) } }

  /// Stands in for ssh: shows what it was given, and plays a host that says something else than casetui.
  private func fake(_ script: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "fake-ssh-\(UUID().uuidString)")
    try "#!/bin/sh\n\(script)\n".write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }

  @Test func argumentsReachNoLocalShell() throws {
    let program = try fake(#"for word in "$@"; do echo "[$word]" >&2; done; exit 3"#)
    defer { try? FileManager.default.removeItem(atPath: program) }
    let transport = try SSHTransport(
      to: try SSHDestination("ann@hub:it's $(touch x);`y`'\u{301};z.db")!, program: program,
      options: ["-p", "22"])
    let log = InMemoryOperationLog(name: "A", signer: TestSigner(seed: 1), seed: 1)
    #expect(throws: SyncError.cut) { try Peer.synchronise(log: log, transport: transport) }
    do {
      try transport.close()
      Issue.record("the program failed")
    } catch let error {
      #expect(error.description.contains("[-p]\n[22]\n[--]\n[ann@hub]\n"))
      #expect(
        error.description.contains(#"[casetui sync serve --stdio 'it'\''s $(touch x);`y`'\''\#u{301};z.db']"#)
      )
    }
  }

  @Test func aHostWithoutTheProgramIsNamed() throws {
    let program = try fake("echo 'This account is closed.'; exit 0")
    defer { try? FileManager.default.removeItem(atPath: program) }
    let transport = try SSHTransport(to: try SSHDestination("hub:db")!, program: program)
    let log = InMemoryOperationLog(name: "A", signer: TestSigner(seed: 1), seed: 1)
    #expect(throws: ProtocolViolation.noPreamble("This account is closed.")) {
      try Peer.synchronise(log: log, transport: transport)
    }
    try transport.close()
  }

  @Test func aMissingProgramIsNamed() throws {
    let transport = try SSHTransport(to: try SSHDestination("hub:db")!, program: "/nonexistent/ssh")
    let log = InMemoryOperationLog(name: "A", signer: TestSigner(seed: 1), seed: 1)
    #expect(throws: SyncError.cut) { try Peer.synchronise(log: log, transport: transport) }
    #expect(throws: SyncError.self) { try transport.close() }
  }

  @Test func aProgramThatHangsIsEnded() throws {
    let note = FileManager.default.temporaryDirectory.appendingPathComponent("ssh-\(UUID().uuidString)").path
    let program = try fake("echo $$ > \(note)\nexec sleep 600")
    defer {
      try? FileManager.default.removeItem(atPath: program)
      try? FileManager.default.removeItem(atPath: note)
    }
    let transport = try SSHTransport(to: try SSHDestination("hub:db")!, program: program)
    let log = InMemoryOperationLog(name: "A", signer: TestSigner(seed: 1), seed: 1)
    #expect(throws: SyncError.cancelled) {
      try Peer.synchronise(log: log, transport: transport, isCancelled: { true })
    }
    #expect(throws: SyncError.self) { try transport.close() }
    if let text = try? String(contentsOfFile: note, encoding: .utf8),
      let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
    {
      #expect(kill(process, 0) == -1, "the program still runs")
    }
  }
}
