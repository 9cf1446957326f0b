import Foundation
import TestSupport
import Testing

@testable import headroom

/// Lists of what to render.
struct RenderManifestTests {
  private func requests(_ text: String, models: [String] = ["m.nam"]) throws(UsageError) -> [RenderRequest] {
    try RenderManifest(text, path: "lists/list.csv").requests(models: models, target: .besideInput)
  }

  private func output(_ request: RenderRequest) -> String? {
    switch request.target {
    case .file(let path, _), .folder(let path): path
    case .besideInput, .standardOutput: nil
    }
  }

  @Test(arguments: [
    "input,model,output,input_gain,output_gain\na.wav,,,,\n/x/b.wav,n.nam,out/b.flac,-3.5,2\n",
    "\"input\",output , model,output_gain,input_gain\r\n\r\na.wav,,,,\r\n/x/b.wav,\"out/b.flac\",n.nam,+2,-3.5",
    """

    {"input": "a.wav"}

    {"output": "out/b.flac", "input": "/x/b.wav", "model": "n.nam", "input_gain": -3.5, "output_gain": 2}
    """,
    "{\"input\": \"a.wav\", \"model\": null, \"output\": \"\"}\r\n"
      + "{\"input\":\"/x/b.wav\",\"model\":\"n.nam\",\"output\":\"out/b.flac\",\"input_gain\":-3.5,\"output_gain\":2}",
  ])
  func bothForms(_ text: String) throws {
    let requests = try requests(text, models: ["x.nam", "y.nam"])
    #expect(requests.map(\.input) == ["lists/a.wav", "/x/b.wav"])
    #expect(requests.map(\.models) == [["x.nam", "y.nam"], ["lists/n.nam"]])
    #expect(requests.map(output) == [nil, "lists/out/b.flac"])
    #expect(requests.map(\.inputGain) == [nil, -3.5])
    #expect(requests.map(\.outputGain) == [nil, 2])
  }

  @Test func quoting() throws {
    let text = "input,output\n\"a, \"\"b\"\".wav\",\"new\nline.wav\"\nc.wav,\n"
    let requests = try requests(text)
    #expect(requests.map(\.input) == ["lists/a, \"b\".wav", "lists/c.wav"])
    #expect(output(requests[0]) == "lists/new\nline.wav")
  }

  @Test(arguments: [
    ("", "there are no inputs in it"),
    ("input\n", "there are no inputs in it"),
    ("model\nm.nam\n", "line 1: there is no column input"),
    (
      "input,gain\na.wav,1\n",
      "line 1: column 2, \"gain\", is none of input, model, output, input_gain, output_gain"
    ),
    ("input,input\na,b\n", "line 1, column input: is there twice"),
    ("input,output\na.wav\n", "line 2: has 1 field, and the header has 2"),
    ("input,output\n\n\"a\n.wav\",x.wav\nb.wav,x.wav,y\n", "line 5: has 3 fields, and the header has 2"),
    ("input,output\na.wav,\"x.wav\n\n", "line 2: a quote has no end"),
    ("input\n\"a\"b\n", "line 2: expected a comma after a quote"),
    ("input,output\n,x.wav\n", "line 2, column input: is missing"),
    ("input\n-\n", "line 2, column input: - is no file, and a manifest takes only files"),
    (
      "input,input_gain\na.wav,loud\n",
      "line 2, column input_gain: expected a number from -200 to 200, found \"loud\""
    ),
    (
      "input,output_gain\na.wav,201\n",
      "line 2, column output_gain: expected a number from -200 to 200, found \"201\""
    ),
    ("{\"input\": \"a.wav\"}\nb.wav\n", "line 2: is no JSON object"),
    ("{\"input\": 5}", "line 1, column input: expected text"),
    ("\n{\"input\": \"a.wav\", \"input_gain\": \"3\"}", "line 2, column input_gain: expected a number"),
    (
      "{\"input\": \"a.wav\", \"gain\": 3}",
      "line 1: \"gain\" is none of input, model, output, input_gain, output_gain"
    ),
  ])
  func wrongOnes(_ text: String, _ problem: String) throws {
    let error = #expect(throws: UsageError.self) { try requests(text) }
    #expect(error?.message == "lists/list.csv: \(problem)")
  }

  @Test func outputsNeedAFormat() throws {
    let error = #expect(throws: UsageError.self) { try requests("input,output\na.wav,b.xyz\n") }
    #expect(
      error?.message.hasPrefix("lists/list.csv: line 2, column output: lists/b.xyz: \".xyz\" is not a format")
        ?? false)
  }

  @Test func modelsAreNeeded() throws {
    let error = #expect(throws: UsageError.self) { try requests("input\na.wav\n", models: []) }
    #expect(error?.message == "lists/list.csv: line 2, column model: is missing, and there is no -m MODEL")
  }

  /// Paths go by the manifest's folder; gains are those of the row, else of the command line.
  @Test func rendering() throws {
    let batch = try RenderBatch()
    try batch.writeInputs(4)
    let model = RenderBatch.models[0]
    _ = try batch.folder.write(
      Array("input,output,output_gain\ntake0.wav,../x/y/zero.wav,\ntake3.wav,,-6\n".utf8), as: "in/list.csv")
    let list = ["--manifest", "in/list.csv", "-m", model, "--output-gain", "3", "-o", "out"]
    let result = try batch.run(list)
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(try batch.run(["in/take0.wav", "-m", model, "--output-gain", "3", "-o", "0.wav"]).exitCode == 0)
    #expect(try batch.run(["in/take3.wav", "-m", model, "--output-gain", "-6", "-o", "3.wav"]).exitCode == 0)
    #expect(try batch.folder.bytes("x/y/zero.wav") == batch.folder.bytes("0.wav"))
    #expect(try batch.folder.bytes("out/take3-lstm_1x8_clean.wav") == batch.folder.bytes("3.wav"))
    let piped = try Headroom.shell(
      "echo '{\"input\": \"in/take0.wav\"}' | $HEADROOM render --manifest - -m \(model) --dry-run",
      in: batch.folder)
    #expect(piped.text == "in/take0.wav -> in/take0-lstm_1x8_clean.wav\n")
  }
}
