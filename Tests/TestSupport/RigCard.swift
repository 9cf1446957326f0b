/// A simulated card as an ALSA device, field by field as Tools/rig/README.md has it. What is nil or empty is the
/// plugin's default.
public struct RigCard: Sendable {
  /// What happens at the end of one of the card's periods, counted from its first start.
  public enum Fault: Sendable, CustomStringConvertible {
    case xrun(at: Int)
    case overrun(at: Int)
    case underrun(at: Int)
    case suspend(at: Int)
    case unplug(at: Int)
    case stall(at: Int)
    case late(periods: Int, at: Int)

    public var description: String {
      switch self {
      case .xrun(let period): "xrun@\(period)"
      case .overrun(let period): "overrun@\(period)"
      case .underrun(let period): "underrun@\(period)"
      case .suspend(let period): "suspend@\(period)"
      case .unplug(let period): "unplug@\(period)"
      case .stall(let period): "stall@\(period)"
      case .late(let periods, let period): "late:\(periods)@\(period)"
      }
    }
  }

  /// Of the device. All that are open in one process need different ones.
  public var name: String
  /// Devices of one card share its converter clock. Nil: a card of the device's own.
  public var card: String?
  /// "virtual" or "real".
  public var pace: String?

  public var access: [String] = []
  public var formats: [String] = []
  /// One value, a list ("44100 48000") or a range ("16-1024"), as the three that follow.
  public var rate: String?
  public var channels: String?
  public var period: String?
  public var periods: String?

  /// By how much the card's clock is faster.
  public var driftPPM: Int?
  public var faults: [Fault] = []
  /// The attempt to resume that works, or "never".
  public var resume: String?
  /// How many attempts to open the unplugged card fail, or "never".
  public var replug: String?
  /// "EBUSY" for ever, "EBUSY 2" twice.
  public var openError: String?
  public var prepareError: String?
  public var startError: String?

  /// Raw frames in the device's format.
  public var infile: String?
  public var outfile: String?
  /// What is played is captured again so many frames later.
  public var cable: Int?

  public init(_ name: String) { self.name = name }

  /// The definition, on one line.
  func definition(clock: String) -> String {
    let fields: [(String, String?)] = [
      ("type", "headroom_rig"), ("card", card ?? name), ("clock", clock), ("pace", pace),
      ("access", access.joined(separator: " ")), ("formats", formats.joined(separator: " ")), ("rate", rate),
      ("channels", channels), ("period", period), ("periods", periods),
      ("drift_ppm", driftPPM.map(String.init)),
      ("faults", faults.map(\.description).joined(separator: " ")), ("resume", resume), ("replug", replug),
      ("open_error", openError), ("prepare_error", prepareError), ("start_error", startError),
      ("infile", infile), ("outfile", outfile), ("cable", cable.map(String.init)),
    ]
    var text = ""
    for case (let name, let value?) in fields where !value.isEmpty { text += " \(name) \"\(value)\"" }
    return "pcm.\(name) {\(text) }\n"
  }
}
