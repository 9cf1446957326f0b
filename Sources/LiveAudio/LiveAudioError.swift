import CALSA
import Glibc

/// What keeps a device from playing: the device, and what is wrong with it, in one line.
public struct LiveAudioError: Error, Equatable, CustomStringConvertible {
  public enum Problem: Equatable, Sendable {
    /// No device of that name; the names of those that there are.
    case missing(available: [String])
    /// Somebody else has it; who, where that can be found out.
    case busy(holder: String?)
    /// No hardware device that can capture and play.
    case noDuplexDevice
    /// The device cannot do what it has to: what was wanted, and what it has.
    case unsupported(what: String, has: String)
    /// A channel was asked for that it does not have.
    case channel(Int, count: Int)
    /// The device has gone.
    case unplugged
    /// Its clock stands still: no period passes.
    case stalled
    /// It runs over or dry before a period has been played, after every start.
    case tooShort
    /// What was sent to these outputs, from 1, was not found again at the input.
    case nothingCameBack(outputs: [Int], input: Int)
    /// So many attempts to measure were interrupted.
    case interrupted(times: Int)
    /// ALSA refused a call: the call's name and its error.
    case call(String, code: Int32)

    /// What a negative errno of an ALSA call means.
    init(_ call: String, code: Int32) {
      switch -code {
      case ENODEV, ENXIO: self = .unplugged
      default: self = .call(call, code: code)
      }
    }
  }

  public let device: String
  public let problem: Problem

  public init(device: String, problem: Problem) {
    self.device = device
    self.problem = problem
  }

  public var description: String { "\(device): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .missing(let available):
      available.isEmpty
        ? "no such device, and no sound card either" : "no such device (there are: \(list(available)))"
    case .busy(let holder): "in use by \(holder ?? "another program")"
    case .noDuplexDevice: "no sound card that captures and plays"
    case .unsupported(let what, let has): "cannot do \(what): it has \(has)"
    case .channel(let channel, let count):
      "there is no channel \(channel): it has \(count == 1 ? "one" : "1 to \(count)")"
    case .unplugged: "has gone"
    case .stalled: "does not play: its clock stands still"
    case .tooShort: "does not play: an xrun after every start: take a longer period or more periods"
    case .nothingCameBack(let outputs, let input):
      "nothing came back: is the cable in output \(outputs.map(String.init).joined(separator: " or ")) and "
        + "input \(input), and the level up?"
    case .interrupted(let count): "\(count) attempts to measure were interrupted: take a longer period"
    case .call(let name, let code): "\(name): \(String(cString: snd_strerror(code)))"
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
