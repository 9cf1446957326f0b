import Synchronization

/// What the audio thread is told: each setting for itself, at any time.
struct LiveControls: ~Copyable {
  /// Bit patterns of floats: factors.
  let inputGain = Atomic<UInt32>(Float(1).bitPattern)
  let outputGain = Atomic<UInt32>(Float(1).bitPattern)
  /// Past the amp.
  let isBypassed = Atomic<Bool>(false)
  let isMuted = Atomic<Bool>(false)
  /// Fade out and end.
  let isStopping = Atomic<Bool>(false)
  /// The voice that is to play next; the audio thread takes it by an exchange.
  let nextVoice = Atomic<UnsafeMutablePointer<VoiceStream>?>(nil)
  /// The voice that has played out; to be freed by whoever takes it. The audio thread takes no next one
  /// before that.
  let retiredVoice = Atomic<UnsafeMutablePointer<VoiceStream>?>(nil)
}
