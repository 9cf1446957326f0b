/// Keeps voices by what the audio thread has of them.
///
/// Thread: control. The audio thread's run only keeps it.
final class VoicePool {
  private var voices: [UnsafeMutablePointer<VoiceStream>: Voice] = [:]

  func insert(_ voice: Voice) { voices[voice.stream] = voice }

  func remove(_ stream: UnsafeMutablePointer<VoiceStream>) { voices[stream] = nil }
}
