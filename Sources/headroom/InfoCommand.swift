import NAMFormat

/// `headroom info`: what a capture says of itself.
enum InfoCommand {
  static let description = Command(
    name: "info",
    synopsis: "info MODEL... | --system [--json]",
    summary: "Shows what a capture is, and what is missing or odd about it",
    options: [
      Quality.option,
      Option(names: ["--system"], help: "instead: the processor, and the kernels that it can run"),
      Option(names: ["--json"], help: "an array with one object for each model, on standard output"),
    ],
    notes: [
      """
      Shows architecture, size, file version, rate, receptive field, levels in dBu, loudness in dB, memory and
      all metadata. Of a capture that can be smaller, the networks that it holds; size, levels and memory are
      those at the quality. A model that cannot be used is named, and the exit code is 1.
      """,
      """
      Models run through the best kernel that the processor has. HEADROOM_ISA=NAME in the environment chooses
      another of those that --system names.
      """,
    ])

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let quality = try Quality.read(arguments)
    if arguments.has("--system") { return try showSystem(arguments) }
    if arguments.operands.isEmpty { throw UsageError("no model") }
    let models = arguments.operands.map { ModelDescription(path: $0, quality: quality) }
    if arguments.has("--json") {
      Console.out(JSON.text(models))
    } else {
      let texts = models.compactMap { model in model.file.map { InfoText.text(model, $0) } }
      if !texts.isEmpty { Console.out(texts.joined(separator: "\n\n")) }
    }
    for model in models {
      if let error = model.error { Console.error(error) }
    }
    return models.contains { $0.error != nil } ? ExitCode.unusable : ExitCode.done
  }

  private static func showSystem(_ arguments: Arguments) throws(UsageError) -> Int32 {
    if !arguments.operands.isEmpty { throw UsageError("--system takes no model") }
    let system = SystemDescription()
    Console.out(arguments.has("--json") ? JSON.text(system) : system.text)
    return ExitCode.done
  }
}
