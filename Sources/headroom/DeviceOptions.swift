import LiveAudio

/// The options that say which devices sound goes through and how: the same for every command that plays.
enum DeviceOptions {
  /// Where sound comes in: on one channel, or on several.
  static let input = Option(names: ["--in"], value: "CHANNEL", help: "input channel; default: 1")
  static let inputs = Option(
    names: ["--in"], value: "CHANNELS",
    help: "input channels, each through a capture of its own; default: 1")

  /// - Parameters:
  ///   - rate: what is taken where no rate is given, in words.
  ///   - input: ``input`` or ``inputs``.
  static func options(defaultRate rate: String, _ input: Option) -> [Option] {
    [
      Option(
        names: ["-d", "--device"], value: "DEVICE",
        help: "both ways: a card's id or an ALSA device; default: the first interface"),
      Option(names: ["--capture"], value: "DEVICE", help: "where sound comes in"),
      Option(names: ["--playback"], value: "DEVICE", help: "where sound goes out"),
      Option(names: ["-r", "--rate"], value: "HZ", help: "sample rate; default: \(rate)"),
      Option(names: ["-p", "--period"], value: "FRAMES", help: "period; default: 64"),
      Option(
        names: ["-n", "--periods"], value: "PERIODS", help: "periods that wait to be played; default: 2"),
      input,
      Option(
        names: ["--out"], value: "CHANNELS", help: "output channels, as 1,2 or 3-4; default: the first two"),
      Option(
        names: ["--format"], value: "FORMAT", help: "sample format, as S32_LE; default: the best there is"),
      Option(
        names: ["--access"], value: "mmap|rw", help: "how samples get to the device; default: mmap, else rw"),
    ]
  }

  static func read(_ arguments: Arguments) throws(UsageError) -> LiveOptions {
    var options = try devices(arguments)
    options.rate = try arguments.wholeNumber("-r", in: 1_000...1_000_000)
    options.periodFrameCount = try arguments.wholeNumber("-p", in: 1...65_536) ?? options.periodFrameCount
    options.periodCount = try arguments.wholeNumber("-n", in: 2...64) ?? options.periodCount
    options.inputChannels = try channels("--in", arguments) ?? options.inputChannels
    options.outputChannels = try channels("--out", arguments)
    let (inputCount, outputCount) = (options.inputChannels.count, options.outputChannels?.count)
    if inputCount > 1, let outputCount, outputCount != inputCount {
      throw UsageError(
        "--out: expected as many channels as --in has, \(inputCount), found \(outputCount)")
    }
    options.format = try format(arguments.value("--format"))
    options.access = try arguments.choice("--access", ["mmap": .mapped, "rw": .copied])
    return options
  }

  private static func devices(_ arguments: Arguments) throws(UsageError) -> LiveOptions {
    let device = arguments.value("-d")
    let (capture, playback) = (arguments.value("--capture"), arguments.value("--playback"))
    if device != nil, capture != nil || playback != nil {
      throw UsageError("-d is both directions: it goes with neither --capture nor --playback")
    }
    var options = LiveOptions()
    options.captureDevice = capture ?? device
    options.playbackDevice = playback ?? device
    return options
  }

  /// "2", "1,2", "3-6".
  private static func channels(_ name: String, _ arguments: Arguments) throws(UsageError) -> [Int]? {
    guard let text = arguments.value(name) else { return nil }
    var channels: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
        (1...1024).contains(first), (first...1024).contains(last)
      else { throw UsageError("\(name): expected channels from 1, as 1,2 or 3-4, found \"\(text)\"") }
      channels += first...last
    }
    guard Set(channels).count == channels.count else {
      throw UsageError("\(name): a channel is named twice in \"\(text)\"")
    }
    return channels
  }

  private static func format(_ text: String?) throws(UsageError) -> String? {
    guard let text else { return nil }
    guard LiveOptions.isFormat(text) else {
      let names = LiveOptions.formats.joined(separator: ", ")
      throw UsageError("--format: expected one of \(names), found \"\(text)\"")
    }
    return text
  }
}
