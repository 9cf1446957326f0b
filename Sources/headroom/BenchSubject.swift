import NAMFormat
import NeuralAmp

/// A model that is measured: packed for the kernel, and for the reference kernel beside it.
struct BenchSubject {
  /// In tables: the file's name without its extension, or the shape.
  let name: String
  /// `nil` for a shape with seeded weights.
  let path: String?
  let network: NetworkDescription
  let model: Model
  let reference: Model

  private init(name: String, path: String?, _ network: NetworkDescription, _ kernel: Kernel) {
    self.name = name
    self.path = path
    self.network = network
    model = Model(network, kernel: kernel)
    reference = model.kernel == .reference ? model : Model(network, kernel: .reference)
  }

  /// A capture, at a quality of 0 to 1.
  init(path: String, quality: Double, kernel: Kernel) throws(NAMFileError) {
    let file = try NAMFile(path: path)
    self.init(name: Self.name(of: path), path: path, file.network(quality: quality), kernel)
  }

  /// A shape with seeded weights.
  init(name: String, _ network: NetworkDescription, kernel: Kernel) {
    self.init(name: name, path: nil, network, kernel)
  }

  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Console.printable(name.hasSuffix(".nam") ? String(name.dropLast(4)) : name)
  }
}
