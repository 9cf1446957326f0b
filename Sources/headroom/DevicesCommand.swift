import LiveAudio

/// `headroom devices`: the sound cards, what they can do, and who has them.
enum DevicesCommand {
  static let description = Command(
    name: "devices",
    synopsis: "devices [--json]",
    summary: "Shows the sound cards, what they can do and who holds them",
    options: [
      Option(names: ["--json"], help: "an array with one object for each card, on standard output")
    ],
    notes: [
      """
      For each device and direction: channels, the usual sample rates in kHz that it can do, frames in a
      period, periods in the buffer, the program that has it open, and sample formats. Not everything goes
      together. A device is asked without setting anything, and one that is in use says nothing.
      """,
      """
      A card is known by its id, which stays when it is plugged in elsewhere: hw:CARD=ID,DEV=N. A card that
      this user may not open is named, and the exit code is 1.
      """,
    ])

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    if let word = arguments.operands.first { throw UsageError("takes no argument, found \"\(word)\"") }
    let cards = SoundCard.all().map(CardDescription.init)
    let refused = SoundCard.refused()
    if arguments.has("--json") {
      // The encoder puts an empty line into an empty array.
      Console.out(cards.isEmpty ? "[]" : JSON.text(cards))
    } else if !cards.isEmpty {
      Console.out(cards.map(DevicesText.text).joined(separator: "\n\n"))
    } else if refused.isEmpty {
      Console.out("no sound card")
    }
    for error in refused { Console.error(error.description) }
    return refused.isEmpty ? ExitCode.done : ExitCode.unusable
  }
}
