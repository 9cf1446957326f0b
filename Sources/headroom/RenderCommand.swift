import AudioFile
import NAMFormat
import NeuralAmp

/// `headroom render`: audio files through a capture.
enum RenderCommand {
  static let description = Command(
    name: "render",
    synopsis: "render -m MODEL INPUT... [-o OUTPUT]",
    summary: "Plays audio files through a capture",
    options: [
      Option(names: ["-m", "--model"], value: "MODEL", help: "the capture, a .nam file"),
      Option(
        names: ["-o", "--output"], value: "OUTPUT",
        help: "a file, or a folder; default: INPUT-MODEL.wav beside the input"),
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
    ])

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let modelPath = arguments.value("-m") else { throw UsageError("no model: -m MODEL is missing") }
    let quality = try Quality.read(arguments)
    let options = try options(arguments)
    let plan = try RenderPlan(
      inputs: arguments.operands, model: modelPath, output: arguments.value("-o"))
    if plan.usesStandardOutput && arguments.has("--json") {
      throw UsageError("--json and an output of - both need standard output")
    }
    let model: RenderModel
    do throws(NAMFileError) {
      model = try load(modelPath, quality)
    } catch {
      Console.error(error.description)
      return ExitCode.unusable
    }
    let session = RenderSession(Renderer(model, options: options), plan: plan)
    let exitCode = session.run()
    if arguments.has("--json") { Console.out(JSON.text(session.summary)) }
    return exitCode
  }

  private static func load(_ path: String, _ quality: Double) throws(NAMFileError) -> RenderModel {
    let file = try NAMFile(path: path)
    for remark in file.remarks where remark.level == .warning {
      Console.warning("\(path): \(remark.sentence)")
    }
    return RenderModel(
      try file.makeModel(quality: quality), path: path, loudness: file.metadata(quality: quality).loudness)
  }

  private static func options(_ arguments: Arguments) throws(UsageError) -> RenderOptions {
    var options = RenderOptions()
    options.inputGain = try arguments.number("--input-gain", in: -200...200) ?? 0
    options.outputGain = try arguments.number("--output-gain", in: -200...200) ?? 0
    options.normalizes = arguments.has("--normalize")
    options.tail = try arguments.number("--tail", in: 0...3600) ?? 0
    options.start = arguments.has("--cold") ? .stored : .rest
    options.outputRate = try arguments.choice("--output-rate", ["input": .input, "model": .model]) ?? .input
    options.sampleFormat = try arguments.choice(
      "--bits", ["16": .int16, "24": .int24, "32": .int32, "32f": .float32])
    options.replacesExisting = !arguments.has("--no-clobber")
    return options
  }
}
