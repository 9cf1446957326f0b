import TestSupport

/// Changes the text of a `.nam` file in ways that a loader may not expect. The same seed gives the same change.
public struct Mutator {
  private var generator: SeededGenerator

  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// One to four changes; in three files of four the weights are then made to fit, so that it still plays.
  public mutating func mutate(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &generator) { text = change(text) }
    return Int.random(in: 0..<4, using: &generator) > 0 ? WeightFitting.fit(text) : text
  }

  private mutating func change(_ text: [UInt8]) -> [UInt8] {
    let slots = JSONSlots(text).slots
    guard let slot = slots.randomElement(using: &generator),
      let other = slots.randomElement(using: &generator)
    else { return text }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return remove(slot, from: text)
    case 1: return text.replacing(slot.whole, with: text[slot.whole] + Array(", ".utf8) + text[slot.whole])
    case 2: return swap(slot.value, other.value, in: text)
    case 3: return text.replacing(slot.value, with: Array(text[other.value]))
    case 4: return nest(slot, in: text)
    case 5, 6: return addMember(to: slots, in: text)
    case 7: return resize(slots, in: text)
    case 8: return wrap(text)
    case 9: return rename(slot, in: text)
    default: return replace(slot, in: text)
    }
  }

  private mutating func pick(_ texts: [String]) -> [UInt8] {
    Array(texts.randomElement(using: &generator)!.utf8)
  }

  private mutating func replace(_ slot: JSONSlots.Slot, in text: [UInt8]) -> [UInt8] {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: text.replacing(slot.value, with: pick(Vocabulary.oddities))
    case 1...3 where slot.kind == .string, 1: text.replacing(slot.value, with: pick(Vocabulary.words))
    case 2...5: text.replacing(slot.value, with: Array("\(Int.random(in: 0...9, using: &generator))".utf8))
    default: text.replacing(slot.value, with: pick(Vocabulary.numbers))
    }
  }

  /// With the comma behind or before it.
  private func remove(_ slot: JSONSlots.Slot, from text: [UInt8]) -> [UInt8] {
    let comma = UInt8(ascii: ",")
    var range = slot.whole
    if let next = text[range.upperBound...].firstIndex(where: { $0 > 0x20 }), text[next] == comma {
      range = range.lowerBound..<next + 1
    } else if let last = text[..<range.lowerBound].lastIndex(where: { $0 > 0x20 }), text[last] == comma {
      range = last..<range.upperBound
    }
    return text.replacing(range, with: [])
  }

  private func swap(_ one: Range<Int>, _ two: Range<Int>, in text: [UInt8]) -> [UInt8] {
    guard !one.overlaps(two) else { return text }
    let (first, second) = one.lowerBound < two.lowerBound ? (one, two) : (two, one)
    return text.replacing(second, with: Array(text[first])).replacing(first, with: Array(text[second]))
  }

  private mutating func nest(_ slot: JSONSlots.Slot, in text: [UInt8]) -> [UInt8] {
    let value = text[slot.value]
    let isObject = Bool.random(using: &generator)
    let opening = isObject ? Array("{".utf8) + pick(Vocabulary.keys) + Array(": ".utf8) : Array("[".utf8)
    return text.replacing(slot.value, with: opening + value + Array((isObject ? "}" : "]").utf8))
  }

  private mutating func addMember(to slots: [JSONSlots.Slot], in text: [UInt8]) -> [UInt8] {
    guard let object = slots.filter({ $0.kind == .object }).randomElement(using: &generator) else {
      return text
    }
    let start = object.value.lowerBound + 1
    let comma = object.childCount > 0 ? Array(", ".utf8) : []
    return text.replacing(start..<start, with: pick(Vocabulary.members) + comma)
  }

  private mutating func rename(_ slot: JSONSlots.Slot, in text: [UInt8]) -> [UInt8] {
    guard let key = slot.key else { return replace(slot, in: text) }
    return text.replacing(key, with: pick(Vocabulary.keys))
  }

  private mutating func resize(_ slots: [JSONSlots.Slot], in text: [UInt8]) -> [UInt8] {
    guard let list = slots.filter({ $0.kind == .list }).randomElement(using: &generator) else { return text }
    let count = max(0, list.childCount + Int.random(in: -3...3, using: &generator))
    return text.resizing(list, to: count)
  }

  private mutating func wrap(_ text: [UInt8]) -> [UInt8] {
    let frame = Vocabulary.wrappings.randomElement(using: &generator)!
    let parts = frame.split(separator: "$", omittingEmptySubsequences: false).map { Array($0.utf8) }
    return Array(parts.joined(separator: text))
  }
}

extension [UInt8] {
  func replacing(_ range: Range<Int>, with bytes: [UInt8]) -> [UInt8] {
    self[..<range.lowerBound] + bytes + self[range.upperBound...]
  }

  /// Cuts a list of plain values, or fills it up with small numbers.
  func resizing(_ list: JSONSlots.Slot, to count: Int) -> [UInt8] {
    let inside = self[list.value].dropFirst().dropLast()
    let elements = list.childCount == 0 ? [] : inside.split(separator: UInt8(ascii: ","))
    let more = (0..<Swift.max(0, count - elements.count)).map { index in
      Array("\(Double(index % 7 - 3) / 8)".utf8)[...]
    }
    let resized = (elements.prefix(count) + more).joined(separator: [UInt8(ascii: ",")])
    return replacing(list.value, with: Array("[".utf8) + resized + Array("]".utf8))
  }
}
