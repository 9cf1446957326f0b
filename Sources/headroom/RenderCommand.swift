import Glibc

/// `headroom render`: audio files through a capture.
enum RenderCommand {
  static let description = Command(
    name: "render",
    synopsis: "render -m MODEL... INPUT... [-o OUTPUT]",
    summary: "Plays audio files through a capture",
    options: [
      Option(
        names: ["-m", "--model"], value: "MODEL", help: "the capture, a .nam file; with several, every pair",
        isRepeatable: true),
      Option(
        names: ["-o", "--output"], value: "OUTPUT",
        help: "a file, or a folder; default: INPUT-MODEL.wav beside the input"),
      RenderNaming.option,
      Option(
        names: ["-r", "--recursive"], help: "an INPUT that is a folder: the audio files in it and below"),
      Option(names: ["--manifest"], value: "FILE", help: "inputs, models, outputs and gains from a list"),
      Quality.option,
      Option(names: ["--bits"], value: "16|24|32|32f", help: "sample format; default: as the input"),
      Option(
        names: ["--output-rate"], value: "input|model", help: "sample rate of the output; default: input"),
      Option(names: ["--input-gain"], value: "DB", help: "before the capture"),
      Option(names: ["--output-gain"], value: "DB", help: "after the capture"),
      Option(names: ["--normalize"], help: "to -18 dB, by the capture's loudness"),
      Option(names: ["--tail"], value: "SECONDS", help: "play on through silence after the end"),
      Option(names: ["--cold"], help: "start from the state stored in the file, without settling"),
      Option(names: ["--no-clobber"], help: "do not replace a file that exists: it counts as failed"),
      Option(names: ["--resume"], help: "leave out what is done: whole, and newer than input and model"),
      Option(names: ["--jobs"], value: "N", help: "files at a time; default: as many as there are cores"),
      Option(names: ["--sequential"], help: "one file after another, without threads"),
      Option(names: ["--shard"], value: "I/N", help: "the Ith of N parts of the batch, for N machines"),
      Option(names: ["--dry-run"], help: "say what would be done, and do nothing"),
      Option(names: ["--json"], help: "a summary on standard output"),
    ],
    notes: [
      """
      INPUT is any file that libsndfile reads (WAV, AIFF, FLAC, OGG, MP3 and more); each channel is a stream
      of its own; - is standard input. OUTPUT's extension chooses the format: wav, aiff, flac, ogg, opus,
      mp3, caf, au, w64, rf64; - is a WAV file on standard output. With several inputs, or with a / at its
      end, OUTPUT is a folder, made where it is missing.
      """,
      """
      An input at another rate than the capture's is resampled to it and back, without latency. Samples
      beyond the full scale of an integer format are clipped, counted and reported. The output appears
      under its name when it is complete, and not at all where something fails.
      """,
      """
      PATTERN is a name with {input} and {model}, the files' names without extensions; with folders they
      are made, and without an extension it is a WAV file. A folder that -r takes keeps its structure under
      OUTPUT; what the batch itself writes is no input.
      """,
      """
      A manifest is CSV whose first line names the columns, or a JSON object a line: input, and maybe model,
      output, input_gain, output_gain. What is missing or empty is as the command line has it; paths are
      relative to the manifest's folder; - is standard input.
      """,
    ])

  /// Of gains, in dB.
  static let gainRange = -200.0...200.0

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let settings = try RenderSettings(arguments)
    let plan = try plan(arguments)
    let session = RenderSession(plan, settings)
    if arguments.has("--dry-run") { return rehearse(session, plan, isJSON: arguments.has("--json")) }
    if plan.usesStandardOutput { try checkStandardOutput(arguments) }
    let exitCode = session.run()
    if arguments.has("--json") { Console.out(JSON.text(session.summary)) }
    return exitCode
  }

  private static func rehearse(_ session: RenderSession, _ plan: RenderPlan, isJSON: Bool) -> Int32 {
    let exitCode = session.rehearse()
    if isJSON {
      Console.out(JSON.text(session.summary))
    } else if !plan.jobs.isEmpty {
      Console.out(session.rehearsal)
    }
    return exitCode
  }

  private static func plan(_ arguments: Arguments) throws(UsageError) -> RenderPlan {
    var options = RenderPlan.Options()
    options.isRecursive = arguments.has("-r")
    if let pattern = arguments.value("--name") { options.naming = try RenderNaming(pattern) }
    if let shard = arguments.value("--shard") { options.shard = try RenderShard(shard) }
    let requests = try requests(arguments)
    if arguments.value("--name") != nil, requests.allSatisfy({ $0.target.isFile || $0.input == "-" }) {
      throw UsageError("--name is for outputs in folders")
    }
    return try RenderPlan(requests, options)
  }

  private static func requests(_ arguments: Arguments) throws(UsageError) -> [RenderRequest] {
    let models = arguments.values("-m")
    let output = arguments.value("-o")
    if let manifest = arguments.value("--manifest") {
      if !arguments.operands.isEmpty {
        throw UsageError("inputs are in the manifest, or on the command line")
      }
      return try RenderManifest(path: manifest)
        .requests(models: models, target: RenderRequest.Target(output, isSeveral: true))
    }
    if models.isEmpty { throw UsageError("no model: -m MODEL is missing") }
    if arguments.operands.isEmpty { throw UsageError("no input") }
    let isSeveral =
      arguments.operands.count * models.count > 1
      || arguments.has("-r") && arguments.operands.contains(where: FilePath.isFolder)
    let target = try RenderRequest.Target(output, isSeveral: isSeveral)
    return arguments.operands.map { RenderRequest(input: $0, models: models, target: target) }
  }

  private static func checkStandardOutput(_ arguments: Arguments) throws(UsageError) {
    if isatty(STDOUT_FILENO) == 1 {
      throw UsageError("standard output is a terminal: give -o OUTPUT, or redirect it")
    }
    if arguments.has("--json") { throw UsageError("--json and an output of - both need standard output") }
  }
}
