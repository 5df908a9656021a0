import CaseStore
import Foundation
import Testing

@testable import casetui

/// Lists that leave: all of their files are replaced, or none.
@Suite struct PublicFilesTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func files(_ text: String) -> [ListFile] {
    ["ADD.CSV", "ALT.CSV", "SDN.CSV"].map { ListFile(name: $0, bytes: Array(text.utf8)) }
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func aFolderInTheWayKeepsAllFiles() throws {
    let out = scratch.path + "/a/b/out"
    try PublicFiles.write(files("old"), to: out)
    try PublicFiles.write(files("older"), to: out + "/")
    #expect(try text(out + "/SDN.CSV") == "older")
    try FileManager.default.removeItem(atPath: out + "/SDN.CSV")
    try FileManager.default.createDirectory(atPath: out + "/SDN.CSV", withIntermediateDirectories: false)
    let error = try #require(throws: StoreError.self) { try PublicFiles.write(files("new"), to: out) }
    #expect(error.message == "\(out)/SDN.CSV is a folder, and a file is to be written there")
    #expect(Failure(error).exit == .refused)
    #expect(try text(out + "/ADD.CSV") == "older" && text(out + "/ALT.CSV") == "older")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out).sorted() == ["ADD.CSV", "ALT.CSV", "SDN.CSV"])
  }

  /// What keeps a folder from being made is told in our words.
  @Test func whatIsNoFolderIsSaid() throws {
    let link = scratch.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: scratch.path + "/nowhere")
    let file = try scratch.write("x", "file")
    for path in [link, file] {
      let error = try #require(throws: StoreError.self) { try PublicFiles.write(files("new"), to: path) }
      #expect(error.message == "\(path) is there already and not a folder")
    }
    #expect(throws: StoreError.system("cannot make \(file)/out", code: ENOTDIR)) {
      try PublicFiles.write(files("new"), to: file + "/out")
    }
    #expect(throws: Usage.self) { try PublicFiles.write(files("new"), to: "") }
    #expect(throws: Usage.self) {
      _ = try InitCommand.parse(["", "--office", "Desk", "--user", "ann"]).answer()
    }
  }
}
