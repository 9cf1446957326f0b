import CALSA
import Glibc

extension SoundCard {
  /// All cards that this process may open, by index. alsa-lib writes nothing on standard error from then on,
  /// since whatever fails here has its own sentence.
  ///
  /// - Parameter root: the folder that stands for /proc.
  public static func all(root: String = "/proc") -> [SoundCard] {
    headroom_alsa_silence_errors()
    return indices().compactMap { index in
      withControl(index) { control in describe(index, control, ProcFolder(root)) }
    }
  }

  /// Why cards that the kernel has are not among ``all(root:)``: mostly that the user is not in the group
  /// that may open them.
  ///
  /// - Parameter root: the folder that stands for /proc.
  public static func refused(root: String = "/proc") -> [LiveAudioError] {
    let proc = ProcFolder(root)
    return proc.numbers(in: "asound", prefix: "card").compactMap { index in
      let file = "/dev/snd/controlC\(index)"
      guard access(file, R_OK) != 0 else { return nil }
      let problem = LiveAudioError.Problem.call("open \(file)", code: errno)
      let id = proc.firstLine("asound/card\(index)/id") ?? String(index)
      return LiveAudioError(device: "hw:CARD=\(id)", problem: problem)
    }
  }

  private static func describe(_ index: Int32, _ control: OpaquePointer, _ proc: ProcFolder) -> SoundCard? {
    withALSA(snd_ctl_card_info_malloc, snd_ctl_card_info_free) { info in
      guard snd_ctl_card_info(control, info) >= 0 else { return nil }
      return SoundCard(
        index: Int(index), id: String(cString: snd_ctl_card_info_get_id(info)),
        name: String(cString: snd_ctl_card_info_get_name(info)),
        driver: String(cString: snd_ctl_card_info_get_driver(info)),
        isUSB: proc.exists("asound/card\(index)/usbid"),
        devices: deviceNumbers(control).map { PCMDevice($0, control) })
    }
  }

  private static func indices() -> [Int32] {
    var indices: [Int32] = []
    var index: Int32 = -1
    while snd_card_next(&index) >= 0, index >= 0 { indices.append(index) }
    return indices
  }

  private static func deviceNumbers(_ control: OpaquePointer) -> [UInt32] {
    var numbers: [UInt32] = []
    var number: Int32 = -1
    while snd_ctl_pcm_next_device(control, &number) >= 0, number >= 0 { numbers.append(UInt32(number)) }
    return numbers
  }

  /// `nil` for a card that cannot be opened: it may have gone since it was counted.
  private static func withControl<Result>(_ index: Int32, _ body: (OpaquePointer) -> Result?) -> Result? {
    var control: OpaquePointer?
    guard snd_ctl_open(&control, "hw:\(index)", SND_CTL_READONLY) >= 0, let control else { return nil }
    defer { snd_ctl_close(control) }
    return body(control)
  }
}

extension PCMDevice {
  fileprivate init(_ number: UInt32, _ control: OpaquePointer) {
    self = withALSA(snd_pcm_info_malloc, snd_pcm_info_free) { info in
      snd_pcm_info_set_device(info, number)
      var name = ""
      let counts = PCMDirection.allCases.map { direction in
        snd_pcm_info_set_stream(info, direction.stream)
        guard snd_ctl_pcm_info(control, info) >= 0 else { return 0 }
        name = String(cString: snd_pcm_info_get_name(info))
        return Int(snd_pcm_info_get_subdevices_count(info))
      }
      return PCMDevice(
        number: Int(number), name: name, captureSubdevices: counts[0], playbackSubdevices: counts[1])
    }
  }
}
